"""Where a decision stood in a session: by the order of arrival, which the worker does not choose."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class WorkingOrder:
    """Places of decisions, shape (n,) each.

    Attributes
    ----------
    position
        Rank of arrival in the session, from 1; contacts that arrived together share their middle rank.
    since_break
        Decisions since the last break at that place of the session, had contacts been taken as they arrived.
    decided
        Rank by the hour of decision: what the worker may have chosen, for comparison only.
    """

    position: Array
    since_break: Array
    decided: Array


def working_order(session: Codes, arrived_at: Array, decided_at: Array, since_break: Array) -> WorkingOrder:
    """Reckon the places of decisions in their sessions.

    A worker may take contacts in an order of their own, short ones before a break. So the breaks are taken
    from the order of decision and laid over the order of arrival: the third to arrive is given what the third
    decision had.

    Parameters
    ----------
    session
        Shape (n,), numbers from 0: sessions of one worker.
    arrived_at, decided_at
        Shape (n,), any unit of time.
    since_break
        Shape (n,), decisions since the last break, as recorded; all NaN where no break is known.

    Examples
    --------
    >>> found = working_order(
    ...     np.zeros(4, dtype=int), np.array([1.0, 2, 3, 4]), np.array([10.0, 13, 11, 12]),
    ...     np.array([0.0, 1, 1, 0]))
    >>> found.position.tolist(), found.since_break.tolist(), found.decided.tolist()
    ([1.0, 2.0, 3.0, 4.0], [0.0, 1.0, 0.0, 1.0], [1.0, 4.0, 2.0, 3.0])
    """
    position, by_arrival = _ranks(session, arrived_at)
    decided, by_decision = _ranks(session, decided_at)
    slots = np.empty(len(session))
    slots[by_arrival] = since_break[by_decision]
    if np.isnan(since_break).any():
        slots[:] = np.nan
    # Contacts that arrived together have the mean of their places.
    _, tied = np.unique(np.stack([session.astype(np.float64), arrived_at]), axis=1, return_inverse=True)
    tied = tied.ravel()
    slots = (np.bincount(tied, slots) / np.bincount(tied))[tied] if len(slots) else slots
    return WorkingOrder(position, slots, decided)


def codes_of(*columns: Sequence[Hashable]) -> Codes:
    """Numbers from 0, one for each combination that occurs, shape (n,).

    >>> codes_of(["A", "A", "B"], ["Monday", "Tuesday", "Monday"]).tolist()
    [0, 1, 2]
    """
    seen: dict[tuple[Hashable, ...], int] = {}
    return np.array([seen.setdefault(row, len(seen)) for row in zip(*columns, strict=True)], dtype=np.intp)


def _ranks(session: Codes, at: Array) -> tuple[Array, Codes]:
    """Middle ranks from 1 within sessions, and the rows in that order."""
    order = np.lexsort((at, session))
    starts = np.r_[True, np.diff(session[order]) != 0]
    first = np.maximum.accumulate(np.where(starts, np.arange(len(order)), 0))
    rank = np.arange(len(order)) - first + 1.0
    new = starts | np.r_[True, np.diff(at[order]) != 0]
    tie = np.cumsum(new) - 1
    middle = np.bincount(tie, rank) / np.bincount(tie) if len(rank) else rank
    ranks = np.empty(len(order))
    ranks[order] = middle[tie] if len(rank) else rank
    return ranks, order
