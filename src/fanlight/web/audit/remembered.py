"""What was counted from many rows is kept in memory until anything is written that could change it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

from django.utils import timezone

from fanlight.web.audit.last_write import last_write

_Value = TypeVar("_Value")
MOST = 48
_kept: OrderedDict[tuple[str, str, str], object] = OrderedDict()
_guard = threading.Lock()


def remembered(name: str, read: Callable[[], _Value]) -> _Value:
    """What `read` gives, read once for each version of the data and each day.

    The version is asked for before the data: what is written meanwhile makes the next reading anew.
    """
    version = last_write()
    if not version:
        return read()
    key = (name, version, timezone.localdate().isoformat())
    with _guard:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    value = read()
    with _guard:
        for old in [one for one in _kept if one[1] != version]:
            del _kept[old]  # nobody asks for it again, and what it names may have ended since
        _kept[key] = value
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return value


def forget() -> None:
    """Keep nothing: for tests and timings."""
    with _guard:
        _kept.clear()
