"""How often a thing was recorded after such decisions here: the authority as a whole, never a team."""

from __future__ import annotations

from datetime import date

import numpy as np
from django.core.cache import cache

from fanlight.casework.linking import KIND_CODE
from fanlight.frontdoor.decision import Step
from fanlight.practice.base_rate import BaseRate, base_rate, quarters_known
from fanlight.practice.digest import news
from fanlight.practice.forecast import ForecastQuestion
from fanlight.practice.outcome import DecidedArrays
from fanlight.terms.months_each import add_months_each
from fanlight.web.casework.columns import within_days
from fanlight.web.casework.queries import known_up_to
from fanlight.web.frontdoor.models import Decision
from fanlight.web.practice.queries.arrays import decision_arrays, events_of

KEPT_SECONDS = 24 * 3600


def base_rate_of(question: ForecastQuestion) -> BaseRate | None:
    """For the question of a forecast; None before any import. Kept for a day: it changes with the quarter."""
    known = known_up_to()
    if known is None:
        return None
    first, last = quarters_known(known, question.months)
    key = f"base-rate-{question.code}-{last}"
    found = cache.get(key)
    if found is None:
        found = _reckoned(question, first, last)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _reckoned(question: ForecastQuestion, first: date, last: date) -> BaseRate:
    """What people recommended or decided alone in whole quarters, where the question is asked after it.

    A manager who authorises for a whole team is one person: authorised decisions are left out.
    """
    decisions = Decision.objects.filter(
        level__kind__in=question.levels,
        superseded_by=None,
        by__isnull=False,
        **within_days("at", first, last),
    ).exclude(step=Step.AUTHORISED)
    ids, _, decided = decision_arrays(decisions.order_by("pk"))
    by = np.array(list(decisions.order_by("pk").values_list("by_id", flat=True)), np.int64)
    if not len(ids):
        return base_rate(np.array([], np.bool_), by, first, last)
    events = events_of(decisions, since=first)
    asked = np.isin(events.kind, [KIND_CODE[kind] for kind in question.kinds])
    pairs = news(decided, events, months=question.months)
    settles = asked[pairs.event] & (events.on[pairs.event] > decided.decided_on[pairs.decision])
    recorded = np.zeros(len(ids), np.bool_)
    recorded[pairs.decision[settles]] = True
    whole = _not_left(decided, question.months)
    return base_rate(recorded[whole], by[whole], first, last)


def _not_left(decided: DecidedArrays, months: int) -> np.ndarray:
    """Whose child did not die before the time was over: after it silence says nothing."""
    if decided.died_on is None:
        return np.ones(len(decided), np.bool_)
    left: np.ndarray = decided.died_on <= add_months_each(decided.decided_on, months)
    return ~left
