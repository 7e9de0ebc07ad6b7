"""Working days between many pairs of days: `WorkingCalendar.working_days_between` for arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fanlight.terms.working_days import WorkingCalendar, bank_holidays

Days = NDArray[np.datetime64]
_ONE_DAY = np.timedelta64(1, "D")


def working_days_between_each(first: Days, last: Days, calendar: WorkingCalendar) -> NDArray[np.int64]:
    """Working days after each first day, up to and with its last; negative when the last is earlier.

    Parameters
    ----------
    first, last
        `datetime64[D]`, both of shape (n,), without NaT.
    calendar
        Its weekdays and closed days count; its hours do not.

    Examples
    --------
    >>> easter = np.array(["2026-04-02"], "datetime64[D]")
    >>> working_days_between_each(easter, easter + 5, WorkingCalendar())
    array([1])
    """
    if not len(first):
        return np.zeros(0, np.int64)
    years = range(min(first.min(), last.min()).item().year, max(first.max(), last.max()).item().year + 1)
    closed = {day for year in years for day in bank_holidays(year)} | calendar.closed_days
    weekdays = [day in calendar.weekdays for day in range(7)]
    early, late = np.minimum(first, last) + _ONE_DAY, np.maximum(first, last) + _ONE_DAY
    counted = np.busday_count(
        early, late, weekmask=weekdays, holidays=np.array(sorted(closed), "datetime64[D]")
    )
    return np.where(last < first, -counted, counted)
