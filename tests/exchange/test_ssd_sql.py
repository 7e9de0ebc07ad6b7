"""Tables straight from a database are read as their CSV is, on SQLite and on PostgreSQL."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    Engine,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    insert,
    text,
)
from sqlalchemy.schema import CreateSchema, DropSchema

from fanlight.casework.event import EventKind
from fanlight.exchange.mapping import CodeMapping
from fanlight.exchange.reading import Reading, Unreadable
from fanlight.exchange.ssd_csv import read_ssd_csv
from fanlight.exchange.ssd_sql import NEEDS_SQL, _said, read_ssd_sql
from fanlight.exchange.ssd_tables import TABLES
from tests.exchange.samples import DATA, assert_account_closes

SCHEMA = "ssd_test"
BROKEN = '{"NFA_FLAG":"Y","COMMENTS":"he said "no" to us"}'


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A file of SQLite; then a real PostgreSQL, with a schema of our own."""
    url = f"sqlite:///{tmp_path}/ssd.db"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
    made = create_engine(re.sub("^postgres(ql)?://", "postgresql+psycopg://", url))
    if made.dialect.name == "postgresql":
        with made.begin() as writing:
            writing.execute(CreateSchema(SCHEMA, if_not_exists=True))
    yield made
    if made.dialect.name == "postgresql":
        with made.begin() as writing:
            writing.execute(DropSchema(SCHEMA, cascade=True))
    made.dispose()


def schema_of(engine: Engine) -> str | None:
    return SCHEMA if engine.dialect.name == "postgresql" else None


def stored(engine: Engine, name: str, columns: dict[str, type], rows: list[tuple]) -> None:
    table = Table(
        name, MetaData(), *(Column(c, kind) for c, kind in columns.items()), schema=schema_of(engine)
    )
    with engine.begin() as writing:
        table.create(writing)
        if rows:
            writing.execute(insert(table), [dict(zip(columns, row, strict=True)) for row in rows])


def read(engine: Engine, codes: CodeMapping | None = None) -> Reading:
    reading = read_ssd_sql(engine, schema_of(engine), codes)
    assert_account_closes(reading)
    return reading


CONTACTS = {
    "cont_contact_id": Text,
    "cont_person_id": Integer,
    "cont_contact_date": DateTime,
    "cont_contact_source_code": Text,
    "cont_contact_source_desc": Text,
    "cont_contact_outcome_json": Text,
}
ROWS = [
    ("K1", 101, datetime(2026, 3, 1, 14, 5), "412", "Police - Borsetshire", '{"NFA_FLAG":"Y"}'),
    ("K2", 101, datetime(2026, 3, 2), "6", None, BROKEN),
    ("K3", None, datetime(2026, 3, 3), "3A", None, None),
    ("K4", 102, None, None, None, None),
]


def test_a_row_is_read_as_its_csv_is(engine: Engine, tmp_path: Path) -> None:
    stored(engine, "ssd_contacts", CONTACTS, ROWS)
    path = tmp_path / "ssd_contacts.csv"
    with path.open("w", newline="") as file:
        writing = csv.writer(file)
        writing.writerow(CONTACTS)
        for row in ROWS:
            day = row[2].strftime("%Y-%m-%d %H:%M:%S.000") if row[2] else "NULL"
            writing.writerow([*row[:2], day, *("NULL" if cell is None else cell for cell in row[3:])])
    from_csv, from_sql = read_ssd_csv(path), read(engine)
    assert from_sql.format == from_csv.format == "ssd_csv"
    assert from_sql.account == from_csv.account
    assert from_sql.events == from_csv.events
    assert [replace(c, place="") for c in from_sql.contacts] == [
        replace(c, place="") for c in from_csv.contacts
    ]
    assert from_sql.unmapped == from_csv.unmapped
    assert [i.reason for i in from_sql.set_aside] == [i.reason for i in from_csv.set_aside]
    assert len(from_sql.set_aside) == 2


def test_all_tables_in_one_reading_and_a_worker_is_never_carried(engine: Engine) -> None:
    stored(engine, "ssd_contacts", CONTACTS, ROWS[:1])
    stored(engine, "SSD_Person", {"PERS_PERSON_ID": Text, "PERS_DOB": Date}, [("101", date(2015, 1, 2))])
    columns = {
        "cina_assessment_id": Text,
        "cina_person_id": Text,
        "cina_assessment_start_date": DateTime,
        "cina_assessment_outcome_json": JSON,
        "cina_assessment_worker_id": Text,
    }
    stored(
        engine,
        "ssd_cin_assessments",
        columns,
        [("A1", "101", datetime(2026, 3, 5), {"NFA_FLAG": "Y"}, "-1")],
    )
    stored(engine, "ssd_professionals", {"prof_professional_id": Text}, [("W1",)])
    reading = read(engine)
    assert reading.records == {"ssd_person": 1, "ssd_contacts": 1, "ssd_cin_assessments": 1}
    assert reading.persons[0].born_on == date(2015, 1, 2)
    assessment = next(event for event in reading.events if event.kind is EventKind.ASSESSMENT)
    assert (assessment.key, assessment.detail) == ("A1", {"outcome_flags": "NFA_FLAG"})
    assert "Tables not read: ssd_professionals." in reading.notes


def test_columns_that_a_vendor_has_not_got_are_blank_and_named(engine: Engine) -> None:
    some = {name: kind for name, kind in CONTACTS.items() if name != "cont_contact_source_code"}
    stored(engine, "ssd_contacts", some, [(*ROWS[0][:3], *ROWS[0][4:])])
    reading = read(engine)
    assert reading.contacts[0].source_words == "Police - Borsetshire"
    assert [(u.field, u.value) for u in reading.unmapped] == [
        ("cont_contact_source_desc", "Police - Borsetshire")
    ]
    assert "ssd_contacts has no column cont_contact_source_code." in reading.notes


@pytest.mark.parametrize("vendor", ["eclipse", "mosaic", "systemc"])
def test_the_tables_of_every_vendor_are_read(engine: Engine, vendor: str) -> None:
    """Child and day are there in every table that a vendor has; a row of blanks but for them is taken."""
    with (DATA / "ssd" / "columns_by_vendor.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["vendor"] == vendor]
    read_tables = {table.name: table for table in TABLES}
    for name in {row["table"] for row in rows}:
        columns = {row["column"]: Text for row in rows if row["table"] == name}
        days = {"on": "2026-03-01", "person_id": "C1", "key": "K1"}
        told = {read_tables[name].column(part): value for part, value in days.items()}
        stored(engine, name, columns, [tuple(told.get(column) for column in columns)])
    reading = read(engine)
    assert reading.set_aside == ()
    assert reading.records == {row["table"]: 1 for row in rows}


def test_without_its_date_every_row_of_a_table_is_set_aside(engine: Engine) -> None:
    stored(engine, "ssd_contacts", {"cont_contact_id": Text, "cont_person_id": Text}, [("K1", "C1")])
    reading = read(engine)
    assert [(i.place, i.reason) for i in reading.set_aside] == [
        ("ssd_contacts row 1, cont_contact_id K1", "cont_contact_date: not given")
    ]


def test_the_mapping_of_the_csv_tables_holds_here(engine: Engine) -> None:
    stored(engine, "ssd_contacts", CONTACTS, ROWS[:2])
    decided = CodeMapping({"ssd_csv": {"cont_contact_source_code": {"412": "6", "6": "8"}}})
    assert [contact.source_code for contact in read(engine, decided).contacts] == ["6", "8"]


def test_views_are_read_too(engine: Engine) -> None:
    stored(engine, "contacts_live", CONTACTS, ROWS[:1])
    where = f"{schema_of(engine)}." if schema_of(engine) else ""
    with engine.begin() as writing:
        writing.execute(text(f"create view {where}ssd_contacts as select * from {where}contacts_live"))  # noqa: S608 - names from this file
    assert read(engine).records == {"ssd_contacts": 1}


def test_a_database_without_the_tables_is_refused(engine: Engine) -> None:
    with pytest.raises(Unreadable, match="no table of the Standard Safeguarding Dataset"):
        read(engine)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("sqlite:////nowhere/at/all.db", "there is no such database"),
        ("not an address", "the database cannot be read"),
        ("postgresql://me:hunter2@127.0.0.1:9/ssd", "the database cannot be read"),
        ("postgresql://me:hunter2@server:port/ssd", "the database cannot be read"),
        ("mssql+pyodbc://me:hunter2@server/ssd", "driver is not installed"),
    ],
)
def test_what_cannot_be_reached_is_one_line_without_the_password(url: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason) as refused:
        read_ssd_sql(url)
    assert "\n" not in str(refused.value)
    assert "hunter2" not in str(refused.value)


def test_a_fault_of_the_driver_that_says_the_password_is_told_without_it() -> None:
    assert _said(Exception("login failed for me:hunter2\nat server"), "hunter2") == "login failed for me:…"


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    with pytest.raises(Unreadable) as refused:
        read_ssd_sql("sqlite://")
    assert str(refused.value) == NEEDS_SQL
