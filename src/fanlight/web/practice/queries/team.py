"""The team view: counts, clocks and levels of a team; never anything about one worker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
from django.db.models import Q, QuerySet
from django.utils import timezone

from fanlight.frontdoor.decision import Step
from fanlight.terms.disclosure import MINIMUM_TEAM
from fanlight.terms.periods import add_months
from fanlight.web.accounts.models import Authority, Role, Team, User
from fanlight.web.audit.remembered import remembered
from fanlight.web.casework.columns import as_text, columns, days_in_england, within_days
from fanlight.web.frontdoor.models import Contact, Decision
from fanlight.web.frontdoor.queries import open_contacts

WEEKS = 12
DRAWN = {
    "no_further_action": "NFA or advice",
    "information_advice": "NFA or advice",
    "early_help": "Early or family help",
    "assessment": "Section 17",
    "strategy_discussion": "Section 47 and up",
    "immediate_protection": "Section 47 and up",
}
_DECIDE = (Role.PRACTITIONER, Role.TEAM_MANAGER)


@dataclass(frozen=True)
class TeamView:
    """Figures of one team, or of the larger one it was merged into; `teams` is empty when too few."""

    asked: Team | None
    shown: Team | None
    teams: Sequence[Team]
    open_contacts: int
    overdue: int
    unread: int
    to_authorise: int
    waiting: Sequence[tuple[str, int]]
    weeks: Sequence[date]
    levels: Sequence[tuple[str, Sequence[int]]]
    drawn: Mapping[str, Sequence[int]]

    @property
    def is_too_few(self) -> bool:
        return not self.teams

    @property
    def is_merged(self) -> bool:
        return self.shown is not None and self.asked is not None and self.shown != self.asked


def big_enough(team: Team | None) -> tuple[Team | None, list[Team]]:
    """The smallest team upward whose figures may be shown, and the teams counted in them.

    Taking shown teams from a larger one must not uncover fewer than five people: teams too small to be
    shown are counted in the larger one only when together they are enough.
    """
    asked = team
    while team is not None:
        counted = _counted_in(team)
        if _people(counted) >= MINIMUM_TEAM and (asked in counted or team == asked):
            return team, counted
        team = team.parent
    return None, []


def _counted_in(team: Team) -> list[Team]:
    parts = list(Team.objects.filter(parent=team))
    if not parts:
        return [team]
    small = [part for part in [team, *parts] if _people([part]) < MINIMUM_TEAM]
    shown = [part for part in [team, *parts] if part not in small]
    return shown + (small if _people(small) >= MINIMUM_TEAM else [])


def _people(teams: Sequence[Team]) -> int:
    """How many people decide in these teams."""
    return User.objects.filter(team__in=teams, role__in=_DECIDE, is_active=True).count()


def team_view(team: Team | None, now: datetime) -> TeamView:
    """What a manager needs to know of the door today, and of the levels week by week."""
    shown, teams = big_enough(team)
    rows = open_contacts(Contact.objects.filter(team__in=teams), Authority.current(), now)
    weeks, levels, drawn = remembered(
        f"levels by week {sorted(one.pk for one in teams)}",
        lambda: _levels_by_week(teams, timezone.localdate(now)),
    )
    waiting = Counter(words.split(",")[0] for row in rows for words in row.waiting)
    return TeamView(
        asked=team,
        shown=shown,
        teams=teams,
        open_contacts=len(rows),
        overdue=sum(bool(row.clock.left and row.clock.left.overdue) for row in rows),
        unread=sum(row.is_unread for row in rows),
        to_authorise=sum(any(state.waiting for state in row.lines) for row in rows),
        waiting=waiting.most_common(),
        weeks=weeks,
        levels=levels,
        drawn=drawn,
    )


def first_decisions(teams: Sequence[Team], **period: Any) -> QuerySet[Decision]:
    """What people of these teams recommended, or decided alone, in a period; none when under five did.

    A manager who authorises for a whole team is one person: figures of authorised decisions would be
    that person's.
    """
    made = _recommended(teams, **period)
    people = made.order_by().values("by").distinct().count()
    return made if people >= MINIMUM_TEAM else made.none()


def _recommended(teams: Sequence[Team], **period: Any) -> QuerySet[Decision]:
    return Decision.objects.filter(team__in=teams, **period).exclude(step=Step.AUTHORISED)


def in_whole_quarters(teams: Sequence[Team], last: date, **asked: Any) -> Q:
    """The four whole quarters up to a day, those alone in which five people decided (what is asked for).

    Figures of outcomes move a quarter at a time: two of them, taken from each other, then tell of the
    decisions of at least five people, never of the one who decided on the day between.
    """
    begins = date(last.year, 3 * ((last.month - 1) // 3) + 1, 1)
    if add_months(begins, 3) - timedelta(days=1) <= last:
        begins = add_months(begins, 3)
    quarters = [
        (add_months(begins, -3 * back), add_months(begins, -3 * (back - 1)) - timedelta(days=1))
        for back in range(1, 5)
    ]
    year = within_days("at", quarters[-1][0], quarters[0][1])
    made = _recommended(teams, superseded_by=None, **asked, **year).order_by()
    by, at = columns(made.values_list("by_id", as_text("at")), 2)  # once: each count walks them all
    on = days_in_england(at)
    chosen = Q(pk__in=[])
    for first, end in quarters:
        within = (on >= np.datetime64(first, "D")) & (on <= np.datetime64(end, "D"))
        if len(set(by[within].tolist())) >= MINIMUM_TEAM:
            chosen |= Q(**within_days("at", first, end))
    return chosen


def _levels_by_week(
    teams: Sequence[Team], today: date
) -> tuple[list[date], list[tuple[str, list[int]]], dict[str, list[int]]]:
    """Weeks; counts by level in their order; counts by the few groups that a picture can tell apart."""
    monday = today - timedelta(days=today.weekday())
    weeks = [monday - timedelta(weeks=ago) for ago in range(WEEKS - 1, -1, -1)]
    since = timezone.make_aware(datetime.combine(weeks[0], time()))
    made = first_decisions(teams, at__gte=since)
    counts: dict[tuple[int, str], list[int]] = {}
    drawn = {group: [0] * WEEKS for group in dict.fromkeys(DRAWN.values())}
    for at, order, label, kind in made.values_list("at", "level__order", "level_label", "level__kind"):
        week = (timezone.localdate(at) - weeks[0]).days // 7
        if 0 <= week < WEEKS:
            counts.setdefault((order, label), [0] * WEEKS)[week] += 1
            if kind in DRAWN:
                drawn[DRAWN[kind]][week] += 1
    return weeks, [(label, counted) for (_, label), counted in sorted(counts.items())], drawn
