"""`fanlight doctor`: versions, what is installed, what is missing and the line that installs it."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution, entry_points, version
from importlib.util import find_spec
from typing import NamedTuple

import click

import fanlight

GROUP = "fanlight.doctor"


class Check(NamedTuple):
    """One line of the report. `status` is "ok", "missing" (can be added) or "wrong" (must be mended)."""

    name: str
    status: str
    words: str


@click.command()
def doctor() -> None:
    """Tell versions, database and what is missing. Exit code 1 if something must be mended."""
    checks = [*base_checks(), *extra_checks(), *brought_checks()]
    width = max(len(check.name) for check in checks)
    for check in checks:
        click.echo(f"{check.status:<8} {check.name:<{width}}  {check.words}")
    if any(check.status == "wrong" for check in checks):
        raise SystemExit(1)


def base_checks() -> list[Check]:
    """Report what is always there: Python, Fanlight, SQLite, where data lives."""
    home = os.environ.get("FANLIGHT_HOME")
    database = os.environ.get("FANLIGHT_DATABASE_URL")
    return [
        Check("Fanlight", "ok", fanlight.__version__),
        Check("Python", "ok", f"{platform.python_version()} ({platform.platform(terse=True)})"),
        Check("SQLite", "ok", sqlite3.sqlite_version),
        Check("FANLIGHT_HOME", "ok", home or "not set: the usual folder"),
        Check("FANLIGHT_DATABASE_URL", "ok", _without_password(database) if database else "not set: SQLite"),
        _compiled_check(),
    ]


def _compiled_check() -> Check:
    if find_spec("fanlight.frontdoor.tree_search._counting"):
        return Check("compiled search", "ok", "checklists are audited by the compiled core")
    words = (
        "checklists are audited by numpy alone, which takes longer; installed where a C compiler is, it comes"
    )
    return Check("compiled search", "missing", words)


def extra_checks() -> list[Check]:
    """Report for each extra of the package whether all it asks for is installed."""
    return [_extra_check(extra, names) for extra, names in sorted(_extras().items())]


def brought_checks(group: str = GROUP) -> list[Check]:
    """Ask every installed part for its own checks; one that fails is itself a finding."""
    return [check for entry in entry_points(group=group) for check in _asked(entry.name, entry.load)]


def _asked(part: str, load: Callable[[], Callable[[], Iterable[tuple[str, str, str]]]]) -> Iterator[Check]:
    try:
        # The entry is a callable without arguments that returns (name, status, words) for each check.
        found = [Check(*line) for line in load()()]
    except ModuleNotFoundError as error:
        found = [Check(f"part {part}", "missing", f"{error.name} is not there")]
    except Exception as error:
        found = [Check(f"part {part}", "wrong", f"{type(error).__name__}: {error}")]
    yield from found


def _extra_check(extra: str, names: list[str]) -> Check:
    missing = [name for name in names if not _installed(name)]
    if missing:
        line = f'pip install "fanlight[{extra}]"'
        return Check(f"extra {extra}", "missing", f"{', '.join(missing)}; install with:  {line}")
    return Check(f"extra {extra}", "ok", ", ".join(f"{name} {version(name)}" for name in names))


def _extras() -> dict[str, list[str]]:
    extras: dict[str, list[str]] = {}
    for requirement in distribution("fanlight").requires or []:
        name, _, marker = requirement.partition(";")
        found = re.search(r"extra\s*==\s*['\"]([^'\"]+)['\"]", marker)
        if found:
            extras.setdefault(found[1], []).append(_bare(name))
    return extras


def _bare(requirement: str) -> str:
    """Reduce "psycopg[binary]>=3.2" to "psycopg"."""
    return re.split(r"[\s\[<>=!~(]", requirement.strip(), maxsplit=1)[0]


def _installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def _without_password(url: str) -> str:
    """Keep a password out of what is printed and pasted into letters.

    Examples
    --------
    >>> _without_password("postgres://fanlight:open@db.example:5432/fanlight")
    'postgres://fanlight:…@db.example:5432/fanlight'
    """
    return re.sub(r"(//[^:/@]*):[^@]*@", r"\1:…@", url)
