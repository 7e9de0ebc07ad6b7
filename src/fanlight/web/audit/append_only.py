"""Database triggers that refuse to change or remove rows: a second wall behind the code."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import connections, migrations, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


def forbid_changes(table: str, columns: Sequence[str] = (), *, unless: str = "") -> migrations.RunPython:
    """A migration step: rows of `table` are never deleted, nor updated.

    Parameters
    ----------
    columns
        Only these columns are frozen; empty for the whole row.
    unless
        SQL condition on OLD and NEW under which a change is let through (the retention rule).
    """

    def make(apps: object, editor: object) -> None:
        _put(editor.connection, table, columns, unless)  # type: ignore[attr-defined]

    def drop(apps: object, editor: object) -> None:
        with editor.connection.cursor() as cursor:  # type: ignore[attr-defined]
            for statement in _drops(editor.connection.vendor, table):  # type: ignore[attr-defined]
                cursor.execute(statement)

    return migrations.RunPython(make, drop)


def kept(table: str, columns: Sequence[str] = (), *, unless: str = "") -> Callable[..., None]:
    """The same for `post_migrate`: SQLite builds a table anew when a column is added, and its triggers go."""

    def put_back(using: str, **_: object) -> None:
        connection = connections[using]
        if table in connection.introspection.table_names():
            with transaction.atomic(using=using):
                _put(connection, table, columns, unless)

    return put_back


def _put(connection: BaseDatabaseWrapper, table: str, columns: Sequence[str], unless: str) -> None:
    with connection.cursor() as cursor:
        for statement in (
            *_drops(connection.vendor, table),
            *_statements(connection.vendor, table, columns, unless),
        ):
            cursor.execute(statement)


def _drops(vendor: str, table: str) -> list[str]:
    on = f" ON {table}" if vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {table}_{name}{on}" for name in ("no_update", "no_delete")]


def _statements(vendor: str, table: str, columns: Sequence[str], unless: str) -> list[str]:
    of = f" OF {', '.join(columns)}" if columns else ""
    words = f"{table} is append-only"
    when = f"WHEN (NOT ({unless}))" if unless else ""
    if vendor == "sqlite":
        body = f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        return [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE{of} ON {table} {when} {body}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {body}",
        ]
    function = f"{table}_append_only"
    return [
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE{of} ON {table} FOR EACH ROW {when} "
        f"EXECUTE FUNCTION {function}()",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW "
        f"EXECUTE FUNCTION {function}()",
    ]
