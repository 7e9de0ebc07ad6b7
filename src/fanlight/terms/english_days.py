"""The English calendar day of instants, many at once."""

from __future__ import annotations

from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

_ENGLAND = ZoneInfo("Europe/London")
_LAST_HOUR = np.timedelta64(23, "h")


def english_days(instants: NDArray[Any]) -> NDArray[np.datetime64]:
    """The day in England of each instant.

    England's clock is at most one hour before UTC, so that only the last hour of a UTC day can belong to
    another English day: those few instants alone are looked up.

    Parameters
    ----------
    instants
        UTC, `datetime64` of any unit from seconds down, or ISO text without zone; NaT stays NaT.

    Returns
    -------
    Days, `datetime64[D]`, of the same shape.

    Examples
    --------
    >>> english_days(np.array(["2026-07-01T23:30", "2026-12-01T23:30"], "datetime64[s]"))
    array(['2026-07-02', '2026-12-01'], dtype='datetime64[D]')
    """
    seconds = np.asarray(instants).astype("datetime64[s]")
    days = seconds.astype("datetime64[D]")
    for at in np.flatnonzero(seconds - days >= _LAST_HOUR):
        local = seconds[at].item().replace(tzinfo=UTC).astimezone(_ENGLAND)
        days[at] = np.datetime64(local.date(), "D")
    return days
