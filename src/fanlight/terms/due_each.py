"""When many clocks run out: `terms.clocks.due_at` for arrays."""

from __future__ import annotations

from datetime import datetime, time

import numpy as np
from numpy.typing import NDArray

from fanlight.terms.clocks import StatutoryClock, due_at
from fanlight.terms.working_days import WorkingCalendar

Times = NDArray[np.datetime64]


def due_at_each(received_at: Times, clock: StatutoryClock, calendar: WorkingCalendar) -> Times:
    """The close of the working day by which each is due.

    Two arrivals of one day, both before the door opens, both while it is open or both after it closes, are
    due at one moment: one of each is reckoned.

    Parameters
    ----------
    received_at
        English wall-clock times, `datetime64[s]`, shape (n,); NaT where the clock has not started.

    Returns
    -------
    Wall-clock times of the same shape; NaT stays NaT.

    Examples
    --------
    >>> from fanlight.terms.clocks import CONTACT_DECISION
    >>> saturday = np.array(["2026-11-21T23:10", "NaT"], "datetime64[s]")
    >>> due_at_each(saturday, CONTACT_DECISION, WorkingCalendar())
    array(['2026-11-23T17:00:00',                 'NaT'],
          dtype='datetime64[s]')
    """
    due = np.full(len(received_at), np.datetime64("NaT", "s"))
    known = ~np.isnat(received_at)
    at = received_at[known]
    days = at.astype("datetime64[D]")
    part = (at - days >= _since_midnight(calendar.opens)).astype(np.int64)
    part += at - days >= _since_midnight(calendar.closes)
    _, first, of = np.unique(days.astype(np.int64) * 3 + part, return_index=True, return_inverse=True)
    reckoned: list[datetime] = [due_at(moment, clock, calendar) for moment in at[first].tolist()]
    due[known] = np.array(reckoned, "datetime64[s]")[of]
    return due


def _since_midnight(moment: time) -> np.timedelta64:
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return np.timedelta64(seconds, "s")
