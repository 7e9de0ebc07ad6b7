"""What services recorded next after one worker's decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from django.db.models import Q, QuerySet
from django.utils import timezone

from fanlight.casework.event import EventKind
from fanlight.casework.linking import KIND_CODE, EventArrays
from fanlight.frontdoor.decision import Step
from fanlight.practice.outcome import DecidedArrays, OutcomeTable, outcomes
from fanlight.practice.outcome_summary import OutcomeSummary, outcome_words, summary
from fanlight.web.accounts.models import User
from fanlight.web.casework.models import Event
from fanlight.web.casework.queries import known_up_to
from fanlight.web.frontdoor.models import Contact, Decision

HORIZONS = (3, 6, 12)
_AS = {"recommended": (Step.RECOMMENDED, Step.BOTH), "authorised": (Step.AUTHORISED, Step.BOTH)}


@dataclass(frozen=True)
class Learning:
    """A worker's decisions, newest first, and what services recorded next. None before any import."""

    decisions: Sequence[Decision]
    known_up_to: date | None
    table: OutcomeTable | None

    def summaries(self, part: str) -> list[OutcomeSummary]:
        """Natural frequencies at 3, 6 and 12 months of what one recommended, or authorised."""
        if self.table is None:
            return []
        which = np.array([decision.step in _AS[part] for decision in self.decisions], dtype=bool)
        return [summary(self.table, months, which) for months in HORIZONS] if which.any() else []

    def words(self, row: int) -> list[str]:
        """What services recorded next for one decision, at each horizon."""
        if self.table is None:
            return ["not yet known" for _ in HORIZONS]
        return [outcome_words(self.table, row, months) for months in HORIZONS]

    @cached_property
    def row_of(self) -> dict[int, int]:
        """Decision id to row."""
        return {decision.pk: row for row, decision in enumerate(self.decisions)}


def decisions_of(worker: User) -> QuerySet[Decision]:
    """The worker's own decisions; of several on one line by the same worker, the last."""
    overtaken = Q(superseded_by__by=worker)
    return (
        Decision.objects.filter(by=worker)
        .exclude(overtaken)
        .select_related("level", "line__person", "line__contact")
        .defer("line__contact__raw_text", "level_anchor")
        .order_by("-at", "-id")
    )


def learning_of(worker: User, decisions: Sequence[Decision] | None = None) -> Learning:
    """What services recorded next for the worker's decisions (or some of them)."""
    chosen = list(decisions_of(worker)) if decisions is None else list(decisions)
    known = known_up_to()
    if known is None or not chosen:
        return Learning(chosen, known, None)
    return Learning(
        chosen, known, outcomes(_decided(chosen), _events(chosen), known, horizons_months=HORIZONS)
    )


def _decided(decisions: Sequence[Decision]) -> DecidedArrays:
    persons = [decision.line.person for decision in decisions]
    return DecidedArrays(
        person=np.array([person.joined_into_id or person.pk for person in persons]),
        received_on=_days(timezone.localdate(d.line.contact.received_at) for d in decisions),
        decided_on=_days(timezone.localdate(d.at) for d in decisions),
        level_kind=np.array([decision.level.kind for decision in decisions]),
        born_on=_days(person.born_on for person in persons),
        died_on=_days(person.died_on for person in persons),
    )


def _events(decisions: Sequence[Decision]) -> EventArrays:
    """Imported events of these children, and later contacts that this front door itself received."""
    persons = {d.line.person.joined_into_id or d.line.person_id for d in decisions}
    since = timezone.localdate(min(d.line.contact.received_at for d in decisions))
    rows = list(
        Event.objects.filter(person__in=_some(persons), replaced_by=None, on__gte=since).values_list(
            "person_id", "kind", "on"
        )
    )
    own = Contact.objects.filter(children__person__in=_some(persons)).values_list(
        "children__person_id", "received_at"
    )
    rows += [(person, EventKind.CONTACT, timezone.localdate(at)) for person, at in own if person in persons]
    return EventArrays(
        person=np.array([row[0] for row in rows], dtype=np.int64),
        kind=np.array([KIND_CODE[EventKind(row[1])] for row in rows], dtype=np.int8),
        on=_days(row[2] for row in rows),
    )


def _some(persons: set[int]) -> list[int]:
    return sorted(persons)


def _days(days: object) -> np.ndarray:
    return np.array(list(days), dtype="datetime64[D]")  # type: ignore[call-overload]
