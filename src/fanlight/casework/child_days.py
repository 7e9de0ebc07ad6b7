"""Days of children, sorted by child and day, to be asked what came before a day."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
_NEVER = np.datetime64("9999-12-31", "D")


class ChildDays:
    """Days of events by child.

    Parameters
    ----------
    person, on
        Of each event: identifiers (text or whole numbers) and `datetime64[D]`, shape (n,).
    asked
        Everybody who may be asked about.
    """

    def __init__(self, person: NDArray[Any], on: Days, asked: NDArray[Any]) -> None:
        self._children = np.unique(np.concatenate([person, asked]))
        self._low = int(on.astype(np.int64).min(initial=0)) - 2
        self._span = int(on.astype(np.int64).max(initial=0)) - self._low + 3
        keys = self._keys(person, on)
        self.order = np.argsort(keys, kind="stable")
        self._sorted = keys[self.order]
        self._on = np.append(on[self.order], np.datetime64("NaT", "D"))

    def _keys(self, person: NDArray[Any], on: Days) -> NDArray[np.int64]:
        day = np.clip(on.astype(np.int64) - self._low, 1, self._span - 1)
        return np.searchsorted(self._children, person) * self._span + day

    def up_to(self, person: NDArray[Any], day: Days) -> NDArray[np.int64]:
        """How many events of this child, and of those sorted before it, are on or before each day."""
        return np.searchsorted(self._sorted, self._keys(person, day), side="right")

    def before(self, person: NDArray[Any], day: Days) -> Days:
        """The last day of the child's events that is before each day; NaT for none.

        Examples
        --------
        >>> person = np.array(["a", "a", "b"])
        >>> on = np.array(["2026-01-01", "2026-01-05", "2026-01-03"], "datetime64[D]")
        >>> ChildDays(person, on, person).before(person, on)
        array([       'NaT', '2026-01-01',        'NaT'], dtype='datetime64[D]')
        """
        return self._last(person, np.searchsorted(self._sorted, self._keys(person, day)))

    def on_or_before(self, person: NDArray[Any], day: Days) -> Days:
        """The last day of the child's events that is no later than each day; NaT for none."""
        return self._last(person, self.up_to(person, day))

    def _last(self, person: NDArray[Any], reached: NDArray[np.int64]) -> Days:
        floor = np.searchsorted(self._sorted, np.searchsorted(self._children, person) * self._span)
        return self._on[np.where(reached > floor, reached - 1, len(self._sorted))]

    def lasting(self, person: NDArray[Any], before: Days, until: Days, ended_on: Days) -> NDArray[np.bool_]:
        """Whether an event of the child that began before one day still lasted on another.

        Parameters
        ----------
        before, until
            For each who is asked about.
        ended_on
            Of each event, in the order given at first; NaT while it lasts.
        """
        ends = np.where(np.isnat(ended_on), _NEVER, ended_on)[self.order].astype(np.int64)
        ends = np.clip(ends - self._low, 0, None)
        child = self._sorted // self._span
        reach = int(ends.max(initial=0)) + 1
        # The latest end so far; a child's own number keeps those before it lower.
        latest = np.append(np.maximum.accumulate(child * reach + ends), -1)
        reached = np.searchsorted(self._sorted, self._keys(person, before)) - 1
        asked = np.clip(until.astype(np.int64) - self._low, 0, reach)
        return (reached >= 0) & (latest[reached] >= np.searchsorted(self._children, person) * reach + asked)
