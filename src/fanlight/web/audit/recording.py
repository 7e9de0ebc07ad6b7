"""Writing: every change is an action, whole or not at all, with its audit row in the same transaction."""

from __future__ import annotations

import functools
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction
from django.utils import timezone

from fanlight.web.accounts.models import User
from fanlight.web.audit.chain import append
from fanlight.web.audit.models import AuditEvent

P = ParamSpec("P")
R = TypeVar("R")


class FairLock:
    """A lock that serves whoever waits longest, and lets its holder in again.

    SQLite's own busy handler is unfair: under 16 writers some wait many seconds. One process with a
    queue before it keeps every writer's wait short.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._owner: int | None = None
        self._depth = 0

    def __enter__(self) -> None:
        me = threading.get_ident()
        with self._guard:
            if self._owner == me:
                self._depth += 1
                return
            if self._owner is None:
                self._owner, self._depth = me, 1
                return
            turn = threading.Event()
            self._waiting.append(turn)
        turn.wait()
        self._owner, self._depth = me, 1

    def __exit__(self, *_: object) -> None:
        with self._guard:
            self._depth -= 1
            if self._depth:
                return
            if self._waiting:
                self._owner = -1  # promised to the longest waiting
                self._waiting.popleft().set()
            else:
                self._owner = None


_one_writer = FairLock()
_told: ContextVar[int] = ContextVar("told", default=0)
_acting: ContextVar[str] = ContextVar("acting", default="")


@contextmanager
def write() -> Iterator[None]:
    """One write transaction; on SQLite writers of this process take turns."""
    if connection.vendor == "sqlite":
        with _one_writer, transaction.atomic():
            yield
    else:
        with transaction.atomic():
            yield


@contextmanager
def acting_as(name: str) -> Iterator[None]:
    """Whom the log names where no worker acts: a case system that sends with its token."""
    before = _acting.set(name)
    try:
        yield
    finally:
        _acting.reset(before)


class NothingTold(AssertionError):
    """An action changed something and told the audit log nothing."""


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function an action: one transaction, and at least one audit row in it."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        before = _told.get()
        with write():
            result = function(*args, **kwargs)
            if _told.get() == before:
                raise NothingTold(f"{function.__qualname__} told the audit log nothing")
        return result

    run.is_action = True
    return run


def tell(
    *, by: User | None, action: str, record: object = "", persons: Sequence[str] = (), **detail: Any
) -> AuditEvent:
    """Add a row to the audit log. `detail` holds codes and counts, never case text."""
    event = append(
        at=timezone.now(),
        actor=by.username if by else _acting.get(),
        action=action,
        record=_name(record),
        persons=persons,
        detail=_plain(detail),
    )
    _told.set(_told.get() + 1)
    return event


def tell_read(*, by: User, record: object, persons: Sequence[str], what: str = "read") -> None:
    """A person's record was shown to a worker: one row a page view."""
    with write():
        tell(by=by, action=what, record=record, persons=persons)


def _name(record: object) -> str:
    if isinstance(record, str):
        return record
    return f"{record._meta.model_name} {record.pk}"


def _plain(detail: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value if isinstance(value, (int, str, list, dict, bool)) else str(value)
        for name, value in detail.items()
        if value is not None
    }
