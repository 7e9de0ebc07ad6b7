"""Rows for an export, some at a time: no query stands open while a file is written, nothing is held whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from django.db.models import F, Func, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from fanlight.web.casework.models import LocalIdentifier

AT_ONCE = 2_000
T = TypeVar("T")


def in_order(queryset: QuerySet[Any], *fields: Any) -> Iterator[tuple[Any, ...]]:
    """Values of the rows in the order of their numbers; each tuple begins with the number."""
    last = 0
    while rows := list(queryset.filter(pk__gt=last).order_by("pk").values_list("pk", *fields)[:AT_ONCE]):
        yield from rows
        last = rows[-1][0]


def in_groups(values: Iterator[T], size: int = 500) -> Iterator[list[T]]:
    """Some values at a time."""
    while some := list(islice(values, size)):
        yield some


def number_of(person: str = "") -> Func:
    """What a person is called in an export by name: the number in the case system, else our own key.

    `person` is the way from the row to the person, "line__person" for example.
    """
    way = f"{person}__" if person else ""
    first = LocalIdentifier.objects.filter(person=OuterRef(f"{way}pk")).order_by("pk").values("value")[:1]
    return Coalesce(Subquery(first), F(f"{way}key"))


def wall(at: datetime | None) -> datetime | None:
    """English wall-clock time, as people read it."""
    return timezone.localtime(at).replace(tzinfo=None) if at else None
