"""Shares of several teams, drawn in, beside what their size allows; never a ranking, never one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.estimate import Estimate
from fanlight.estimates.shrunk_shares import FEWEST, shrunk_shares
from fanlight.evidence.funnel import ADDITIVE, funnel
from fanlight.practice.became import of_100
from fanlight.terms.disclosure import MINIMUM_TEAM


@dataclass(frozen=True, slots=True)
class TeamCount:
    """Decisions of one team: how many, of how many people, after how many it was recorded."""

    name: str
    people: int
    decisions: int
    recorded: int


@dataclass(frozen=True, slots=True)
class TeamShare:
    """One team as it may be shown.

    Attributes
    ----------
    about
        Decisions, to the nearest ten.
    share
        Of 100 decisions, drawn in, with its interval.
    low, high
        Limits of the funnel for a team of that size, with what teams differ by besides chance.
    place
        "within", "above" or "below" these limits.
    """

    name: str
    about: int
    share: Estimate
    low: float
    high: float
    place: str

    @property
    def share_words(self) -> str:
        """Of 100, with the interval."""
        return of_100(self.share)

    @property
    def limits_words(self) -> str:
        """The limits of the funnel, of 100."""
        return f"{100 * self.low:.0f} to {100 * self.high:.0f}"


@dataclass(frozen=True, slots=True)
class TeamShares:
    """Teams in the order of the alphabet; `differ` as `fanlight.estimates.shrunk_shares`."""

    teams: tuple[TeamShare, ...]
    differ: bool

    def columns(self) -> dict[str, NDArray[np.generic]]:
        """Name → array, an entry a team."""
        return {
            "team": np.array([one.name for one in self.teams]),
            "about": np.array([one.about for one in self.teams]),
            "share": np.array([one.share.value for one in self.teams]),
            "low": np.array([one.share.low for one in self.teams]),
            "high": np.array([one.share.high for one in self.teams]),
            "place": np.array([one.place for one in self.teams]),
        }

    def sentence(self) -> str:
        """Whether teams differ, in words."""
        if not self.teams:
            return f"Fewer than {FEWEST} teams of five or more people: too few to set beside each other."
        if not self.differ:
            return f"That these {len(self.teams)} teams differ at all cannot be told from chance."
        return f"These {len(self.teams)} teams differ by more than chance; why, these figures do not say."


def team_shares(counts: Sequence[TeamCount], left_out: int = 0) -> TeamShares:
    """Shares of teams as they may be shown.

    Parameters
    ----------
    counts
        Teams that share no decision, in any order.
    left_out
        How many people decided in none of them, among decisions that another figure of the authority counts.

    Notes
    -----
    Teams of fewer than five people are left out. If those left out are together fewer than five, the smallest
    team that could be shown is left out too, so that shown teams, taken from a figure of the whole authority,
    leave five people at least. Decisions are told to the nearest ten, shares in whole numbers of 100 by who
    shows them.

    Examples
    --------
    >>> counts = [TeamCount(name, 6, 200, 50 + at) for at, name in enumerate("DCBA")]
    >>> told = team_shares(counts)
    >>> [one.name for one in told.teams], told.differ
    (['A', 'B', 'C', 'D'], False)
    >>> [one.name for one in team_shares([*counts, TeamCount("E", 3, 40, 39)]).teams]
    ['B', 'C', 'D']
    """
    large = [one for one in counts if one.people >= MINIMUM_TEAM and one.decisions]
    hidden = left_out + sum(one.people for one in counts if one not in large)
    large.sort(key=lambda one: (one.people, one.name))
    while large and 0 < hidden < MINIMUM_TEAM:
        hidden += large.pop(0).people
    if len(large) < FEWEST:
        return TeamShares((), False)
    shown = sorted(large, key=lambda one: one.name)
    recorded = np.array([one.recorded for one in shown], dtype=np.float64)
    decisions = np.array([one.decisions for one in shown], dtype=np.float64)
    drawn = shrunk_shares(recorded, decisions)
    chart = funnel(recorded, decisions, dispersion=ADDITIVE)
    teams = []
    for at, one in enumerate(shown):
        low, high = max(float(chart.lower[at]), 0.0), min(float(chart.upper[at]), 1.0)
        share = Estimate(float(drawn.value[at]), float(drawn.low[at]), float(drawn.high[at]))
        place = "above" if chart.y[at] > high else "below" if chart.y[at] < low else "within"
        teams.append(TeamShare(one.name, int(round(one.decisions, -1)), share, low, high, place))
    return TeamShares(tuple(teams), drawn.differ)
