"""Sessions and pauses of one worker, read from the hours of the decisions: nobody records a break."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PAUSE = 30  # minutes without a decision that count as a pause
AWAY = 240  # minutes without a decision after which a new session begins


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """Where each decision stood, shape (n,) each, in the order of the instants given.

    Attributes
    ----------
    session
        Numbers from 0, in order of time.
    position
        In the session, from 1.
    since_pause
        Decisions since the last pause, or since the session began; 0 for the first.
    minutes
        Whole minutes since the first decision after the last pause.
    """

    session: NDArray[np.intp]
    position: NDArray[np.intp]
    since_pause: NDArray[np.intp]
    minutes: NDArray[np.intp]

    def columns(self) -> dict[str, NDArray[np.intp]]:
        """The arrays by name."""
        return {name: getattr(self, name) for name in self.__slots__}

    def sentence(self) -> str:
        """How long the sessions were, in words."""
        if not len(self.session):
            return "No decisions."
        size = np.bincount(self.session)
        sessions = "1 session" if len(size) == 1 else f"{len(size):,} sessions"
        return (
            f"{len(self.session):,} decisions in {sessions}; half of them "
            f"had at most {int(np.median(size))}, the longest {int(size.max())}; at most "
            f"{int(self.since_pause.max()) + 1} came without a pause."
        )


def working_day(
    at: NDArray[np.datetime64], *, pause_minutes: int = PAUSE, away_minutes: int = AWAY
) -> WorkingDay:
    """Read sessions and pauses from the instants of one worker's decisions.

    A pause here is only time without a decision: a telephone call, a meeting and a cup of tea look alike.

    Parameters
    ----------
    at
        Shape (n,), in any order; several children decided on at once are one instant, given once.
    pause_minutes, away_minutes
        Minutes without a decision that make a pause, and a new session.

    Raises
    ------
    ValueError
        A pause is not over 0, or longer than what begins a session.

    Examples
    --------
    >>> hours = np.array(["2026-03-02T09:00", "2026-03-02T09:10", "2026-03-02T09:45", "2026-03-02T15:00"],
    ...                  "datetime64[m]")
    >>> found = working_day(hours)
    >>> found.session.tolist(), found.position.tolist(), found.since_pause.tolist(), found.minutes.tolist()
    ([0, 0, 0, 1], [1, 2, 3, 1], [0, 1, 0, 0], [0, 10, 0, 0])
    """
    if not 0 < pause_minutes <= away_minutes:
        raise ValueError("a pause is over 0 minutes and not longer than what begins a session")
    order = np.argsort(at, kind="stable")
    minutes = at[order].astype("datetime64[m]").astype(np.int64)
    gap = np.diff(minutes, prepend=minutes[:1])
    places = np.arange(len(order))
    first = places == 0
    begins, paused = first | (gap >= away_minutes), first | (gap >= pause_minutes)
    session = np.cumsum(begins) - 1
    since = places - np.maximum.accumulate(np.where(begins, places, 0))
    after_pause = np.maximum.accumulate(np.where(paused, places, 0))
    found = (session, since + 1, places - after_pause, minutes - minutes[after_pause])
    return WorkingDay(*(_in_place(one, order) for one in found))


def _in_place(values: NDArray[np.int64], order: NDArray[np.intp]) -> NDArray[np.intp]:
    back = np.empty(len(order), dtype=np.intp)
    back[order] = values
    return back
