"""What services recorded next after one worker's decisions.

A worker may have thousands: their columns go straight into arrays, and only the decisions of one page
become objects.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import numpy as np
from django.db.models import QuerySet
from django.utils import timezone
from numpy.typing import NDArray

from fanlight.frontdoor.decision import Step
from fanlight.practice.became import Became, became
from fanlight.practice.forecast import SENT_AWAY, SENT_ON
from fanlight.practice.outcome import DecidedArrays, OutcomeTable, outcomes
from fanlight.practice.outcome_summary import OutcomeSummary, outcome_words, summary
from fanlight.web.accounts.models import User
from fanlight.web.casework.queries import known_up_to
from fanlight.web.frontdoor.models import Decision
from fanlight.web.practice.queries.arrays import decision_arrays, events_of

HORIZONS = (3, 6, 12)
_STEPS = {"recommended": (Step.RECOMMENDED, Step.BOTH), "authorised": (Step.AUTHORISED, Step.BOTH)}


@dataclass(frozen=True)
class Learning:
    """A worker's decisions, newest first, and what services recorded next. No table before any import."""

    ids: NDArray[np.int64]
    steps: NDArray[Any]
    known_up_to: date | None
    table: OutcomeTable | None
    decided: DecidedArrays

    def __len__(self) -> int:
        return len(self.ids)

    def summaries(self, part: str) -> list[OutcomeSummary]:
        """Natural frequencies at 3, 6 and 12 months of what one "recommended", or "authorised"."""
        which = np.isin(self.steps, [step.value for step in _STEPS[part]])
        if self.table is None or not which.any():
            return []
        return [summary(self.table, months, which) for months in HORIZONS]

    def became(self, part: str) -> list[tuple[str, list[Became]]]:
        """Of 100 such decisions, at 3, 6 and 12 months, by what was decided; what was not is left out."""
        if self.table is None:
            return []
        of_part = np.isin(self.steps, [step.value for step in _STEPS[part]])
        groups = []
        for words, kinds in (("Sent away", SENT_AWAY), ("Sent on", SENT_ON)):
            which = of_part & np.isin(self.decided.level_kind, sorted(kinds))
            if which.any():
                told = [became(self.table, self.decided.decided_on, which, months) for months in HORIZONS]
                groups.append((words, told))
        return groups

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
    ids, steps, decided = decision_arrays(decisions)
    known = known_up_to()
    table = None
    if known is not None and len(ids):
        events = events_of(decisions, since=decided.received_on.min().item())
        table = outcomes(decided, events, known, horizons_months=HORIZONS)
    return Learning(ids, steps, known, table, decided)
