"""Database triggers that refuse to change or remove rows: a second wall behind the code."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import migrations


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
        for statement in _statements(editor.connection.vendor, table, columns, unless):  # type: ignore[attr-defined]
            editor.execute(statement)  # type: ignore[attr-defined]

    def drop(apps: object, editor: object) -> None:
        vendor = editor.connection.vendor  # type: ignore[attr-defined]
        on = f" ON {table}" if vendor == "postgresql" else ""
        for name in ("no_update", "no_delete"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on}")  # type: ignore[attr-defined]

    return migrations.RunPython(make, drop)


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
