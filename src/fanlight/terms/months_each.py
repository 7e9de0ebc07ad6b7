"""Calendar months added to many days at once: `terms.periods.add_months` for arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
_ONE_DAY, _ONE_MONTH = np.timedelta64(1, "D"), np.timedelta64(1, "M")


def add_months_each(days: Days, months: int) -> Days:
    """The same day `months` later, or the month's last day where it has no such day; NaT stays NaT.

    Parameters
    ----------
    days
        `datetime64[D]`, any shape.
    months
        Whole months; negative ones lead back.

    Examples
    --------
    >>> import numpy as np
    >>> add_months_each(np.array(["2026-08-31", "NaT"], "datetime64[D]"), 6)
    array(['2027-02-28', 'NaT'], dtype='datetime64[D]')
    """
    first, day_of_month = months_later(days, months)
    last = (first.astype("datetime64[M]") + _ONE_MONTH).astype("datetime64[D]") - _ONE_DAY
    moved: Days = np.minimum(first + day_of_month, last)
    return moved


def months_later(days: Days, months: int) -> tuple[Days, NDArray[np.timedelta64]]:
    """First day of the month so much later, and days since the first of the day's own month."""
    month = days.astype("datetime64[M]")
    later = (month + np.timedelta64(months, "M")).astype("datetime64[D]")
    return later, days.astype("datetime64[D]") - month
