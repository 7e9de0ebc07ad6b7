"""Which journal SQLite may keep: write-ahead only where it cannot corrupt the file. No Django here."""

from __future__ import annotations

import sqlite3

FIXED = (3, 51, 3)
FIXED_BRANCHES = {(3, 44): 6, (3, 50): 7}
WITHDRAWN = {(3, 52, 0)}


def journal_mode(version: tuple[int, ...]) -> str:
    """Choose the journal mode for a version of SQLite.

    From 3.7.0 to 3.51.2 a database in WAL mode can be corrupted when one connection resets the log by a
    checkpoint while another commits. There the rollback journal is used: slower, and safe.

    Parameters
    ----------
    version
        Such as `sqlite3.sqlite_version_info`.

    Returns
    -------
    str
        "WAL" or "TRUNCATE".

    References
    ----------
    sqlite.org/wal.html, "The WAL-Reset Bug": fixed in 3.51.3 and carried back to 3.50.7 and 3.44.6.

    Examples
    --------
    >>> journal_mode((3, 51, 3)), journal_mode((3, 51, 2))
    ('WAL', 'TRUNCATE')
    """
    if version[:3] in WITHDRAWN:
        return "TRUNCATE"
    patch_with_fix = FIXED_BRANCHES.get(version[:2])
    if patch_with_fix is not None:
        return "WAL" if version[2] >= patch_with_fix else "TRUNCATE"
    return "WAL" if version[:3] >= FIXED else "TRUNCATE"


def doctor() -> list[tuple[str, str, str]]:
    """Tell `fanlight doctor` the journal mode and why."""
    mode = journal_mode(sqlite3.sqlite_version_info)
    why = "this version is safe with it" if mode == "WAL" else "WAL needs SQLite 3.51.3 or newer"
    return [("SQLite journal mode", "ok", f"{mode}: {why}")]
