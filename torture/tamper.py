"""A thousand changes to the audit log behind the application's back: each must be found.

    python -m torture.tamper [SEED]

The attacker holds the database with its password (the triggers are dropped) and knows the code, but has
neither the audit key nor the copy of the heads that is kept elsewhere. A change that alters nothing anybody
could read (other spaces in JSON) is no tampering and is not tried.
"""

# ruff: noqa: S311, S608 - it speaks to the terminal; no secret; table names are its own
from __future__ import annotations

import hashlib
import json
import random
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from torture.homes import enter, make_front_door
from torture.outcome import draw_seed, finish

MUTATIONS = 1000
ROWS = 150  # at least; each decision adds two or more
EVENT, SUBJECT = "audit_auditevent", "audit_auditsubject"
TEXT_COLUMNS = ("at", "actor", "action", "record", "persons", "detail", "prev", "mac")
CHARACTERS = "abcdefXYZ0123456789 ,:é\u2026"
MODULES = ["fanlight.web.audit.chain", "fanlight.web.audit.models", "torture.tamper"]

Run = Callable[..., Any]


def main() -> None:
    seed = draw_seed()
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="fanlight-tamper-") as folder:
        enter(Path(folder))
        make_front_door()
        rows, heads = _fill()
        tried, missed, raised, whole = _torture(rng, rows, heads)
    figures = {
        "rows in the log": rows,
        "mutations by kind": dict(sorted(tried.items())),
        "mutations": sum(tried.values()),
        "missed": missed,
        "found, but by a traceback": raised,
        "verified as whole when nothing was changed": whole,
    }
    promises = {
        f"{MUTATIONS} mutations": sum(tried.values()) == MUTATIONS,
        "each found": not missed,
        "told in a sentence, never by a traceback": not raised,
        "untouched, the log is whole, before and after": whole,
    }
    finish("tamper", figures, promises, MODULES, seed)


def _fill() -> tuple[int, list[tuple[int, str]]]:
    """Have real work done, so that rows of many kinds stand in the log; its length, and its noted heads."""
    from tests.web.builders import decide, make_contact

    from fanlight.web.audit.models import AuditEvent
    from torture.deciding import found_door

    door = found_door()
    heads = []
    while (rows := AuditEvent.objects.count()) < ROWS:
        decide(make_contact(door, children=2), door.worker)
        if not heads:
            heads.append(AuditEvent.objects.values_list("seq", "mac").last())
    heads.append(AuditEvent.objects.values_list("seq", "mac").last())
    return rows, heads


def _torture(
    rng: random.Random, rows: int, heads: list[tuple[int, str]]
) -> tuple[Counter[str], list[str], list[str], bool]:
    """Mutate, verify, roll back: what was tried, missed, found by a traceback; was it whole else?"""
    from django.db import connection, transaction

    from fanlight.web.audit.chain import verify

    tried: Counter[str] = Counter()
    missed, raised = [], []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys=OFF")
        cursor.execute("PRAGMA ignore_check_constraints=ON")
        for table in (EVENT, SUBJECT):
            for name in ("no_update", "no_delete"):
                cursor.execute(f"DROP TRIGGER {table}_{name}")

        def run(statement: str, *values: object) -> list[tuple[Any, ...]]:
            return cursor.execute(statement.replace("?", "%s"), values).fetchall()

        whole = verify(anchors=heads).broken_at is None
        while sum(tried.values()) < MUTATIONS:
            kind = rng.choice(list(KINDS))
            with transaction.atomic():
                words = KINDS[kind](rng, run, rows)
                try:
                    found = words is None or verify(anchors=heads).broken_at is not None
                except Exception as error:
                    raised.append(f"{kind}: {words}: {type(error).__name__}")
                    found = True
                transaction.set_rollback(True)
            if words is None:  # it would have changed nothing
                continue
            tried[kind] += 1
            if not found:
                missed.append(f"{kind}: {words}")
        whole = whole and verify(anchors=heads).broken_at is None
    return tried, missed, raised, whole


def change_a_character(rng: random.Random, run: Run, rows: int) -> str | None:
    """One character of one value; in JSON only where the value read becomes another."""
    seq, column = rng.randint(1, rows), rng.choice(TEXT_COLUMNS)
    before = _text(run, column, seq)
    at = rng.randrange(len(before) + 1)
    after = before[:at] + rng.choice(CHARACTERS) + before[at + 1 :]
    if _means(column, before) == _means(column, after):
        return None
    if column == "prev" and run(f"SELECT 1 FROM {EVENT} WHERE prev = ?", after):
        return None
    run(f"UPDATE {EVENT} SET {column} = ? WHERE seq = ?", after, seq)
    return f"row {seq}, {column}: {before!r} to {after!r}"


def _means(column: str, text: str) -> object:
    """What a stored value means to a reader."""
    from django.utils.dateparse import parse_datetime

    try:
        if column in ("persons", "detail"):
            return json.dumps(json.loads(text), sort_keys=True)
        return parse_datetime(text) or text if column == "at" else text
    except ValueError:
        return text


def take_a_value_of_another_row(rng: random.Random, run: Run, rows: int) -> str | None:
    """A value that is right elsewhere."""
    column = rng.choice([one for one in TEXT_COLUMNS if one != "prev"])
    one, other = rng.sample(range(1, rows + 1), 2)
    before, after = _text(run, column, one), _text(run, column, other)
    if before == after:
        return None
    run(f"UPDATE {EVENT} SET {column} = ? WHERE seq = ?", after, one)
    return f"row {one}, {column} of row {other}"


def exchange_two_rows(rng: random.Random, run: Run, rows: int) -> str:
    """Two rows change their places, each whole with its own seal."""
    one, other = rng.sample(range(1, rows + 1), 2)
    for old, new in ((one, -1), (other, one), (-1, other)):
        run(f"UPDATE {EVENT} SET seq = ? WHERE seq = ?", new, old)
        run(f"UPDATE {SUBJECT} SET event_id = ? WHERE event_id = ?", new, old)
    return f"rows {one} and {other}"


def remove_a_row(rng: random.Random, run: Run, rows: int) -> str:
    seq = rng.randint(1, rows)
    _remove(run, seq, seq)
    return f"row {seq}"


def remove_a_row_and_close_the_gap(rng: random.Random, run: Run, rows: int) -> str:
    """The rows after it move up and claim to follow the row before it."""
    seq = rng.randint(1, rows - 1)
    [(follows,)] = run(f"SELECT prev FROM {EVENT} WHERE seq = ?", seq)
    _remove(run, seq, seq)
    run(f"UPDATE {EVENT} SET prev = ? WHERE seq = ?", follows, seq + 1)
    for later in range(seq + 1, rows + 1):
        run(f"UPDATE {EVENT} SET seq = ? WHERE seq = ?", later - 1, later)
        run(f"UPDATE {SUBJECT} SET event_id = ? WHERE event_id = ?", later - 1, later)
    return f"row {seq}"


def cut_the_end_off(rng: random.Random, run: Run, rows: int) -> str:
    """Only the heads noted elsewhere can tell."""
    first = rng.randint(1, rows)
    _remove(run, first, rows)
    return f"from row {first}"


def add_a_row(rng: random.Random, run: Run, rows: int) -> str:
    """A row at the end, sealed under a key of the attacker's own."""
    from django.utils import timezone

    from fanlight.web.audit.chain import seal
    from fanlight.web.audit.models import AuditEvent

    last = AuditEvent.objects.get(seq=rows)
    forged = AuditEvent(seq=rows + 1, at=timezone.now(), actor="practitioner", action="read", prev=last.mac)
    key = rng.randbytes(32)
    forged.mac = seal(forged, key)
    forged.save(force_insert=True)
    return f"after row {rows}"


def rewrite_the_end(rng: random.Random, run: Run, rows: int) -> str:
    """Who saw a record is changed, and every row from there is sealed anew under another key."""
    from fanlight.web.audit.chain import seal
    from fanlight.web.audit.models import AuditEvent

    first, key = rng.randint(1, rows), rng.randbytes(32)
    prev = None
    for event in AuditEvent.objects.filter(seq__gte=first).order_by("seq"):
        event.actor = event.actor if prev else f"not {event.actor}"
        event.prev = prev or event.prev
        event.mac = prev = seal(event, key)
        event.save()
    return f"from row {first}"


def hide_a_person(rng: random.Random, run: Run, rows: int) -> str:
    """A search by child would no longer find the row."""
    [(pk,)] = run(f"SELECT id FROM {SUBJECT} ORDER BY id LIMIT 1 OFFSET ?", rng.randrange(_subjects(run)))
    run(f"DELETE FROM {SUBJECT} WHERE id = ?", pk)
    return f"index row {pk}"


def point_to_another_person(rng: random.Random, run: Run, rows: int) -> str:
    [(pk,)] = run(f"SELECT id FROM {SUBJECT} ORDER BY id LIMIT 1 OFFSET ?", rng.randrange(_subjects(run)))
    other = hashlib.md5(rng.randbytes(8), usedforsecurity=False).hexdigest()
    run(f"UPDATE {SUBJECT} SET person_key = ? WHERE id = ?", other, pk)
    return f"index row {pk}"


def point_to_another_row(rng: random.Random, run: Run, rows: int) -> str | None:
    """The index says another row, which may be none."""
    [(pk, seq)] = run(
        f"SELECT id, event_id FROM {SUBJECT} ORDER BY id LIMIT 1 OFFSET ?", rng.randrange(_subjects(run))
    )
    other = rng.randint(1, rows + 5)
    if other == seq:
        return None
    run(f"UPDATE {SUBJECT} SET event_id = ? WHERE id = ?", other, pk)
    return f"index row {pk} from {seq} to {other}"


def _text(run: Run, column: str, seq: int) -> str:
    """A value as SQLite holds it."""
    return run(f"SELECT CAST({column} AS TEXT) FROM {EVENT} WHERE seq = ?", seq)[0][0]


def _remove(run: Run, first: int, last: int) -> None:
    run(f"DELETE FROM {SUBJECT} WHERE event_id BETWEEN ? AND ?", first, last)
    run(f"DELETE FROM {EVENT} WHERE seq BETWEEN ? AND ?", first, last)


def _subjects(run: Run) -> int:
    return run(f"SELECT count(*) FROM {SUBJECT}")[0][0]


KINDS: dict[str, Callable[[random.Random, Run, int], str | None]] = {
    kind.__name__.replace("_", " "): kind
    for kind in (
        change_a_character,
        take_a_value_of_another_row,
        exchange_two_rows,
        remove_a_row,
        remove_a_row_and_close_the_gap,
        cut_the_end_off,
        add_a_row,
        rewrite_the_end,
        hide_a_person,
        point_to_another_person,
        point_to_another_row,
    )
}


if __name__ == "__main__":
    main()
