"""Groups that people are counted in: main ethnic groups and age bands, with their source."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

NOT_KNOWN = "Not known"
ETHNIC_GROUP_SOURCE = "Office for National Statistics, ethnic groups of the 2021 Census"
# By code of the CIN Census; refused and not yet obtained are not known.
ETHNIC_GROUP: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("WBRI", "WIRI", "WIRT", "WOTH", "WROM"), "White"),
        **dict.fromkeys(("MWBC", "MWBA", "MWAS", "MOTH"), "Mixed or multiple"),
        **dict.fromkeys(("AIND", "APKN", "ABAN", "AOTH", "CHNE"), "Asian"),
        **dict.fromkeys(("BCRB", "BAFR", "BOTH"), "Black"),
        "OOTH": "Other",
    }
)
ETHNIC_GROUPS = ("White", "Mixed or multiple", "Asian", "Black", "Other", NOT_KNOWN)
AGE_BAND_SOURCE = "Department for Education, Children in need statistics, age bands"
AGE_BANDS = ("Under 1 or unborn", "1 to 4", "5 to 9", "10 to 15", "16 and over", NOT_KNOWN)
_BEGINS = np.array([1, 5, 10, 16])


def age_bands_each(
    born_on: NDArray[np.datetime64], on: NDArray[np.datetime64], unborn: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """The age band of each person on a day, as a place in `AGE_BANDS`.

    Parameters
    ----------
    born_on, on
        Shape (n,), `datetime64[D]`; NaT for a birth that is not known.
    unborn
        Shape (n,): no birth is known, but an expected one is.

    Examples
    --------
    >>> def days(*texts): return np.array(texts, "datetime64[D]")
    >>> born, on = days("2020-05-02", "NaT"), days("2025-05-01", "2025-05-01")
    >>> bands = age_bands_each(born, on, np.zeros(2, bool))
    >>> [AGE_BANDS[band] for band in bands]
    ['1 to 4', 'Not known']
    """
    born, day = born_on.astype("datetime64[D]"), on.astype("datetime64[D]")
    months = day.astype("datetime64[M]").astype(np.int64) - born.astype("datetime64[M]").astype(np.int64)
    day_of = (day - day.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64)
    born_day = (born - born.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64)
    completed = (months - (day_of < born_day)) // 12
    bands: NDArray[np.int64] = np.searchsorted(_BEGINS, completed, side="right")
    bands = np.where(np.isnat(born), np.where(unborn, 0, len(AGE_BANDS) - 1), bands)
    return bands.astype(np.int64)
