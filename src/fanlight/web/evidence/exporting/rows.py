"""How rows of this room become rows of a table: the number, the fields, nobody's name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Model

from fanlight.exchange.export_table import Column, Kind, Row
from fanlight.web.exchange.exports.reading import in_order, wall
from fanlight.web.exchange.exports.registry import Taking

DAY, MOMENT, YES_NO = Kind.DAY, Kind.MOMENT, Kind.YES_NO
NUMBER, DECIMAL = Kind.NUMBER, Kind.DECIMAL
SERIES_KEY = Column("series_key", "Which series; empty: every one")
AT = Column("at", "When it was written", MOMENT)


def cell(value: Any) -> Any:
    """A value as a table holds it: a moment on the wall clock, what is nested as JSON."""
    if isinstance(value, datetime):
        return wall(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def fields_of(model: type[Model], *fields: str) -> Callable[[Taking], Iterator[Row]]:
    """The number of each row and these fields, in the order of numbers."""

    def rows(taking: Taking) -> Iterator[Row]:
        for row in in_order(model._default_manager.all(), *fields):
            yield [cell(value) for value in row]

    return rows
