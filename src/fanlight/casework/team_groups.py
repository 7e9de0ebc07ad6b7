"""Teams whose figures may be shown: those of too few people stand together, and nothing is left over."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

from fanlight.terms.disclosure import MINIMUM_TEAM

Team = TypeVar("Team", bound=Hashable)


def groups_of_teams(
    people: Mapping[Team, AbstractSet[Hashable]], minimum: int = MINIMUM_TEAM
) -> list[tuple[Team, ...]]:
    """Teams as they may be shown, in the order given.

    Every team stands in one group, so that no group can be worked out from the others and the total.

    Parameters
    ----------
    people
        Who decided, by team.
    minimum
        The fewest people of a group.

    Returns
    -------
    list
        Groups of at least `minimum` people; none when all together are too few.

    Examples
    --------
    >>> groups_of_teams({"North": set("abcde"), "South": set("fghij"), "Night": set("kl"), "West": set("m")})
    [('North', 'Night', 'West'), ('South',)]
    >>> groups_of_teams({"Night": set("kl"), "North": set("abcde")})
    [('Night', 'North')]
    >>> groups_of_teams({"Night": set("ab")})
    []
    """
    large: list[tuple[Team, ...]] = [(team,) for team, members in people.items() if len(members) >= minimum]
    small = tuple(team for team, members in people.items() if len(members) < minimum)
    if not small:
        return large
    if len(_together(people, small)) >= minimum:
        return _in_order(people, [*large, small])
    if not large:
        return []
    fewest = min(large, key=lambda group: len(people[group[0]]))
    return _in_order(people, [*(group for group in large if group != fewest), (*fewest, *small)])


def _together(people: Mapping[Team, AbstractSet[Hashable]], teams: tuple[Team, ...]) -> set[Hashable]:
    return set().union(*(people[team] for team in teams))


def _in_order(
    people: Mapping[Team, AbstractSet[Hashable]], groups: list[tuple[Team, ...]]
) -> list[tuple[Team, ...]]:
    place = {team: at for at, team in enumerate(people)}
    ordered = [tuple(sorted(group, key=lambda team: place[team])) for group in groups]
    return sorted(ordered, key=lambda group: place[group[0]])
