"""Series that were brought in, as the library's series."""

from __future__ import annotations

import numpy as np

from fanlight.evidence.series import Series, series
from fanlight.web.evidence.models import ImportedSeries


def table_series(table: ImportedSeries) -> Series:
    """Every value of a table, each with the day on which it was published."""
    rows = list(table.values.values_list("period", "value", "denominator", "published_on"))
    periods, values, below, published = zip(*rows, strict=True) if rows else ((), (), (), ())
    months = np.array(periods, "datetime64[M]").astype(np.int64)
    steps = np.diff(np.unique(months))
    step = int(np.gcd.reduce(steps)) if len(steps) else 1
    return series(
        periods,
        np.array(values, np.float64),  # None becomes NaN
        published_on=published,
        denominator=np.array(below, np.float64),
        title=table.title,
        unit=table.unit,
        months=step if step in {3, 6, 12} else 1,
    )
