"""Rows of the database as arrays: column by column, with no object a row."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
from django.db.models import CharField, F, QuerySet
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from numpy.typing import NDArray

from fanlight.terms.english_days import english_days


def columns(rows: QuerySet[Any], width: int) -> list[NDArray[Any]]:
    """Rows as arrays, one a column (`width` of them, also when there are no rows)."""
    told = list(zip(*rows.iterator(chunk_size=20_000), strict=True)) or [()] * width
    return [np.array(column, dtype=object) for column in told]


def within_days(field: str, first: date, last: date) -> dict[str, datetime]:
    """A filter by English days, both within, that an index serves: SQLite would ask Python row by row."""
    begins, ends = (datetime.combine(day, time()) for day in (first, last + timedelta(days=1)))
    return {f"{field}__gte": timezone.make_aware(begins), f"{field}__lt": timezone.make_aware(ends)}


def as_text(name: str | Coalesce) -> Cast:
    """A day or instant as the database writes it: read by numpy at once, not value by value."""
    return Cast(name, CharField())


def child(line: str = "") -> Coalesce:
    """The child of a row: an unborn child is the one it became."""
    return Coalesce(f"{line}person__joined_into_id", F(f"{line}person_id"))


def of_child(name: str, line: str = "") -> Coalesce:
    """A field of the child of a row: an unborn child is the one it became."""
    return Coalesce(f"{line}person__joined_into__{name}", f"{line}person__{name}")


def days(texts: NDArray[Any]) -> NDArray[np.datetime64]:
    """Days as the database writes them; NaT for none."""
    return texts.astype("datetime64[D]")


def instants(texts: NDArray[Any]) -> NDArray[np.datetime64]:
    """Instants as the database writes them, UTC; NaT for none."""
    # PostgreSQL writes the zone (always UTC here) behind the seconds.
    return np.array([text[:19] if text else "NaT" for text in texts], "datetime64[s]")


def days_in_england(texts: NDArray[Any]) -> NDArray[np.datetime64]:
    """The English days of instants as the database writes them."""
    return english_days(instants(texts))
