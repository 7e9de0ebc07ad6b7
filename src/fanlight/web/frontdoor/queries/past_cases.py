"""Past contacts with the answers recorded on them, and what services recorded next: for testing a list."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from fanlight.casework.event import EventKind
from fanlight.casework.linking import KIND_CODE, EventArrays, Timeline
from fanlight.frontdoor.decision import Step
from fanlight.frontdoor.past_test import PastCases
from fanlight.web.casework.columns import as_text, child, columns, days_in_england
from fanlight.web.casework.groups import person_groups
from fanlight.web.casework.models import Event
from fanlight.web.casework.queries import known_up_to
from fanlight.web.frontdoor.models import ChecklistVersion, CodedLine, CodingSample, ContactChild, Decision
from fanlight.web.frontdoor.second_labels import second_labels

HALF_A_YEAR = 183  # days
AWAY = frozenset({"no_further_action", "information_advice", "early_help"})
_WORTH = {"yes": 1.0, "no": 0.0}


@dataclass(frozen=True)
class PastOutcome:
    """Something that services may record after a contact; any of `kinds` within half a year."""

    words: str
    kinds: tuple[EventKind, ...]
    from_day: int = 0


OUTCOMES: Mapping[str, PastOutcome] = {
    "protection": PastOutcome(
        "a section 47 enquiry, a child protection conference or plan, or care, within 6 months",
        (EventKind.SECTION_47, EventKind.ICPC, EventKind.CP_PLAN, EventKind.LOOKED_AFTER),
    ),
    "help": PastOutcome(
        "a child in need plan, a child protection plan, or care, within 6 months",
        (EventKind.CIN_PLAN, EventKind.CP_PLAN, EventKind.LOOKED_AFTER),
    ),
    "again": PastOutcome("another contact within 6 months", (EventKind.CONTACT,), 1),
}


@dataclass(frozen=True)
class Gathered:
    """Past cases, and which they are.

    `not_yet` counts contacts too young for the outcome to be known.
    """

    cases: PastCases
    first_on: date | None
    last_on: date | None
    known_up_to: date | None
    not_yet: int

    def __len__(self) -> int:
        return len(self.cases.outcome)


@dataclass(frozen=True)
class _Lines:
    """Lines of contacts with answers: shape (n,) each, and the answers by question."""

    line: NDArray[np.int64]
    answers: Mapping[str, NDArray[np.float64]]


def recorded_cases(version: ChecklistVersion, outcome: str) -> Gathered:
    """Contacts on which every question of the list was asked, whatever list they stood on."""
    codes = [cue["code"] for cue in version.cues]
    return _gathered(_recorded(codes), outcome, version)


def all_recorded(codes: Sequence[str], outcome: str) -> Gathered:
    """Contacts on which any of these questions was asked; one that was not asked is not known."""
    return _gathered(_recorded(codes, every=False), outcome, None)


def asked_codes() -> dict[str, str]:
    """Questions that were asked beside decisions, by code."""
    asked = Decision.objects.exclude(checklist=None).order_by().values("checklist").distinct()
    return {
        cue["code"]: cue["question"]
        for version in ChecklistVersion.objects.filter(pk__in=asked)
        for cue in version.cues
    }


def _recorded(codes: Sequence[str], *, every: bool = True) -> _Lines:
    """The first answers given on each line, on versions that ask every (or any) of the questions."""
    wanted = set(codes)
    versions = [
        version.pk
        for version in ChecklistVersion.objects.only("cues")
        for asked in [{cue["code"] for cue in version.cues}]
        if (wanted <= asked if every else wanted & asked)
    ]
    rows = (
        Decision.objects.filter(checklist__in=versions)
        .exclude(step=Step.AUTHORISED)
        .order_by("-id")
        .values_list("line_id", as_text("answers"))
    )
    first = {line: given for line, given in rows.iterator(chunk_size=20_000) if given not in ("{}", "")}
    lines = np.array(sorted(first), np.int64)
    given = [json.loads(first[line]) for line in lines.tolist()]
    return _Lines(lines, {code: _worth([one.get(code, "") for one in given]) for code in codes})


def coded_cases(sample: CodingSample, outcome: str) -> Gathered:
    """Contacts that two people coded: an answer counts where both gave it, else it is not known."""
    coded: dict[int, list[dict[str, str]]] = {}
    for line, answers in CodedLine.objects.filter(sampled__sample=sample).values_list(
        "sampled__line_id", "answers"
    ):
        coded.setdefault(line, []).append(answers)
    by_two = {line: both for line, both in coded.items() if len(both) == 2}
    lines = np.array(sorted(by_two), np.int64)
    codes = [cue["code"] for cue in sample.version.cues]
    answers = {}
    for code in codes:
        first, second = (
            _worth([by_two[line][who].get(code, "") for line in lines.tolist()]) for who in (0, 1)
        )
        answers[code] = np.where(first == second, first, np.nan)
    return _gathered(_Lines(lines, answers), outcome, sample.version)


def _worth(given: Sequence[str]) -> NDArray[np.float64]:
    return np.array([_WORTH.get(answer, np.nan) for answer in given], np.float64)


def _gathered(lines: _Lines, outcome: str, version: ChecklistVersion | None) -> Gathered:
    up_to, told = known_up_to(), OUTCOMES[outcome]
    line, person, received = columns(
        ContactChild.objects.order_by("pk").values_list("pk", child(), as_text("contact__received_at")),
        3,
    )
    at = np.searchsorted(line.astype(np.int64), lines.line)
    person, received_on = person[at].astype(np.int64), days_in_england(received[at])
    last = np.datetime64(up_to - timedelta(days=HALF_A_YEAR) if up_to else date.min, "D")
    known = received_on <= last
    which, person, on = lines.line[known], person[known], received_on[known]
    begins = on + np.timedelta64(told.from_day, "D")
    events = _events(told.kinds)
    happened = np.zeros(len(which), np.bool_)
    if len(which):
        timeline = Timeline(person, events)
        for kind in told.kinds:
            index, day = timeline.first_from(kind, begins)
            happened |= (index >= 0) & (day <= on + np.timedelta64(HALF_A_YEAR, "D"))
    labels = second_labels()
    cases = PastCases(
        {code: values[known] for code, values in lines.answers.items()},
        happened,
        _away(which),
        _parts(on, version),
        person_groups().every(person, on) if len(which) else {},
        np.array([float(labels[one]) if one in labels else np.nan for one in which.tolist()])
        if labels
        else None,
    )
    first_on, last_on = (on.min().astype(date), on.max().astype(date)) if len(on) else (None, None)
    return Gathered(cases, first_on, last_on, up_to, int((~known).sum()))


def _events(kinds: Sequence[EventKind]) -> EventArrays:
    found = Event.objects.filter(kind__in=kinds, replaced_by=None).order_by()
    person, kind, on = columns(found.values_list(child(), "kind", as_text("on")), 3)
    codes = {one.value: code for one, code in KIND_CODE.items()}
    arrays = [person, np.array([codes[one] for one in kind], np.int8), on.astype("datetime64[D]")]
    if EventKind.CONTACT in kinds:
        own = ContactChild.objects.order_by().values_list(child(), as_text("contact__received_at"))
        own_person, received = columns(own, 2)
        own_kind = np.full(len(own_person), KIND_CODE[EventKind.CONTACT], np.int8)
        more = (own_person, own_kind, days_in_england(received))
        arrays = [np.concatenate(pair) for pair in zip(arrays, more, strict=True)]
    return EventArrays(arrays[0].astype(np.int64), arrays[1], arrays[2])


def _away(lines: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether the last decision that decides a line sent it away from social care."""
    final = Decision.objects.exclude(step=Step.RECOMMENDED).order_by("pk")
    kinds = dict(final.values_list("line_id", "level__kind").iterator(chunk_size=20_000))
    return np.array([kinds.get(line, "") in AWAY for line in lines.tolist()], np.bool_)


def _parts(on: NDArray[np.datetime64], version: ChecklistVersion | None) -> dict[str, NDArray[np.bool_]]:
    """The earlier and the later half, and what came after the list was written."""
    if not len(on):
        return {}
    middle = np.sort(on)[len(on) // 2]
    parts = {
        f"Received before {_day(middle)}": on < middle,
        f"Received from {_day(middle)}": on >= middle,
    }
    if version is not None:
        parts["Received after the list was written"] = on > np.datetime64(version.made_at.date(), "D")
    return parts


def _day(day: np.datetime64) -> str:
    one = day.astype(date)
    return f"{one.day} {one:%B %Y}"
