"""Database triggers that refuse to change or remove rows: a second wall behind the code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.apps import AppConfig
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate


def keep_append_only(app: AppConfig, tables: Mapping[str, tuple[Sequence[str], str]]) -> None:
    """Rows of these tables are never deleted, nor updated, from the next `migrate` on.

    The triggers are put up after each `migrate`, not by a migration: SQLite builds a table anew when a column
    is added, and its triggers go.

    Parameters
    ----------
    app
        Whose tables they are.
    tables
        Table to the columns that are frozen (none: the whole row) and to a SQL condition on OLD and NEW under
        which a change is let through (empty: under none).
    """

    def put_up(using: str, **_: object) -> None:
        connection = connections[using]
        there = set(connection.introspection.table_names())
        with transaction.atomic(using=using), connection.cursor() as cursor:
            for table, (columns, unless) in tables.items():
                if table in there:  # not yet, where one migrates to a state of before
                    for statement in _statements(connection, table, columns, unless):
                        cursor.execute(statement)

    post_migrate.connect(put_up, sender=app, weak=False, dispatch_uid=f"append-only {app.label}")


def _statements(
    connection: BaseDatabaseWrapper, table: str, columns: Sequence[str], unless: str
) -> list[str]:
    of = f" OF {', '.join(columns)}" if columns else ""
    words = f"{table} is append-only"
    when = f"WHEN (NOT ({unless}))" if unless else ""
    update, delete = f"{table}_no_update", f"{table}_no_delete"
    if connection.vendor == "sqlite":
        body = f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        return [
            f"DROP TRIGGER IF EXISTS {update}",
            f"DROP TRIGGER IF EXISTS {delete}",
            f"CREATE TRIGGER {update} BEFORE UPDATE{of} ON {table} {when} {body}",
            f"CREATE TRIGGER {delete} BEFORE DELETE ON {table} {body}",
        ]
    refuse = f"{table}_append_only()"
    return [
        f"CREATE OR REPLACE FUNCTION {refuse} RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$",
        f"CREATE OR REPLACE TRIGGER {update} BEFORE UPDATE{of} ON {table} FOR EACH ROW {when} "
        f"EXECUTE FUNCTION {refuse}",
        f"CREATE OR REPLACE TRIGGER {delete} BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {refuse}",
    ]
