"""Records as columns: for a data frame, a spreadsheet, whoever counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from enum import Enum
from typing import Any

Columns = dict[str, list[Any]]


def record_columns(records: Sequence[Any], of: type[Any]) -> Columns:
    """Name → values, one entry a record.

    Parameters
    ----------
    records
        Frozen dataclasses of one class.
    of
        Their class, for the names where there are no records.

    Returns
    -------
    dict
        A field that holds several codes is one text, joined by blanks. What an event says in `detail`
        has a column a name, None where an event does not say it.

    Examples
    --------
    >>> from datetime import date
    >>> from fanlight.casework.event import Event, EventKind
    >>> record_columns([Event("c1", EventKind.REFERRAL, date(2026, 3, 1), detail={"nfa": "no"})], Event)
    {'person_id': ['c1'], 'kind': ['referral'], 'on': [datetime.date(2026, 3, 1)], 'ended_on': [None], \
'key': [''], 'place': [''], 'nfa': ['no']}
    """
    names = [field.name for field in fields(of) if field.name != "detail"]
    columns: Columns = {name: [_plain(getattr(record, name)) for record in records] for name in names}
    said: dict[str, None] = {}
    for record in records:
        said |= dict.fromkeys(getattr(record, "detail", ()))
    return columns | {name: [record.detail.get(name) for record in records] for name in sorted(said)}


def _plain(value: Any) -> Any:
    """A value that a column can hold."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return " ".join(sorted(value))
    return " ".join(value) if isinstance(value, tuple) else value
