"""Tables taken out of a database are, as files, what they are when read straight from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from fanlight.exchange.reading import Unreadable
from fanlight.exchange.recognise import read_any
from fanlight.exchange.ssd_extract import extract_ssd
from fanlight.exchange.ssd_sql import LONGEST_CELL, read_ssd_sql


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Persons, contacts with a comment that breaks the JSON, an enquiry; a table that is not read."""
    address = f"sqlite:///{tmp_path}/ssd.db"
    engine = create_engine(address)
    with engine.begin() as writing:
        for line in (
            "create table ssd_person (pers_person_id text, pers_forename text, pers_dob date)",
            "create table SSD_Contacts (cont_contact_id text, cont_person_id text, cont_contact_date text, "
            "cont_contact_source_code text, cont_contact_outcome_json text)",
            "create table ssd_s47_enquiry (s47e_s47_enquiry_id text, s47e_person_id text, "
            "s47e_s47_start_date text, s47e_s47_completed_by_worker_id text)",
            "create table ssd_address (addr_person_id text)",
            "insert into ssd_person values ('C2', 'Zoë', '2019-02-03'), ('C1', '=1+1', NULL)",
            "insert into SSD_Contacts values ('K2', 'C2', '2026-03-02', '6', NULL), "
            "('K1', 'C1', '2026-03-01 14:05:00', '412', "
            """'{"NFA_FLAG":"Y","COMMENTS":"he said "no",' || char(10) || 'twice"}')""",
            "insert into ssd_s47_enquiry values ('S1', 'C1', '2026-03-09', '-1')",
        ):
            writing.execute(text(line))
    engine.dispose()
    return address


def test_the_files_tell_what_the_database_tells(url: str, tmp_path: Path) -> None:
    extract = extract_ssd(url, tmp_path)
    assert extract.files[0].name == "ssd_person.csv"
    straight = read_ssd_sql(url)
    files = [read_any(path) for path in extract.files]
    assert [event for one in files for event in one.events] == list(straight.events)
    assert [contact for one in files for contact in one.contacts] == list(straight.contacts)
    names = {one.person_id: one.forename for file in files for one in file.persons if one.forename}
    assert names == {"C1": "=1+1", "C2": "Zoë"}
    assert extract.notes[0] == "Tables not read: ssd_address."
    assert set(extract.notes) <= set(straight.notes), "columns that a vendor has not got are named"
    assert any(note.startswith("ssd_person has no column") for note in extract.notes)


def test_the_same_table_makes_the_same_file(url: str, tmp_path: Path) -> None:
    first = [path.read_bytes() for path in extract_ssd(url, tmp_path).files]
    assert [path.read_bytes() for path in extract_ssd(url, tmp_path).files] == first


def test_workers_are_not_taken_out(url: str, tmp_path: Path) -> None:
    extract_ssd(url, tmp_path)
    header = (tmp_path / "ssd_s47_enquiry.csv").read_text(encoding="utf-8").splitlines()[0]
    assert "worker" not in header


def test_a_cell_beyond_all_use_takes_its_row_aside(url: str, tmp_path: Path) -> None:
    engine = create_engine(url)
    with engine.begin() as writing:
        writing.execute(
            text("insert into SSD_Contacts values ('K3', 'C3', '2026-03-02', :long, NULL)"),
            {"long": "x" * (LONGEST_CELL + 1)},
        )
    extract = extract_ssd(url, tmp_path)
    assert [(row.place, row.whole_row) for row in extract.set_aside] == [
        ("ssd_contacts row 3, cont_contact_id K3", True)
    ]


def test_a_database_without_them_is_refused_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="there is no such database"):
        extract_ssd(f"sqlite:///{tmp_path}/empty.db", tmp_path)
    assert not (tmp_path / "empty.db").exists(), "nothing is written there, not even a file"
    (tmp_path / "empty.db").touch()
    with pytest.raises(Unreadable, match="no table of the Standard Safeguarding Dataset"):
        extract_ssd(f"sqlite:///{tmp_path}/empty.db", tmp_path)
    with pytest.raises(Unreadable) as refused:
        extract_ssd("postgresql://reader:s3cret@127.0.0.1:1/none", tmp_path)
    assert "s3cret" not in str(refused.value)
