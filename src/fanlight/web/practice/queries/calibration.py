"""A worker's settled forecasts, scored: read for that worker, kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.db.models import Count, Q
from django.utils import timezone

from fanlight.practice.calibration import Calibration, calibrate
from fanlight.practice.forecast import QUESTIONS, SENT_AWAY, SENT_ON
from fanlight.practice.learning_over_time import LearningOverTime, learning_over_time
from fanlight.practice.narrowed_bounds import NarrowedBounds, narrowed
from fanlight.practice.outcome_table import Known
from fanlight.practice.reliability import Reliability, reliability
from fanlight.practice.second_look_result import SecondLookResult
from fanlight.practice.sensitivity import LIKELY, Counts, Sensitivity, SentOn, sensitivity_of
from fanlight.practice.weighted_brier import WeightedBrier
from fanlight.web.accounts.models import User
from fanlight.web.audit.remembered import remembered
from fanlight.web.casework.queries import known_up_to
from fanlight.web.practice.models import Forecast
from fanlight.web.practice.queries.forecasts import resolve_forecasts
from fanlight.web.practice.queries.learning import decisions_of, learning_of
from fanlight.web.practice.queries.second_looks import second_look_labels, told_result
from fanlight.web.practice.queries.weighted_brier import my_weighted_brier

SEED, SAMPLES = 20_140_401, 200
MONTHS = 6
SINCE = timedelta(days=2 * 365)
_YES, _NO, _OPEN = Forecast.Resolution.YES, Forecast.Resolution.NO, Forecast.Resolution.OPEN


@dataclass(frozen=True)
class Asked:
    """One question: how often it was answered, what was said and what happened, of 100."""

    words: str
    altered: bool
    settled: int
    said: float
    happened: float


@dataclass(frozen=True)
class Looks:
    """What second looks at random found over the whole service, and what it does to one's own two ends."""

    result: SecondLookResult
    last_month: date | None
    narrowed: NarrowedBounds | None


@dataclass(frozen=True)
class MyCalibration:
    """What one's own forecasts show; parts are None where nothing is settled.

    `early` of the open ones have happened already. They count when their time is over, as those do that have
    not: to count early what happened would make everything look more frequent than it is.
    """

    known_up_to: date | None
    whole: Calibration
    early: int
    lost: int
    weighted: WeightedBrier | None
    diagram: Reliability | None
    over_time: LearningOverTime
    questions: Sequence[Asked]
    sensitivity: Sensitivity | None
    sent_on: SentOn | None
    looks: Looks | None


def my_calibration(worker: User) -> MyCalibration:
    """Settle the worker's forecasts as far as events are known, and score those whose time is over."""
    every, known = resolve_forecasts(worker), known_up_to()
    # Lost: died, moved or turned 18 first. Neither right nor wrong, and not open.
    kept = [one for one in every if one.resolution in {_YES, _NO, _OPEN}]
    said = np.array([one.probability / 100 for one in kept])
    happened = np.array([_outcome(one, known) for one in kept])
    asked_on = np.array([timezone.localdate(one.asked_at) for one in kept], "datetime64[D]")
    settled = np.isfinite(happened)
    rng = np.random.default_rng(SEED)
    pairs = said[settled], happened[settled]
    sent_on = remembered(f"sent on {worker.pk}", lambda: _sent_on(worker))
    return MyCalibration(
        known_up_to=known,
        whole=calibrate(said, happened, rng, samples=SAMPLES),
        early=sum(one.resolution == _YES and not _is_over(one, known) for one in kept),
        lost=len(every) - len(kept),
        weighted=my_weighted_brier(every, known),
        diagram=reliability(said[settled], happened[settled], rng, samples=SAMPLES)
        if settled.any()
        else None,
        over_time=learning_over_time(*pairs, asked_on[settled]),
        questions=_by_question([one for one, told in zip(kept, settled, strict=True) if told]),
        sensitivity=_sensitivity(worker, known),
        sent_on=sent_on,
        looks=_looks(sent_on) if sent_on else None,
    )


def _looks(sent_on: SentOn) -> Looks:
    """Of all workers' decisions in the months that are told together, never of one worker's."""
    result, last_month = told_result(second_look_labels(until=timezone.localdate()))
    higher = result.told_range
    return Looks(result, last_month, narrowed(sent_on, higher) if higher else None)


def _is_over(forecast: Forecast, known: date | None) -> bool:
    return known is not None and forecast.due_on <= known


def _outcome(forecast: Forecast, known: date | None) -> float:
    """1 or 0 once the whole time is known, NaN before."""
    if not _is_over(forecast, known) or forecast.resolution == _OPEN:
        return float("nan")
    return float(forecast.resolution == _YES)


def _by_question(over: Sequence[Forecast]) -> list[Asked]:
    told = []
    for question in QUESTIONS:
        settled = [one for one in over if one.question == question.code]
        if settled:
            said = sum(one.probability for one in settled) / len(settled)
            happened = 100 * sum(one.resolution == _YES for one in settled) / len(settled)
            told.append(Asked(question.words, question.altered, len(settled), said, happened))
    return told


def _sensitivity(worker: User, known: date | None) -> Sensitivity | None:
    """Drawn towards the middle of the others; of them nothing but counts is read, and nothing is kept."""
    if known is None:
        return None
    likely = Q(probability__gte=LIKELY)
    rows = (
        Forecast.objects.filter(resolution__in=[_YES, _NO], due_on__lte=known)
        .order_by()
        .values("worker")
        .annotate(
            happened=Count("pk", filter=Q(resolution=_YES)),
            likely_happened=Count("pk", filter=Q(resolution=_YES) & likely),
            not_happened=Count("pk", filter=Q(resolution=_NO)),
            likely_not_happened=Count("pk", filter=Q(resolution=_NO) & likely),
        )
    )
    counts = {row.pop("worker"): Counts(**row) for row in rows}
    mine = counts.pop(worker.pk, None)
    return sensitivity_of(mine, list(counts.values())) if mine else None


def _sent_on(worker: User) -> SentOn | None:
    """The worker's own decisions of two years whose six months are over."""
    found = learning_of(decisions_of(worker, since=timezone.localdate() - SINCE))
    if found.table is None:
        return None
    at = found.table.horizon(MONTHS)
    whole = found.table.known[:, at] == Known.WHOLE
    stepped = found.table.stepped_up_on <= found.table.ends_on[:, at]
    on = whole & np.isin(found.decided.level_kind, sorted(SENT_ON))
    away = whole & np.isin(found.decided.level_kind, sorted(SENT_AWAY))
    return SentOn(*(int(one.sum()) for one in (on & stepped, on & ~stepped, away & stepped, away & ~stepped)))
