"""The figures of a list for each group of children, and whether it misses one more than the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.estimate import Estimate
from fanlight.estimates.proportions import difference_of_two, mean_of_two, proportion
from fanlight.frontdoor.sorting_figures import SortingFigures

TOO_FEW = 10
NOT_KNOWN_GROUP = "not known"


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """What a list would have done with the past cases of one group.

    Attributes
    ----------
    group
        Its name as recorded; "not known" where nothing is.
    figures
        Counts of its cases.
    others
        Counts of all other cases.
    few
        A share of fewer cases than this is not told.
    """

    group: str
    figures: SortingFigures
    others: SortingFigures
    few: int = TOO_FEW

    @property
    def sensitivity(self) -> Estimate | None:
        """Of those with the outcome, how many were put into the positive class; None: too few."""
        return self.figures.sensitivity if _with(self.figures) >= self.few else None

    @property
    def specificity(self) -> Estimate | None:
        """Of those without the outcome, how many were not; None: too few."""
        return self.figures.specificity if _without(self.figures) >= self.few else None

    @property
    def balanced_accuracy(self) -> Estimate | None:
        """The mean of both; None where either has too few."""
        if self.sensitivity is None or self.specificity is None:
            return None
        return mean_of_two(self.sensitivity, self.specificity)

    @property
    def accuracy(self) -> Estimate | None:
        """Of all its cases, how many were put where the outcome later was; None: too few."""
        return self.figures.accuracy if self.figures.n >= self.few else None

    @property
    def cues_per_case(self) -> float | None:
        """Questions asked of a case, on average; None: too few."""
        return self.figures.cues_per_case if self.figures.n >= self.few else None

    @property
    def difference_in_misses(self) -> Estimate | None:
        """Share missed, less that of all other cases; above 0: more of this group are missed."""
        if min(_with(self.figures), _with(self.others)) < self.few:
            return None
        return difference_of_two(_missed(self.figures), _missed(self.others))

    @property
    def difference_in_false_alarms(self) -> Estimate | None:
        """Share sent on without the outcome, less that of all other cases."""
        if min(_without(self.figures), _without(self.others)) < self.few:
            return None
        return difference_of_two(_alarmed(self.figures), _alarmed(self.others))

    def as_json(self) -> dict[str, object]:
        """Plain values; None for what has too few cases to be told."""
        with_outcome, without = _with(self.figures), _without(self.figures)
        return {
            "group": self.group,
            "n": self.figures.n if self.figures.n >= self.few else None,
            "with_outcome": with_outcome if with_outcome >= self.few else None,
            "without_outcome": without if without >= self.few else None,
            "too_few": min(with_outcome, without) < self.few,
            "balanced_accuracy": _plain(self.balanced_accuracy),
            "sensitivity": _plain(self.sensitivity),
            "specificity": _plain(self.specificity),
            "accuracy": _plain(self.accuracy),
            "cues_per_case": self.cues_per_case,
            "difference_in_misses": _plain(self.difference_in_misses),
            "difference_in_false_alarms": _plain(self.difference_in_false_alarms),
        }

    def sentence(self) -> str:
        """In natural frequencies."""
        figures, told = self.figures, [f"{self.group}:"]
        if self.sensitivity is None:
            told.append(f"fewer than {self.few} with the outcome, too few to tell what is missed;")
        else:
            told.append(f"{figures.misses:,} of {_with(figures):,} with the outcome missed{self._beside()};")
        if self.specificity is None:
            told.append(f"fewer than {self.few} without it, too few to tell false alarms.")
        else:
            told.append(f"{figures.false_alarms:,} of {_without(figures):,} without it sent on.")
        return " ".join(told)

    def _beside(self) -> str:
        found = self.difference_in_misses
        if found is None:
            return ""
        if found.low > 0:
            return " (more than among the others)"
        return " (fewer than among the others)" if found.high < 0 else " (no difference can be told)"


@dataclass(frozen=True, slots=True)
class SortingByGroup:
    """Every group of one column, in the order of their names, "not known" last.

    Attributes
    ----------
    column
        What divides the cases: ethnic group, sex, age band, disability.
    groups
        One for each.
    """

    column: str
    groups: tuple[GroupFigures, ...]

    @classmethod
    def of_counts(
        cls, column: str, counts: Mapping[str, SortingFigures], *, few: int = TOO_FEW
    ) -> SortingByGroup:
        """The same from counts that were kept: the figures of each group, in the order given."""
        groups = []
        for name, figures in counts.items():
            rest = [one for other, one in counts.items() if other != name]
            groups.append(GroupFigures(name, figures, sum(rest, SortingFigures(0, 0, 0, 0, 0)), few))
        return cls(column, tuple(groups))

    @property
    def differ(self) -> tuple[GroupFigures, ...]:
        """Groups whose misses or false alarms differ from all others', by a 95 % interval.

        With many groups some will by chance: one in twenty, for each of the two.
        """

        def clear(found: Estimate | None) -> bool:
            return found is not None and (found.low > 0 or found.high < 0)

        return tuple(
            one
            for one in self.groups
            if clear(one.difference_in_misses) or clear(one.difference_in_false_alarms)
        )

    def as_json(self) -> dict[str, object]:
        """Plain values."""
        return {
            "column": self.column,
            "groups": [one.as_json() for one in self.groups],
            "differ": [one.group for one in self.differ],
        }

    def sentence(self) -> str:
        """One line a group."""
        return "\n".join(f"{self.column}, {one.sentence()}" for one in self.groups)


def sorting_by_group(
    positive: NDArray[np.bool_],
    outcome: NDArray[np.bool_],
    cues_asked: NDArray[np.intp],
    group: Sequence[str],
    *,
    column: str,
    few: int = TOO_FEW,
) -> SortingByGroup:
    """Divide the figures of a list by a column.

    Parameters
    ----------
    positive, outcome, cues_asked
        Shape (n,): the class each case was put into, what services recorded next, questions asked.
    group
        Shape (n,): the group of each; blank where not known.
    column
        Name of what divides.
    few
        A share of fewer cases is not told: a handful tells nothing about a group, and may tell about a child.

    Raises
    ------
    ValueError
        Lengths differ.

    Examples
    --------
    >>> sent, came = np.array([1, 0] * 20, bool), np.array([1, 1, 0, 0] * 10, bool)
    >>> by_sex = sorting_by_group(sent, came, np.ones(40, int), ["F"] * 38 + ["M"] * 2, column="sex")
    >>> print(by_sex.sentence())
    sex, F: 10 of 20 with the outcome missed; 9 of 18 without it sent on.
    sex, M: fewer than 10 with the outcome, too few to tell what is missed; fewer than 10 without it, too
    few to tell false alarms.
    """
    if not len(positive) == len(outcome) == len(cues_asked) == len(group):
        raise ValueError("every case has a class, an outcome, questions asked and a group")
    names = np.array([one.strip() or NOT_KNOWN_GROUP for one in group], dtype=np.str_)
    counts = {}
    for name in sorted(set(names.tolist()), key=lambda one: (one == NOT_KNOWN_GROUP, one)):
        inside = names == name
        counts[name] = SortingFigures.of(positive[inside], outcome[inside], cues_asked[inside])
    return SortingByGroup.of_counts(column, counts, few=few)


def _with(figures: SortingFigures) -> int:
    return figures.hits + figures.misses


def _without(figures: SortingFigures) -> int:
    return figures.false_alarms + figures.correct_rejections


def _missed(figures: SortingFigures) -> Estimate:
    return proportion(figures.misses, _with(figures))


def _alarmed(figures: SortingFigures) -> Estimate:
    return proportion(figures.false_alarms, _without(figures))


def _plain(found: Estimate | None) -> dict[str, float | None] | None:
    return None if found is None else found.as_json()
