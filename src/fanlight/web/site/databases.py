"""The database setting: PostgreSQL from `FANLIGHT_DATABASE_URL`, else SQLite in the data folder."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from fanlight.web.site.sqlite import journal_mode


def database(home: Path) -> dict[str, Any]:
    """Django's settings of the one database."""
    if url := os.environ.get("FANLIGHT_DATABASE_URL"):
        return postgres(url)
    return sqlite(home / "fanlight.sqlite3")


def postgres(url: str) -> dict[str, Any]:
    """From `postgres://user:password@host:port/name?host=/socket/folder`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(
            f"FANLIGHT_DATABASE_URL must begin with postgres:// (it begins with {parts.scheme}://)"
        )
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite that keeps what it acknowledged: full sync, and WAL only where SQLite has it safe."""
    mode = journal_mode(sqlite3.sqlite_version_info)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": f"PRAGMA journal_mode={mode}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
        "CONN_MAX_AGE": None,
        # A test database is a file too, so that a server process and a test can share it.
        "TEST": {"NAME": None},
    }
