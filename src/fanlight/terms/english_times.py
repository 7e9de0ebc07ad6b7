"""The English wall-clock time of instants, many at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

_ENGLAND = ZoneInfo("Europe/London")


def english_times(instants: NDArray[Any]) -> NDArray[np.datetime64]:
    """What a clock on an English wall shows at each instant, to the second, without zone.

    England's clock changes on a full hour of UTC: each hour that occurs is looked up once.

    Parameters
    ----------
    instants
        UTC, `datetime64` of any unit from seconds down, or ISO text without zone; NaT stays NaT.

    Returns
    -------
    Wall-clock times, `datetime64[s]`, of the same shape.

    Examples
    --------
    >>> english_times(np.array(["2026-07-01T23:30", "2026-12-01T23:30", "NaT"], "datetime64[s]"))
    array(['2026-07-02T00:30:00', '2026-12-01T23:30:00', 'NaT'],
          dtype='datetime64[s]')
    """
    seconds = np.asarray(instants).astype("datetime64[s]")
    known = ~np.isnat(seconds)
    hours, of = np.unique(seconds[known].astype("datetime64[h]"), return_inverse=True)
    ahead = np.array([_ahead(hour) for hour in hours.tolist()], "timedelta64[s]")
    times = seconds.copy()
    times[known] += ahead[of]
    return times


def _ahead(hour: datetime) -> timedelta:
    """How far England's clock is ahead of UTC in an hour."""
    return hour.replace(tzinfo=UTC).astimezone(_ENGLAND).utcoffset() or timedelta(0)
