"""Mean and natural limits of single values from the ranges between neighbours, on many parts at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fanlight.evidence.run_rules import Lines

Floats = NDArray[np.float64]

SPREAD = 2.66  # 3 / d2 for ranges of two (d2 = 1.128), as the NHS rounds it
WARNING = 2 * (SPREAD / 3)
SCREEN = 3.267  # D4 for ranges of two: a range at or above so many mean ranges is left out


def natural_limits(
    y: Floats, begins: NDArray[np.bool_], *, fix_after: int | None = None, screen: bool = True
) -> Lines:
    """Limits of individual values (XmR) for each part.

    Parameters
    ----------
    y
        Shape (n,), parts laid end to end; NaN where there is no value.
    begins
        Shape (n,), True at the first point of each part.
    fix_after
        Limits rest on the first so many points of a part; None: on all.
    screen
        Leave out moving ranges not under 3.267 times their mean, then take the mean of the rest.

    Returns
    -------
    Lines
        NaN where a part has no range left: one value, or values that are all equal while ranges are screened.

    References
    ----------
    Nelson, Control charts for individual measurements, Journal of Quality Technology 14 (1982) 172-173;
    NHS England, Making Data Count; R NHSRplotthedots 0.2.0.
    """
    starts = np.flatnonzero(begins)
    sizes = np.diff(np.append(starts, len(y)))
    place = np.arange(len(y)) - np.repeat(starts, sizes)
    used = y if fix_after is None else np.where(place < fix_after, y, np.nan)
    centre = means(used, starts)
    ranges = np.full(len(y), np.nan)
    ranges[1:] = np.abs(np.diff(used))
    ranges[starts] = np.nan
    mean_range = means(ranges, starts)
    if screen:
        with np.errstate(invalid="ignore"):
            kept = ranges < SCREEN * np.repeat(mean_range, sizes)
        mean_range = means(np.where(kept, ranges, np.nan), starts)
    reach, near = SPREAD * mean_range, WARNING * mean_range
    each = (centre, centre - reach, centre + reach, centre - near, centre + near)
    return Lines(*(np.repeat(line, sizes) for line in each))


def means(values: Floats, starts: NDArray[np.int64]) -> Floats:
    """Mean of the known values of each part, NaN where none is known.

    Sums are kept in the machine's longest number and corrected once, so that the mean of values that are all
    equal is that value: a value that lies on the mean is on neither side of it.
    """
    known = np.isfinite(values)
    count = np.add.reduceat(known.astype(np.int64), starts)
    sizes = np.diff(np.append(starts, len(values)))
    long = np.where(known, values, 0).astype(np.longdouble)
    with np.errstate(invalid="ignore"):
        first = np.add.reduceat(long, starts) / count
        rest = np.where(known, long - np.repeat(first, sizes), 0)
        corrected = first + np.add.reduceat(rest, starts) / count
    return corrected.astype(np.float64)
