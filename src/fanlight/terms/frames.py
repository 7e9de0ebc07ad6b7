"""Columns as a data frame, in whichever library the analyst has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def frame_of(columns: Mapping[str, Any]) -> Any:
    """A frame of columns: polars where it is installed, else pandas.

    Parameters
    ----------
    columns
        Name to values, all of one length.

    Raises
    ------
    ModuleNotFoundError
        Neither is installed: `pip install "fanlight[analysis]"` brings polars.

    Examples
    --------
    >>> frame_of({"month": ["2026-01"], "count": [7]}).shape
    (1, 2)
    """
    try:
        from polars import DataFrame
    except ModuleNotFoundError:
        from pandas import DataFrame  # type: ignore[import-untyped,no-redef] # stands in
    return DataFrame(columns)
