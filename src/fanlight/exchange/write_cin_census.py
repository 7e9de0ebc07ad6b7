"""Writes a CIN Census return: the cases open in one collection year, as they stood at its end."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import fanlight
from fanlight.casework.event import Event, EventKind
from fanlight.casework.person import PersonRecord
from fanlight.exchange.cin_elements import AFTER_NFA, BEFORE_NFA, REFERRAL, SECTION_47, Module
from fanlight.exchange.episodes import Episode, episodes_of
from fanlight.exchange.written import Written
from fanlight.terms.periods import Period, reporting_year

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GENDER_CURRENT = {"M": "1", "F": "2", "U": "0"}
_POINTS = (EventKind.SECTION_47, EventKind.ICPC)
_MODULE_OF = {module.kind: module for module in BEFORE_NFA + AFTER_NFA}


def write_cin_census(
    path: str | os.PathLike[str],
    persons: Iterable[PersonRecord],
    events: Iterable[Event],
    *,
    year: int,
    authority_code: str,
) -> Written:
    """Write one return, in the order of elements that the specification gives.

    A case is in the return of `year` when it was open on any day from 1 April of the year before to
    31 March (a referral with no further action, on the day it came). What happened after 31 March is not
    in it: a case closed in April is written as open. Each event stands under the child's latest referral
    on or before its day. `read_cin_census` reads back the same events.

    Parameters
    ----------
    path
        Where to write; an existing file is replaced.
    persons, events
        Passed over, as no part of a return: persons without a case in the year; contacts, early help and
        periods of care; details the format has no element for (the end of a section 47 enquiry among them).
    year
        The collection year, named by the March in which it ends.
    authority_code
        Three figures.

    Raises
    ------
    ValueError
        When text holds a character that XML cannot carry.

    Notes
    -----
    GenderCurrent is written before 2025 and Sex from then on; PreProceedingsandFGDM from 2026. The
    header's DateTime is the end of the collection year: this library reads no clock.
    """
    period = reporting_year(year)
    people = {person.person_id: person for person in persons}
    found = episodes_of(events)
    rows: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    if found.before_any:
        left_out["no referral on or before it"] = len(found.before_any)
    with Path(path).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_header(period, authority_code))
        for person_id, episodes in found.by_person.items():
            lines = [line for e in episodes for line in _episode(e, period, rows, left_out)]
            if lines:
                rows["Child"] += 1
                file.writelines(_child(people.get(person_id, PersonRecord(person_id)), lines, year))
        file.write("</Children>\n</Message>\n")
    return Written((Path(path),), dict(rows), dict(left_out))


def _header(period: Period, authority_code: str) -> Iterator[str]:
    end = period.last_on
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<Message>\n<Header>'
    yield "<CollectionDetails>" + _leaf("Collection", "CIN") + _leaf("Year", str(end.year))
    yield _leaf("ReferenceDate", end.isoformat()) + "</CollectionDetails>"
    yield "<Source>" + _leaf("SourceLevel", "L") + _leaf("LEA", authority_code)
    yield _leaf("SoftwareCode", "Fanlight") + _leaf("Release", fanlight.__version__)
    yield _leaf("SerialNo", "001") + _leaf("DateTime", f"{end}T00:00:00")
    yield "</Source></Header>\n<Children>\n"


def _child(person: PersonRecord, episodes: list[str], year: int) -> Iterator[str]:
    yield "<Child>\n<ChildIdentifiers>" + _leaf("LAchildID", person.person_id) + _leaf("UPN", person.upn)
    yield _leaf("PersonBirthDate", _iso(person.born_on))
    yield _leaf("ExpectedPersonBirthDate", _iso(person.expected_on))
    if year < 2025:
        yield _leaf("GenderCurrent", _GENDER_CURRENT.get(person.sex, ""))
    else:
        yield _leaf("Sex", person.sex)
    yield _leaf("PersonDeathDate", _iso(person.died_on)) + "</ChildIdentifiers>\n<ChildCharacteristics>"
    yield _leaf("Ethnicity", person.ethnicity)
    if person.disabilities:
        inside = "".join(_leaf("Disability", code) for code in person.disabilities)
        yield f"<Disabilities>{inside}</Disabilities>"
    yield "</ChildCharacteristics>\n"
    yield from episodes
    yield "</Child>\n"


def _episode(episode: Episode, period: Period, rows: Counter[str], left_out: Counter[str]) -> Iterator[str]:
    referral = episode.referral
    if not _in_year(referral, period):
        return
    inside = sorted((e for e in episode.events if _in_year(e, period)), key=lambda event: event.on)
    conferences, of_episode = _place_conferences(inside, left_out)
    rows[REFERRAL.tag] += 1
    own = {**_values(referral, period), "icpc_on": of_episode}
    yield "<CINdetails>"
    yield from (_leaf(e.tag, e.write(own[e.name])) for e in REFERRAL.elements[:-1] if own.get(e.name))
    yield from _modules(BEFORE_NFA, inside, conferences, period, rows)
    nfa = REFERRAL.elements[-1]
    yield _leaf(nfa.tag, nfa.write(own[nfa.name])) if own.get(nfa.name) else ""
    after = AFTER_NFA if period.last_on.year >= 2026 else AFTER_NFA[:1]
    if missing := sum(_MODULE_OF[e.kind] not in BEFORE_NFA + after for e in inside if e.kind in _MODULE_OF):
        left_out["pre-proceedings, which returns before 2026 do not have"] += missing
    yield from _modules(after, inside, conferences, period, rows)
    yield "</CINdetails>\n"


def _in_year(event: Event, period: Period) -> bool:
    """Whether it was open, or happened, on a day of the year."""
    at_once = event.kind in _POINTS or (event.detail.get("nfa") == "yes" and not event.ended_on)
    ended = event.on if at_once else event.ended_on
    return event.on <= period.last_on and (ended is None or ended >= period.first_on)


def _place_conferences(events: list[Event], left_out: Counter[str]) -> tuple[dict[int, str], str]:
    """Each conference in the latest section 47 enquiry before it that has none, or in the episode.

    Returns the day by index of the enquiry in `events`, and the day that stands in the episode itself.
    """
    enquiries = [i for i, event in enumerate(events) if event.kind is EventKind.SECTION_47]
    placed: dict[int, str] = {}
    of_episode = ""
    for conference in (event for event in events if event.kind is EventKind.ICPC):
        day = conference.on.isoformat()
        free = [i for i in enquiries if i not in placed and events[i].on <= conference.on]
        if day in (of_episode, *placed.values()):
            left_out["a second conference on one day"] += 1
        elif free:
            placed[free[-1]] = day
        elif not of_episode:
            of_episode = day
        else:
            left_out["a conference for which the episode has no element left"] += 1
    return placed, of_episode


def _modules(
    modules: Iterable[Module],
    events: list[Event],
    conferences: dict[int, str],
    period: Period,
    rows: Counter[str],
) -> Iterator[str]:
    for module in modules:
        for number, event in enumerate(events):
            if event.kind is module.kind:
                rows[module.tag] += 1
                values = _values(event, period)
                if module is SECTION_47 and number in conferences:
                    values["icpc_on"] = conferences[number]
                yield _module(module, values)


def _module(module: Module, values: dict[str, str]) -> str:
    parts: list[str] = []
    for element in module.elements:
        value = values.get(element.name, "")
        if element.within and value:
            inside = "".join(_leaf(element.tag, one) for one in value.split())
            parts.append(f"<{element.within}>{inside}</{element.within}>")
        elif value:
            parts.append(_leaf(element.tag, element.write(value)))
    return f"<{module.tag}>{''.join(parts)}</{module.tag}>"


def _values(event: Event, period: Period) -> dict[str, str]:
    """What the event says by the end of the year."""
    values = {**event.detail, "on": event.on.isoformat()}
    if event.ended_on and event.ended_on <= period.last_on:
        values["ended_on"] = event.ended_on.isoformat()
    elif event.kind is EventKind.REFERRAL:
        values.pop("closure_reason", None)
    return values


def _leaf(tag: str, text: str) -> str:
    if not text:
        return ""
    if found := _NOT_IN_XML.search(text):
        raise ValueError(f"{tag}: {text!r} holds {found[0]!r}, which XML cannot carry")
    return f"<{tag}>{escape(text)}</{tag}>"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
