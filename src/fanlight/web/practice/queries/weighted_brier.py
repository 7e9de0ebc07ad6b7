"""A worker's score with those who left first stood for; of other workers how long children were followed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from fanlight.practice.forecast import QUESTIONS
from fanlight.practice.weighted_brier import FollowedForecasts, WeightedBrier, weigh_forecasts
from fanlight.terms.groups import age_bands_each
from fanlight.web.casework.columns import as_text, columns, days, days_in_england, of_child
from fanlight.web.practice.models import Forecast
from fanlight.web.practice.queries.forecasts import days_until_settled

_MONTHS = {question.code: question.months for question in QUESTIONS}
_YES, _NO, _LOST = Forecast.Resolution.YES, Forecast.Resolution.NO, Forecast.Resolution.CENSORED


def my_weighted_brier(forecasts: Sequence[Forecast], known: date | None) -> WeightedBrier | None:
    """Of one worker's forecasts, settled as far as events are known; None where no child left first."""
    if known is None:
        return None
    over = [one for one in forecasts if one.due_on <= known and one.resolution in {_YES, _NO, _LOST}]
    if not any(one.resolution == _LOST for one in over):
        return None  # the usual case: nothing more is asked of the database
    of, followed = _followed(known)
    mine = np.searchsorted(of, [one.pk for one in over])
    outcome = np.array([_OUTCOME[one.resolution] for one in over])
    said = np.array([one.probability / 100 for one in over])
    return weigh_forecasts(said, outcome, np.array(days_until_settled(over), float), mine, followed)


_OUTCOME = {_YES: 1.0, _NO: 0.0, _LOST: float("nan")}


def _followed(known: date) -> tuple[np.ndarray, FollowedForecasts]:
    """Every worker's forecasts whose time is over, by their numbers; no answer of theirs is read."""
    told = columns(
        Forecast.objects.filter(due_on__lte=known)
        .exclude(resolution=Forecast.Resolution.VOID)
        .order_by("pk")
        .values_list(
            "pk",
            "worker_id",
            "decision__team_id",
            "question",
            as_text("decision__at"),
            as_text("due_on"),
            *(as_text(of_child(name, "decision__line__")) for name in ("born_on", "expected_on", "died_on")),
        ),
        9,
    )
    of, worker, team, question, decided_at, due, born, expected, died = told
    decided_on, due_on, left_on = days_in_england(decided_at), days(due), days(died)
    left = left_on <= due_on
    ends = np.where(left, np.maximum(left_on, decided_on), due_on)
    unborn = np.isnat(days(born)) & ~np.isnat(days(expected))
    return of.astype(np.int64), FollowedForecasts(
        worker=worker.astype(np.int64),
        team=np.array([one or 0 for one in team], np.int64),
        age_band=age_bands_each(days(born), decided_on, unborn),
        months=np.array([_MONTHS[one] for one in question], np.int64),
        days=(ends - decided_on).astype(np.float64),
        to_the_end=~left,
    )
