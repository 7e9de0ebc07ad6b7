"""A panel: the same measure in many areas over the same periods, and who is compared with whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fanlight.evidence.comparison.area import Area, Array

FEWEST_BEFORE = 5  # periods; fewer tell nothing of how areas move together
FEWEST_DONORS = 2
FEWEST_NEIGHBOURS = 5  # with values in the panel; with fewer, all other areas are donors


@dataclass(frozen=True, slots=True)
class Panel:
    """Many areas over the same periods; one of them had the change.

    Attributes
    ----------
    names
        Of the areas, n of them.
    values
        Shape (n, t), as they are compared: counts as shares of each area's own mean before the change.
    levels
        Shape (n,), what an effect is multiplied with to be in the unit of the measure again.
    treated, first
        Places of the area and of the first period with the change.
    donors
        For each area the places of its donors, itself and the treated area never among them.
    placebos
        Places of the areas that had no change and are asked the same question.
    seasons
        Shape (t,), month of the year - 1; None where periods are no months.
    counts
        Values are counts.
    notes
        What was left out or chosen, in words.
    """

    names: tuple[str, ...]
    values: Array
    levels: Array
    treated: int
    first: int
    donors: tuple[tuple[int, ...], ...]
    placebos: tuple[int, ...]
    seasons: NDArray[np.int64] | None = None
    counts: bool = False
    notes: tuple[str, ...] = ()

    def with_notes(self, notes: Sequence[str]) -> Panel:
        """The same areas, with more told of them, before the rest."""
        return replace(self, notes=(*notes, *self.notes))

    def area(self, place: int) -> Area:
        """One area beside its donors."""
        return Area(
            self.values[place],
            self.values[list(self.donors[place])],
            self.first,
            self.seasons,
            self.counts,
        )


def panel(
    names: Sequence[str],
    values: ArrayLike,
    *,
    treated: str,
    first: int,
    donors: Sequence[str] | None = None,
    neighbours: Mapping[str, Sequence[str]] | None = None,
    seasons: ArrayLike | None = None,
    counts: bool = False,
) -> Panel:
    """Set areas side by side; those with a value missing are left out and told.

    Parameters
    ----------
    names
        Of the areas, n of them, all different.
    values
        Shape (n, t), NaN where missing.
    treated, first
        Name of the area with the change; place of its first period with it.
    donors
        Names to compare with, and to take placebos from. Unless told: the statistical neighbours of each
        area where `neighbours` names at least `FEWEST_NEIGHBOURS` of them with values, else all others.
    neighbours
        For each area the names of those like it, the nearest first.
    seasons
        Shape (t,), month of the year - 1, where periods are months.
    counts
        The values are counts: each area is compared as a share of its own mean before the change.

    Raises
    ------
    ValueError
        With one sentence: no such area, a value of it missing, too few periods or donors, negative counts.

    Examples
    --------
    >>> areas = panel(["A", "B", "C", "D"], [[1, 2, 3, 4, 5, 9], [1, 2, 3, 4, 5, 6], [2, 2, 2, 2, 2, 2],
    ...               [1, 1, 1, 1, 1, np.nan]], treated="A", first=5)
    >>> areas.donors[0], areas.notes
    ((1, 2), ('Left out because a value is missing: D.',))
    """
    numbers = np.asarray(values, dtype=np.float64)
    listed = list(names)
    _refuse(listed, numbers, treated, first, counts)
    kept, notes = _complete(listed, numbers, treated, first, counts)
    wanted = None if donors is None else _named(donors, kept, listed, treated, notes)
    numbers = numbers[[listed.index(name) for name in kept]]
    own = kept.index(treated)
    if wanted is None:
        placebos = [place for place in range(len(kept)) if place != own]
        pools = [_pool(name, kept, own, neighbours or {}) for name in kept]
        _tell_pool(pools[own], len(kept) - 1, notes)
    else:
        placebos = wanted
        pools = [tuple(one for one in wanted if one != place) for place in range(len(kept))]
    if len(pools[own]) < FEWEST_DONORS:
        raise ValueError(f"{len(pools[own])} comparison areas with complete values: at least 2 are needed")
    levels = numbers[:, :first].mean(axis=1) if counts else np.ones(len(kept))
    months = None if seasons is None else np.asarray(seasons, dtype=np.int64)
    return Panel(
        tuple(kept),
        numbers / levels[:, None],
        levels,
        own,
        first,
        tuple(pools),
        tuple(placebos),
        months,
        counts,
        tuple(notes),
    )


def _refuse(names: list[str], values: Array, treated: str, first: int, counts: bool) -> None:
    if values.ndim != 2 or len(values) != len(names) or len(set(names)) < len(names):
        raise ValueError(f"values of shape {values.shape} for {len(set(names))} different areas")
    if treated not in names:
        raise ValueError(f"{treated} is not among the areas ({', '.join(sorted(names)[:6])} …)")
    periods = values.shape[1]
    if not 0 <= first < periods:
        raise ValueError("there is no period with the change")
    if first < FEWEST_BEFORE:
        raise ValueError(f"{first} periods before the change: at least {FEWEST_BEFORE} are needed")
    missing = int((~np.isfinite(values[names.index(treated)])).sum())
    if missing:
        raise ValueError(f"{treated} lacks {missing} of {periods} values")
    if counts and (values < 0).any():
        raise ValueError("a count is negative")
    if counts and not values[names.index(treated), :first].any():
        raise ValueError(f"{treated} has no count before the change")


def _complete(
    names: list[str], values: Array, treated: str, first: int, counts: bool
) -> tuple[list[str], list[str]]:
    notes = []
    whole: NDArray[np.bool_] = np.asarray(np.isfinite(values).all(axis=1))
    gone = [name for name, full in zip(names, whole, strict=True) if not full]
    if gone:
        notes.append(f"Left out because a value is missing: {_list(gone)}.")
    some = whole & ((values[:, :first] > 0).any(axis=1) | (not counts))
    empty = [name for name, full, any_ in zip(names, whole, some, strict=True) if full and not any_]
    if empty:
        notes.append(f"Left out because there is no count before the change: {_list(empty)}.")
    return [name for name, good in zip(names, some, strict=True) if good], notes


def _named(
    donors: Sequence[str], kept: list[str], names: list[str], treated: str, notes: list[str]
) -> list[int]:
    unknown = [name for name in donors if name not in names]
    if unknown:
        raise ValueError(f"{_list(unknown)}: not among the areas")
    if treated in donors:
        raise ValueError(f"{treated} cannot be compared with itself")
    return [kept.index(name) for name in dict.fromkeys(donors) if name in kept]


def _pool(
    name: str, kept: list[str], treated: int, neighbours: Mapping[str, Sequence[str]]
) -> tuple[int, ...]:
    own = kept.index(name)
    near = [kept.index(one) for one in neighbours.get(name, ()) if one in kept]
    near = [one for one in near if one not in (own, treated)]
    if len(near) >= FEWEST_NEIGHBOURS:
        return tuple(near)
    return tuple(place for place in range(len(kept)) if place not in (own, treated))


def _tell_pool(pool: tuple[int, ...], others: int, notes: list[str]) -> None:
    if len(pool) < others:
        notes.append(f"Compared with its {len(pool)} statistical neighbours with complete values.")


def _list(names: list[str], shown: int = 6) -> str:
    more = len(names) - shown
    return ", ".join(names[:shown]) + (f" and {more} more" if more > 0 else "")
