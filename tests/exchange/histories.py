"""Hypothesis strategies: made-up children, and histories that a format can carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from fanlight.casework.event import Event, EventKind
from fanlight.casework.person import PersonRecord
from fanlight.frontdoor.contact import ContactRecord
from fanlight.terms import codes

FIRST, LAST = date(2025, 4, 1), date(2026, 3, 31)

IDS = st.text("ABCxyz019-_/é'&<\"", min_size=1, max_size=8)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), max_size=12)
YES_NO = st.sampled_from(["yes", "no"])


def code(code_set: codes.CodeSet) -> st.SearchStrategy[str]:
    return st.sampled_from([entry.code for entry in code_set])


def details(**values: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    """Details of which any may be missing."""
    return st.fixed_dictionaries({}, optional=values)


@st.composite
def persons(draw: st.DrawFn, person_id: str, upn: st.SearchStrategy[str]) -> PersonRecord:
    return PersonRecord(
        person_id,
        born_on=draw(st.none() | st.dates(date(2007, 1, 1), FIRST)),
        sex=draw(st.sampled_from(["", "M", "F", "U"])),
        ethnicity=draw(st.just("") | code(codes.ETHNICITY)),
        upn=draw(upn),
    )


@st.composite
def spells(
    draw: st.DrawFn,
    person_id: str,
    kind: EventKind,
    detail: st.SearchStrategy[dict[str, str]],
    *,
    since: date = FIRST,
    lasts: bool = True,
    key: str = "",
) -> Event:
    on = draw(st.dates(since, LAST))
    ended_on = draw(st.none() | st.dates(on, LAST)) if lasts else None
    return Event(person_id, kind, on, ended_on, draw(detail), key)


ENDLESS = (EventKind.SECTION_47, EventKind.ICPC)


@st.composite
def histories(
    draw: st.DrawFn,
    kinds: Mapping[EventKind, st.SearchStrategy[dict[str, str]]],
    *,
    keyed: bool = False,
    since: date = FIRST,
    upn: bool = True,
) -> tuple[list[PersonRecord], list[Event]]:
    """Up to four children with a referral each and what followed, all within one reporting year."""
    ids = draw(st.lists(IDS.map(str.strip).filter(bool), min_size=1, max_size=4, unique=True))
    upns = st.sampled_from(["", "T201909585623"]) if upn else st.just("")
    events: list[Event] = []
    for person_id in ids:
        first = Event(
            person_id, EventKind.REFERRAL, draw(st.dates(since, LAST)), detail=draw(kinds[EventKind.REFERRAL])
        )
        events.append(first)
        for kind in draw(st.lists(st.sampled_from(sorted(kinds)), max_size=6)):
            lasts = kind not in ENDLESS and kind is not EventKind.REFERRAL
            events.append(draw(spells(person_id, kind, kinds[kind], since=first.on, lasts=lasts)))
    if keyed:
        events = [replace(event, key=f"K{number}") for number, event in enumerate(events)]
    return [draw(persons(person_id, upns)) for person_id in ids], events


@st.composite
def contacts(
    draw: st.DrawFn, *, flags: tuple[str, ...] = (), keyed: bool, since: date = FIRST
) -> list[ContactRecord]:
    """Contacts with a DfE source code, or words only; with a time of day or at a time not known."""
    made: list[ContactRecord] = []
    for number in range(draw(st.integers(0, 5))):
        received_at = datetime.combine(draw(st.dates(since, LAST)), datetime.min.time())
        time_known = keyed and draw(st.booleans())
        if time_known:
            received_at += timedelta(milliseconds=draw(st.integers(1, 86_399_999)))
        source_code = draw(st.just("") | code(codes.REFERRAL_SOURCE))
        made.append(
            ContactRecord(
                f"K{number}" if keyed else "",
                draw(IDS),
                received_at,
                time_known,
                source_code,
                draw(WORDS) if keyed else "" if source_code else "Local source",
                dict.fromkeys(sorted(draw(st.sets(st.sampled_from(flags)))), "Y") if flags else {},
                draw(WORDS) if flags else "",
            )
        )
    return made
