"""Reads a plain list of past decisions, so that nobody's first page is empty.

One row a decision about one child. Headings are matched whatever their capitals, spaces and punctuation:

=========== ============================================================================== ========
what        headings                                                                       needed
=========== ============================================================================== ========
contact     contact id, contact, contact ref, contact reference, contact number            yes
child       child id, child, child unique id, person id, child ref, child reference        yes
received    received, received at, received on, date received, contact date,               yes
            date of contact
decided     decided, decided at, decided on, date decided, decision date, date of decision yes
level       level, decision, outcome, level decided, decision level                        yes
worker      worker, decided by, worker id, worker name, decision maker                     no
=========== ============================================================================== ========
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from fanlight.exchange.delimited import delimited
from fanlight.exchange.extract_dates import read_extract_moment
from fanlight.exchange.gathering import Gathering
from fanlight.exchange.reading import Reading, Unreadable
from fanlight.exchange.source import Source
from fanlight.exchange.values import Refused, clean
from fanlight.frontdoor.decision import PastDecision

TABLE = "past_decisions"
HEADINGS = {
    "contact": ("contactid", "contact", "contactref", "contactreference", "contactnumber"),
    "child": ("childid", "child", "childuniqueid", "personid", "childref", "childreference"),
    "received": ("received", "receivedat", "receivedon", "datereceived", "contactdate", "dateofcontact"),
    "decided": ("decided", "decidedat", "decidedon", "datedecided", "decisiondate", "dateofdecision"),
    "level": ("level", "decision", "outcome", "leveldecided", "decisionlevel"),
    "worker": ("worker", "decidedby", "workerid", "workername", "decisionmaker"),
}
NEEDED = tuple(name for name in HEADINGS if name != "worker")


def read_past_decisions(source: Source) -> Reading:
    """Read a list of past decisions (CSV).

    Parameters
    ----------
    source
        A path, or a binary file. Days are day first (31/03/2026, 31/03/26, 31-Mar-2026) or 2026-03-31, with
        or without a time.

    Returns
    -------
    Reading
        With `past_decisions`. A row without child, contact, level or a day, or decided before it was
        received, is set aside; where either time is not known only the days are compared.

    Raises
    ------
    Unreadable
        Not a delimited text file, or without a heading that is needed.

    Examples
    --------
    >>> from io import BytesIO
    >>> reading = read_past_decisions(BytesIO(
    ...     b"Contact ID,Child ID,Received,Decided,Level\\nK1,C1,01/06/2026 16:40,02/06/2026,NFA\\n"))
    >>> reading.past_decisions[0].level, reading.past_decisions[0].received_at
    ('NFA', datetime.datetime(2026, 6, 1, 16, 40))
    """
    gathering = Gathering("past_decisions")
    gathering.table(TABLE)
    with delimited(source) as file:
        columns = columns_of(file.header)
        if missing := [name for name in NEEDED if name not in columns]:
            raise Unreadable(file.name, f"a list of past decisions needs a column: {', '.join(missing)}")
        gathering.notes.append(file.note)
        for number, row in file.rows:
            place = f"row {number}"
            cells = file.cells(row)
            if cells is None:
                reason = f"{len(row)} cells where the header has {len(file.header)}"
                gathering.set_row_aside(TABLE, place, reason, " | ".join(row))
                continue
            said = {name: clean(cells[at]) for name, at in columns.items()}
            try:
                gathering.past_decisions.append(_decision(said, place))
                gathering.take(TABLE)
                for name in ("received", "decided"):
                    gathering.count_short_year(said[name])
            except Refused as refusal:
                gathering.set_row_aside(TABLE, place, str(refusal), " | ".join(row))
    return gathering.reading()


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """Where each known heading stands; the first, where two would do.

    Examples
    --------
    >>> columns_of(["Contact ref", "Child_ID", "Colour"])
    {'contact': 0, 'child': 1}
    """
    found: dict[str, int] = {}
    for at, heading in enumerate(header):
        letters = "".join(character for character in heading.lower() if character.isalnum())
        for name, spellings in HEADINGS.items():
            if letters in spellings:
                found.setdefault(name, at)
    return found


def _decision(said: dict[str, str], place: str) -> PastDecision:
    for name in NEEDED:
        if not said[name]:
            raise Refused(f"{name}: not given")
    received_at, received_time_known = _moment(said, "received")
    decided_at, decided_time_known = _moment(said, "decided")
    if decided_before_received(received_at, decided_at, received_time_known and decided_time_known):
        raise Refused("decided before it was received")
    worker = said.get("worker", "")
    return PastDecision(said["contact"], said["child"], received_at, decided_at, said["level"], worker, place)


def decided_before_received(received_at: datetime, decided_at: datetime, times_known: bool) -> bool:
    """Whether a decision stands before its contact; by day alone where either time is not known."""
    if times_known:
        return decided_at < received_at
    return decided_at.date() < received_at.date()


def _moment(said: dict[str, str], name: str) -> tuple[datetime, bool]:
    try:
        return read_extract_moment(said[name])
    except Refused as refusal:
        raise Refused(f"{name}: {refusal}") from None
