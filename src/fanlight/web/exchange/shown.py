"""What a person sees of a file before it is written: counts, examples, contradictions, open questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fanlight.casework.event import EVENT_WORDS, EventKind
from fanlight.exchange.accounting import account_rows
from fanlight.exchange.checking import check_file
from fanlight.exchange.reading import Reading
from fanlight.web.casework.models import LocalIdentifier, SourceFile
from fanlight.web.exchange.difference import EventDifference, PersonDifference, ToldEvent, fingerprint
from fanlight.web.exchange.models import ImportBatch
from fanlight.web.exchange.read_batch import kind_of_file

MOST = 100  # examples of each kind; the numbers are whole


def shown_difference(
    batch: ImportBatch, reading: Reading, persons: PersonDifference, events: EventDifference
) -> dict[str, Any]:
    """The difference as plain values, with the fingerprint of the whole."""
    met = {told.event.person_id for told in events.changed[:MOST]}
    met |= {one.person_id for one in persons.contradictions[:MOST]}
    gone = {event.person for event in events.absent[:MOST]}
    numbers = dict(LocalIdentifier.objects.filter(person__in=gone).values_list("person_id", "value"))
    return {
        "fingerprint": fingerprint(persons, events),
        "counts": {
            "new events": len(events.new),
            "changed events": len(events.changed),
            "events no longer present": len(events.absent),
            "events held already": events.same,
            "new persons": len(persons.new),
            "details of persons filled in": len(persons.filled),
            "details of persons told otherwise": len(persons.contradictions),
            "contacts": len(reading.contacts),
            "past decisions": len(reading.past_decisions),
        },
        "new": Counter(EVENT_WORDS[told.event.kind] for told in events.new).most_common(),
        "changed": [_changed(told) for told in events.changed[:MOST]],
        "absent": [
            [numbers.get(event.person_id) or event.person.name, _what(event.kind), event.on.isoformat()]
            for event in events.absent[:MOST]
        ],
        "contradictions": [
            [one.person_id, one.field.replace("_", " "), str(one.held), str(one.told)]
            for one in persons.contradictions[:MOST]
        ],
        "persons": sorted({persons.known[one].key for one in met} | {person.key for person in gone}),
        "asks": _asks(batch, reading),
        **of_the_file(reading),
        "reference_on": reading.reference_on.isoformat() if reading.reference_on else "",
    }


def of_the_file(reading: Reading) -> dict[str, Any]:
    """What stays of a file after it is written, besides its events: no child's details are in it."""
    return {"account": [list(row) for row in account_rows(reading)], "authority": reading.authority_code}


def rows_and_values(account: list[list[Any]], count: int) -> str:
    """ "742 rows whole, and 2,413 values of rows that were taken"; of older imports the number alone."""
    rows = sum(row[3] for row in account)
    if not account or not rows:
        return f"{count:,}"
    if rows == count:
        return f"{rows:,} row{'s' * (rows != 1)}"
    values = count - rows
    return f"{rows:,} row{'s' * (rows != 1)}, and {values:,} value{'s' * (values != 1)} of other rows"


def _asks(batch: ImportBatch, reading: Reading) -> list[str]:
    """Questions that this file leaves open."""
    earlier = SourceFile.objects.filter(format=kind_of_file(batch, reading)).exists()
    open_questions = {
        "known_up_to": reading.reference_on is None,
        "contacts_are": bool(reading.contacts),
        "complete_from": earlier and bool(reading.events),
    }
    return [name for name, is_open in open_questions.items() if is_open]


def _changed(told: ToldEvent) -> list[str]:
    before, after = told.held, told.event
    was, now = _details(before.detail, before.ended_on), _details(after.detail, after.ended_on)
    names = [name for name in {**was, **now} if was.get(name) != now.get(name)]
    changes = [f"{name}: {was.get(name) or 'nothing'} → {now.get(name) or 'nothing'}" for name in names]
    if before.no_longer_in_id:
        changes.insert(0, "was no longer present, comes back")
    return [after.person_id, _what(before.kind), before.on.isoformat(), "; ".join(changes)]


def _details(detail: Mapping[str, Any], ended_on: object) -> dict[str, str]:
    said = {name.replace("_", " "): str(value) for name, value in detail.items() if value}
    return said | ({"ended": str(ended_on)} if ended_on else {})


def _what(kind: str) -> str:
    return EVENT_WORDS[EventKind(kind)]


def rule_findings(path: Path, name: str, reading: Reading) -> list[list[Any]]:
    """Rule, severity, words and how often, of a census return; they never stand in an import's way."""
    if reading.format != "cin_census":
        return []
    found = check_file(path, name).findings
    said = Counter((one.rule, one.severity, one.message) for one in found)
    return [[*rule, count] for rule, count in sorted(said.items(), key=lambda one: (one[0][1], -one[1]))]


def in_a_sentence(shown: Mapping[str, Any]) -> str:
    """ "1,204 new events, 37 changed, 12 no longer present." """
    counts = shown["counts"]
    new, changed, absent = (
        counts[name] for name in ("new events", "changed events", "events no longer present")
    )
    told = f"{new:,} new event{'s' * (new != 1)}, {changed:,} changed, {absent:,} no longer present"
    return f"{told}; {counts['new persons']:,} new person{'s' * (counts['new persons'] != 1)}."


def examples(shown: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Tables of what is new, changed, no longer present and contradicted; those with rows."""
    counts = shown["counts"]
    blocks = [
        ("New events by kind", ("Kind", "Events"), shown["new"], 0, ""),
        (
            "Changed events",
            ("Person", "Event", "On", "Changes"),
            shown["changed"],
            counts["changed events"],
            "",
        ),
        (
            "No longer present",
            ("Person", "Event", "On"),
            shown["absent"],
            counts["events no longer present"],
            "Earlier files of this kind told them. They are marked and left out from then on, and come back "
            "when a later file tells them again.",
        ),
        (
            "Told otherwise than held",
            ("Person", "What", "Held", "The file says"),
            shown["contradictions"],
            counts["details of persons told otherwise"],
            "What is held stays, and each is listed among what was set aside, unless you say below that the "
            "file is right.",
        ),
    ]
    return [
        {"title": title, "columns": columns, "rows": rows, "left": whole > len(rows), "words": words}
        for title, columns, rows, whole, words in blocks
        if rows
    ]
