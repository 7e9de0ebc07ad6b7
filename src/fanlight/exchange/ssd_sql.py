"""Reads the tables of the Standard Safeguarding Dataset straight from the database that holds them.

SQL Server, PostgreSQL, SQLite, or whatever SQLAlchemy has a driver for (extra `sql`). Nothing is written
there. A row is read exactly as `read_ssd_csv` reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fanlight.exchange.gathering import Gathering
from fanlight.exchange.mapping import CodeMapping
from fanlight.exchange.reading import Reading, Unreadable
from fanlight.exchange.ssd_rows import TableReader, blank
from fanlight.exchange.ssd_tables import TABLES, Table
from fanlight.exchange.values import text_of

if TYPE_CHECKING:
    import sqlalchemy
    from sqlalchemy.engine import URL, Connection, Engine

NEEDS_SQL = 'reading a database needs pip install "fanlight[sql]"'
LONGEST_CELL = 100_000
TOO_LONG = f"a cell of more than {LONGEST_CELL:,} characters"
_ROWS_AT_ONCE = 1_000


def read_ssd_sql(
    database: str | URL | Engine, schema: str | None = None, codes_mapped: CodeMapping | None = None
) -> Reading:
    """Read every SSD table that a database has and Fanlight reads.

    Parameters
    ----------
    database
        An address such as "mssql+pyodbc://reader@server/HDM?driver=ODBC+Driver+18+for+SQL+Server",
        "postgresql://…" or "sqlite:///ssd.db", or an SQLAlchemy engine.
    schema
        The schema that the tables stand in; the connection's own when not given.
    codes_mapped
        What the authority decided that its local values mean: the same mapping as for the CSV tables.

    Returns
    -------
    Reading
        Of the format "ssd_csv", all tables in one. Tables and views are found by name, whatever its
        capitals; columns that a vendor has not got are blank, and the notes name them. Rows are read in
        the order of the table's identifier, inside one transaction (on PostgreSQL, one snapshot).

    Raises
    ------
    Unreadable
        When SQLAlchemy or the driver is missing, the database cannot be reached or read, or it has none
        of the tables. No message holds the password.

    Examples
    --------
    >>> from sqlalchemy import create_engine, text
    >>> engine = create_engine("sqlite://")
    >>> with engine.begin() as writing:
    ...     _ = writing.execute(text("create table ssd_contacts (cont_contact_id, cont_person_id, "
    ...         "cont_contact_date, cont_contact_source_code)"))
    ...     _ = writing.execute(text("insert into ssd_contacts values ('K1', 'C1', '2026-03-01', '6')"))
    >>> read_ssd_sql(engine).contacts[0].source_code
    '6'
    """
    gathering = Gathering("ssd_csv", codes_mapped)
    with connected(database) as (connection, name):
        found, others = tables_in(connection, schema, name)
        if others:
            gathering.notes.append(f"Tables not read: {', '.join(others)}.")
        for table in TABLES:
            if table.name in found:
                _read_table(connection, table, found[table.name], gathering)
    return gathering.reading()


@contextmanager
def connected(database: str | URL | Engine) -> Iterator[tuple[Connection, str]]:
    """An open connection and the database's name for messages; every fault is one line."""
    try:
        import sqlalchemy
    except ModuleNotFoundError:
        raise Unreadable("", NEEDS_SQL) from None
    name, secret, made = "the database", "", None
    try:
        if isinstance(database, sqlalchemy.Engine):
            engine = database
        else:
            url = sqlalchemy.make_url(database)
            if url.drivername in ("postgresql", "postgres"):
                url = url.set(drivername="postgresql+psycopg")
            secret = url.password or ""
            _is_there(url)
            engine = made = sqlalchemy.create_engine(url)
        name = engine.url.database or name
        options: dict[str, Any] = {"stream_results": True, "yield_per": _ROWS_AT_ONCE}
        if engine.dialect.name == "postgresql":
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with engine.connect().execution_options(**options) as connection:
            yield connection, name
    except ModuleNotFoundError as error:
        raise Unreadable(name, f"the database's driver is not installed ({error.name})") from None
    except (sqlalchemy.exc.SQLAlchemyError, ValueError) as error:
        raise Unreadable(name, f"the database cannot be read ({_said(error, secret)})") from None
    finally:
        if made is not None:
            made.dispose()


def _is_there(url: URL) -> None:
    """SQLite would make a database that is not there."""
    path = url.database or ":memory:"
    in_a_file = url.drivername.startswith("sqlite") and not path.startswith((":memory:", "file:"))
    if in_a_file and not Path(path).is_file():
        raise Unreadable(path, "there is no such database")


def _said(error: Exception, secret: str) -> str:
    words = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
    first = words.splitlines()[0]
    return (first.replace(secret, "…") if secret else first)[:160]


def _within(schema: str | None) -> str:
    return f" in the schema {schema}" if schema else ""


def tables_in(
    connection: Connection, schema: str | None, database: str
) -> tuple[dict[str, sqlalchemy.Table], list[str]]:
    """The tables that are read, by the dataset's name; the names of its other tables.

    Raises
    ------
    Unreadable
        When there is none that is read.
    """
    import sqlalchemy

    inspector = sqlalchemy.inspect(connection)
    names = sorted({*inspector.get_table_names(schema), *inspector.get_view_names(schema)})
    read = {table.name for table in TABLES}
    found: dict[str, sqlalchemy.Table] = {}
    for name in names:
        if name.lower() in read and name.lower() not in found:
            # Columns without types: values come as the driver gives them, whatever a vendor declares.
            columns: list[sqlalchemy.Column[Any]] = [
                sqlalchemy.Column(column["name"]) for column in inspector.get_columns(name, schema)
            ]
            found[name.lower()] = sqlalchemy.Table(name, sqlalchemy.MetaData(), *columns, schema=schema)
    if not found:
        raise Unreadable(database, f"no table of the Standard Safeguarding Dataset{_within(schema)}")
    others = [name for name in names if name.lower().startswith("ssd_") and name.lower() not in read]
    return found, others


def _read_table(connection: Connection, table: Table, stored: sqlalchemy.Table, gathering: Gathering) -> None:
    import sqlalchemy

    columns = {column.name.lower(): column for column in stored.columns}
    if absent := [c.column for c in table.columns if c.name and c.column not in columns]:
        gathering.notes.append(f"{table.name} has no column {', '.join(absent)}.")
    code = columns.get(table.column("code"))
    values: list[str] = []
    if code is not None:
        values = [blank(text_of(row[0])) for row in connection.execute(sqlalchemy.select(code).distinct())]
    reader = TableReader(table, gathering, values)
    for place, said in rows_in(connection, table, stored):
        if said is None:
            gathering.set_row_aside(table.name, place, TOO_LONG)
        else:
            reader.row(said, place)
    reader.tell()


def rows_in(
    connection: Connection, table: Table, stored: sqlalchemy.Table
) -> Iterator[tuple[str, dict[str, str] | None]]:
    """The rows of a table in the order of its identifier, as text: place and cells, None for one too long."""
    import sqlalchemy

    columns = {column.name.lower(): column for column in stored.columns}
    query = sqlalchemy.select(*columns.values())
    key = columns.get(table.column("key"), columns.get(table.column("person_id")))
    if key is not None:
        query = query.order_by(key)
    for number, row in enumerate(connection.execute(query), 1):
        said = {name: blank(text_of(value)) for name, value in zip(columns, row, strict=True)}
        place = f"{table.name} row {number}"
        if key is not None and (stands := said[key.name.lower()]):
            place += f", {key.name.lower()} {stands[:48]}"
        yield place, None if any(len(text) > LONGEST_CELL for text in said.values()) else said
