"""Frozen dataclasses to plain JSON values and back, exactly."""

from __future__ import annotations

import hashlib
import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


class NotASnapshot(ValueError):
    """A stored value that does not have the shape it should; the message says where."""


def to_plain(value: Any) -> Any:
    """Plain JSON values: dataclasses become objects, tuples lists, dates ISO text.

    Raises
    ------
    TypeError
        For a value that has no plain form.

    Examples
    --------
    >>> from datetime import date
    >>> to_plain((date(2026, 5, 3), None, "words"))
    ['2026-05-03', None, 'words']
    """
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no plain form")


def from_plain(kind: type[T], value: Any, place: str = "") -> T:
    """The dataclass that a plain value was made from.

    Raises
    ------
    NotASnapshot
        Where a field is missing, unknown or of another type, with its place ("people[0].born_on").
    """
    result: T = _read(kind, value, place or kind.__name__)
    return result


def content_hash(plain: Any) -> str:
    """SHA-256 (64 hex characters) of canonical JSON: keys sorted, no white space, UTF-8.

    Examples
    --------
    >>> content_hash({"a": 1, "b": 2}) == content_hash({"b": 2, "a": 1})
    True
    """
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _read(kind: Any, value: Any, place: str) -> Any:
    if get_origin(kind) is UnionType:
        if value is None and NoneType in get_args(kind):
            return None
        return _read(next(one for one in get_args(kind) if one is not NoneType), value, place)
    if get_origin(kind) is tuple:
        return _read_tuple(get_args(kind), value, place)
    if is_dataclass(kind):
        return _read_dataclass(kind, value, place)
    if kind in (date, datetime) or issubclass(kind, Enum):
        try:
            return kind.fromisoformat(value) if kind in (date, datetime) else kind(value)
        except (TypeError, ValueError):
            raise NotASnapshot(f"{place}: {value!r} is not a {kind.__name__}") from None
    if type(value) is not kind:
        raise NotASnapshot(f"{place}: {value!r} is not {kind.__name__}")
    return value


def _read_tuple(kinds: tuple[Any, ...], value: Any, place: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise NotASnapshot(f"{place}: {value!r} is not a list")
    each = [kinds[0]] * len(value) if kinds[-1] is Ellipsis else list(kinds)
    if len(each) != len(value):
        raise NotASnapshot(f"{place}: {len(value)} values where {len(each)} belong")
    pairs = zip(each, value, strict=True)
    return tuple(_read(one, item, f"{place}[{at}]") for at, (one, item) in enumerate(pairs))


def _read_dataclass(kind: Any, value: Any, place: str) -> Any:
    if not isinstance(value, dict):
        raise NotASnapshot(f"{place}: {value!r} is not an object")
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}
    if unknown := sorted(value.keys() - known.keys()):
        raise NotASnapshot(f"{place}: unknown field {unknown[0]!r}")
    missing = sorted(
        name
        for name, field in known.items()
        if name not in value and field.default is MISSING and field.default_factory is MISSING
    )
    if missing:
        raise NotASnapshot(f"{place}: {missing[0]!r} is missing")
    return kind(**{name: _read(hints[name], item, f"{place}.{name}") for name, item in value.items()})
