"""Figures of fatigue for whole half-years of a team, of those who agreed: made once, never overlapping."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from fanlight.frontdoor.decision import Step
from fanlight.practice.fatigue_words import plain_words
from fanlight.terms.disclosure import MINIMUM_TEAM
from fanlight.web.accounts.models import Team, User
from fanlight.web.casework.columns import within_days
from fanlight.web.frontdoor.models import Decision
from fanlight.web.practice.models import DayAgreement
from fanlight.web.practice.queries.working_day import Taken, fatigue_of, taken

HALF_YEARS, FEWEST_EACH, LARGEST_SHARE = 4, 20, 0.5
TOO_FEW = (
    "Not shown: fewer than five people agreed and decided enough in this half-year, or one of them took more "
    "than half of the decisions."
)
Span = tuple[datetime, datetime]


def half_years(today: date) -> list[tuple[date, date]]:
    """The newest half-years that are over, newest first.

    >>> half_years(date(2026, 11, 25))[0]
    (datetime.date(2026, 1, 1), datetime.date(2026, 6, 30))
    """
    first = date(today.year, 1 if today.month < 7 else 7, 1)
    found = []
    for _ in range(HALF_YEARS):
        last = first - timedelta(days=1)
        first = date(last.year, 1 if last.month < 7 else 7, 1)
        found.append((first, last))
    return found


def standing(worker: User) -> DayAgreement | None:
    """The worker's agreement that holds today for the own team, if one does."""
    newest = DayAgreement.objects.filter(worker=worker, team=worker.team).order_by("at", "id").last()
    if newest is None or not newest.agrees or newest.until < timezone.localdate():
        return None
    return newest


def agreed_spans(team: Team) -> dict[int, list[Span]]:
    """For each worker who has not withdrawn: from when until when their word stood."""
    rows: dict[int, list[DayAgreement]] = {}
    for row in DayAgreement.objects.filter(team=team).order_by("at", "id"):
        rows.setdefault(row.worker_id, []).append(row)
    spans = {}
    for worker, given in rows.items():
        if not given[-1].agrees:
            continue  # withdrawn: nothing of theirs is counted, not even of the time before
        nexts = [row.at for row in given[1:]] + [None]
        spans[worker] = [
            (row.at, min(_after(row.until), then) if then else _after(row.until))
            for row, then in zip(given, nexts, strict=True)
            if row.agrees
        ]
    return spans


def team_answer(team: Team, first: date, last: date) -> tuple[str, str] | None:
    """Verdict and words for a half-year; None when fewer than five agreed and decided enough.

    Counted is what a worker recommended or decided alone in this team while their word stood.
    """
    if len(agreed_spans(team)) < MINIMUM_TEAM:
        return None
    found, counted = counted_in(team, first, last)
    each = np.unique(found.worker[counted], return_counts=True)[1]
    if (each >= FEWEST_EACH).sum() < MINIMUM_TEAM or each.max() > LARGEST_SHARE * each.sum():
        return None
    answer = fatigue_of(found, counted)
    return answer.verdict, plain_words(answer)


def counted_in(team: Team, first: date, last: date) -> tuple[Taken, NDArray[np.bool_]]:
    """Decisions in this team of those who agreed, and which of them are counted."""
    spans = agreed_spans(team)
    found = taken(Decision.objects.filter(team=team, by__in=spans, **within_days("at", first, last)))
    return found, (found.step != Step.AUTHORISED.value) & _agreed(found, spans)


def _agreed(found: Taken, spans: dict[int, list[Span]]) -> NDArray[np.bool_]:
    seconds = found.at.astype(np.int64)
    holds = np.zeros(len(seconds), dtype=np.bool_)
    for worker, given in spans.items():
        for begins, ends in given:
            within = (seconds >= begins.timestamp()) & (seconds < ends.timestamp())
            holds |= (found.worker == worker) & within
    return holds


def _after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
