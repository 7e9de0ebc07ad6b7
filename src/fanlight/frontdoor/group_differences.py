"""Groups in which a list misses, or alarms, more or less often than among all other cases, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fanlight.estimates.estimate import Estimate
from fanlight.frontdoor.sorting_by_group import NOT_KNOWN_GROUP, GroupFigures, SortingByGroup

MISSES, FALSE_ALARMS = "misses", "false alarms"


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """One group that stands apart.

    Attributes
    ----------
    split, group
        Which.
    kind
        "misses" or "false alarms".
    here, others
        Events and cases in the group, and among all others.
    apart
        The difference of the two shares, with its interval.
    """

    split: str
    group: str
    kind: str
    here: tuple[int, int]
    others: tuple[int, int]
    apart: Estimate

    def sentence(self) -> str:
        """In natural frequencies."""
        more = "more" if self.apart.value > 0 else "less"
        (events, of), (other_events, other_of) = self.here, self.others
        return (
            f"{self.split}, {self.group}: {self.kind} are {more} frequent, {events:,} of {of:,} against "
            f"{other_events:,} of {other_of:,} of all others (difference {_of_100(self.apart.value)} in "
            f"100, {_of_100(self.apart.low)} to {_of_100(self.apart.high)})."
        )


def _of_100(share: float) -> str:
    """In whole numbers; with a place more where that would say +0."""
    return f"{100 * share:+.0f}" if abs(share) >= 0.005 else f"{100 * share:+.1f}"


def comparisons(split: SortingByGroup) -> int:
    """How many comparisons of a known group with all others have enough cases to be made."""
    return sum(apart is not None for one in _known(split) for _, _, _, apart in _compared(one))


def group_differences(split: SortingByGroup) -> list[GroupDifference]:
    """Every known group whose interval of the difference from all others leaves out none.

    Of two groups one says it all: it is the one with more of it. About one comparison in twenty stands apart
    by chance alone.

    Examples
    --------
    >>> from fanlight.frontdoor.sorting_figures import SortingFigures
    >>> counts = {"F": SortingFigures(30, 10, 0, 0, 40), "M": SortingFigures(10, 30, 0, 0, 40)}
    >>> [one.sentence() for one in group_differences(SortingByGroup.of_counts("Sex", counts))]
    ['Sex, M: misses are more frequent, 30 of 40 against 10 of 40 of all others (difference +50 in 100,
     +29 to +65).']
    """
    known = _known(split)
    found = [
        GroupDifference(split.column, one.group, kind, here, others, apart)
        for one in known
        for kind, here, others, apart in _compared(one)
        if apart is not None and (apart.low > 0 or apart.high < 0)
    ]
    if len(known) > 2:
        return found
    told = {one.kind for one in found if one.apart.low > 0}
    return [one for one in found if one.apart.low > 0 or one.kind not in told]


def _known(split: SortingByGroup) -> list[GroupFigures]:
    return [one for one in split.groups if one.group.lower() != NOT_KNOWN_GROUP and one.figures.n]


def _compared(
    one: GroupFigures,
) -> Iterator[tuple[str, tuple[int, int], tuple[int, int], Estimate | None]]:
    here, others = one.figures, one.others
    yield (
        MISSES,
        (here.misses, here.hits + here.misses),
        (others.misses, others.hits + others.misses),
        one.difference_in_misses,
    )
    yield (
        FALSE_ALARMS,
        (here.false_alarms, here.false_alarms + here.correct_rejections),
        (others.false_alarms, others.false_alarms + others.correct_rejections),
        one.difference_in_false_alarms,
    )
