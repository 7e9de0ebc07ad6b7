"""From a case-system number to the key under which the log speaks of a person.

The audit log stands below persons in the house; whoever knows persons registers the look-up here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

_look_ups: list[Callable[[str], str | None]] = []
_joined: list[Callable[[str], Sequence[str]]] = []


def register(look_up: Callable[[str], str | None]) -> None:
    """Give the log a way from a number to a person's key."""
    _look_ups.append(look_up)


def register_joined(keys: Callable[[str], Sequence[str]]) -> None:
    """Give the log every key under which it speaks of a person who had several records."""
    _joined[:] = [keys]


def key_of(number: str) -> str | None:
    """The person's key, or None when no look-up knows the number."""
    found = (look_up(number.strip()) for look_up in _look_ups)
    return next((key for key in found if key), None)


def keys_of(key: str) -> list[str]:
    """This key and those of every record that was joined with the person's."""
    return [key, *(other for keys in _joined for other in keys(key) if other != key)]
