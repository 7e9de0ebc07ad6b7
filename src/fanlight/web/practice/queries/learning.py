"""What services recorded next after one worker's decisions.

A worker may have thousands: their columns go straight into arrays, and only the decisions of one page
become objects.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import numpy as np
from django.db.models import CharField, F, QuerySet
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from numpy.typing import NDArray

from fanlight.casework.event import EventKind
from fanlight.casework.linking import KIND_CODE, EventArrays
from fanlight.frontdoor.decision import Step
from fanlight.practice.outcome import DecidedArrays, OutcomeTable, outcomes
from fanlight.practice.outcome_summary import OutcomeSummary, outcome_words, summary
from fanlight.terms.english_days import english_days
from fanlight.web.accounts.models import User
from fanlight.web.casework.models import Event
from fanlight.web.casework.queries import known_up_to, records_of
from fanlight.web.frontdoor.models import ContactChild, Decision

HORIZONS = (3, 6, 12)
_STEPS = {"recommended": (Step.RECOMMENDED, Step.BOTH), "authorised": (Step.AUTHORISED, Step.BOTH)}


@dataclass(frozen=True)
class Learning:
    """A worker's decisions, newest first, and what services recorded next. No table before any import."""

    ids: NDArray[np.int64]
    steps: NDArray[Any]
    known_up_to: date | None
    table: OutcomeTable | None

    def __len__(self) -> int:
        return len(self.ids)

    def summaries(self, part: str) -> list[OutcomeSummary]:
        """Natural frequencies at 3, 6 and 12 months of what one "recommended", or "authorised"."""
        which = np.isin(self.steps, [step.value for step in _STEPS[part]])
        if self.table is None or not which.any():
            return []
        return [summary(self.table, months, which) for months in HORIZONS]

    def words(self, row: int) -> list[str]:
        """What services recorded next for one decision, at each horizon."""
        if self.table is None:
            return ["not yet known" for _ in HORIZONS]
        return [outcome_words(self.table, row, months) for months in HORIZONS]

    def rows(self, first: int, last: int) -> list[tuple[Decision, list[str]]]:
        """Some decisions with their words, in order."""
        ids = self.ids[first:last].tolist()
        found = Decision.objects.select_related("level", "line__person", "line__contact")
        held = found.defer("line__contact__raw_text", "level_anchor").in_bulk(ids)
        return [(held[id_], self.words(first + row)) for row, id_ in enumerate(ids)]


def decisions_of(worker: User, since: date | None = None) -> QuerySet[Decision]:
    """The worker's own decisions, newest first; of several on one line by the same worker, the last."""
    mine = Decision.objects.filter(by=worker).exclude(superseded_by__by=worker).order_by("-at", "-id")
    return (
        mine if since is None else mine.filter(at__gte=timezone.make_aware(datetime.combine(since, time())))
    )


def learning_of(decisions: QuerySet[Decision]) -> Learning:
    """What services recorded next for these decisions."""
    columns = _columns(
        decisions.values_list(
            "pk",
            "step",
            "level__kind",
            _child("line__"),
            _text("at"),
            _text("line__contact__received_at"),
            _text(_of_child("born_on")),
            _text(_of_child("died_on")),
        ),
        8,
    )
    ids, steps, kinds, persons, decided_at, received_at, born_on, died_on = columns
    known = known_up_to()
    table = None
    if known is not None and len(ids):
        decided = DecidedArrays(
            person=persons.astype(np.int64),
            received_on=_english(received_at),
            decided_on=_english(decided_at),
            level_kind=kinds.astype(str),
            born_on=born_on.astype("datetime64[D]"),
            died_on=died_on.astype("datetime64[D]"),
        )
        events = _events(np.unique(decided.person).tolist(), since=decided.received_on.min().item())
        table = outcomes(decided, events, known, horizons_months=HORIZONS)
    return Learning(ids.astype(np.int64), steps, known, table)


def _events(children: list[int], since: date) -> EventArrays:
    """Imported events of these children, and the contacts that this front door itself received."""
    records = list(records_of(children))
    imported = Event.objects.filter(person__in=records, replaced_by=None, on__gte=since)
    person, kind, on = _columns(imported.values_list(_child(), "kind", _text("on")), 3)
    own = ContactChild.objects.filter(person__in=records).order_by()
    own_person, received_at = _columns(own.values_list(_child(), _text("contact__received_at")), 2)
    codes = {kind.value: code for kind, code in KIND_CODE.items()}
    contacts = np.full(len(own_person), KIND_CODE[EventKind.CONTACT], np.int8)
    return EventArrays(
        person=np.concatenate([person, own_person]).astype(np.int64),
        kind=np.concatenate([np.array([codes[one] for one in kind], np.int8), contacts]),
        on=np.concatenate([on.astype("datetime64[D]"), _english(received_at)]),
    )


def _child(line: str = "") -> Coalesce:
    """The child of a row: an unborn child is the one it became."""
    return Coalesce(f"{line}person__joined_into_id", F(f"{line}person_id"))


def _of_child(name: str) -> Coalesce:
    return Coalesce(f"line__person__joined_into__{name}", f"line__person__{name}")


def _text(name: str | Coalesce) -> Cast:
    """A day or instant as the database writes it: read by numpy at once, not value by value."""
    return Cast(name, CharField())


def _english(instants: NDArray[Any]) -> NDArray[np.datetime64]:
    # PostgreSQL writes the zone (always UTC here) behind the seconds.
    return english_days(np.array([text[:19] for text in instants], "datetime64[s]"))


def _columns(rows: QuerySet[Any], width: int) -> list[NDArray[Any]]:
    """Rows as arrays, one a column (`width` of them, also when there are no rows)."""
    columns = list(zip(*rows.iterator(chunk_size=20_000), strict=True)) or [()] * width
    return [np.array(column, dtype=object) for column in columns]
