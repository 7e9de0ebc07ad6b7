"""What became of decisions, team by team: whole quarters, five people at least, kept for a day."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from django.core.cache import cache

from fanlight.casework.linking import EventArrays
from fanlight.practice.forecast import SENT_AWAY
from fanlight.practice.outcome import outcomes
from fanlight.practice.team_shares import TeamCount, TeamShares, team_shares
from fanlight.terms.periods import add_months
from fanlight.web.accounts.models import Team
from fanlight.web.casework.queries import known_up_to
from fanlight.web.practice.queries.arrays import decision_arrays, events_of
from fanlight.web.practice.queries.team import first_decisions, in_whole_quarters

MONTHS = 6
KEPT_SECONDS = 24 * 3600
_SENT_AWAY = sorted(SENT_AWAY)


def team_outcomes() -> tuple[date, TeamShares] | None:
    """Of decisions to send away, how many came back within six months; None before any import."""
    known = known_up_to()
    if known is None:
        return None
    last = add_months(known, -MONTHS) - timedelta(days=1)
    key = f"team-outcomes-{last.year}-{(last.month - 1) // 3}"
    found = cache.get(key)
    if found is None:
        found = _reckoned(last, known)
        cache.set(key, found, KEPT_SECONDS)
    return known, found


def _reckoned(last: date, known: date) -> TeamShares:
    away = {"level__kind__in": _SENT_AWAY}
    teams = list(Team.objects.order_by("name"))
    every = first_decisions(teams, superseded_by=None, by__isnull=False, **away)
    decisions = every.filter(in_whole_quarters(teams, last, **away)).order_by("pk")
    ids, _, decided = decision_arrays(decisions)
    if not len(ids):
        return team_shares([])
    of = np.array(list(decisions.values_list("team_id", "by_id")), np.int64)
    events: EventArrays = events_of(decisions, since=decided.received_on.min().item())
    back = outcomes(decided, events, known, horizons_months=(MONTHS,)).came_back_within(MONTHS)
    counts, counted = [], np.zeros(len(ids), np.bool_)
    for team in teams:
        quarters = in_whole_quarters([team], last, **away)
        mine = np.isin(ids, list(every.filter(quarters, team=team).values_list("pk", flat=True)))
        if mine.any():
            people = len(np.unique(of[mine, 1]))
            counts.append(TeamCount(team.name, people, int(mine.sum()), int(back[mine].sum())))
            counted |= mine
    return team_shares(counts, left_out=len(np.unique(of[~counted, 1])))
