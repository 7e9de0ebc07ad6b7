"""`fanlight import` with a mapping, and from a database; the mapping on the page of the imports."""

from __future__ import annotations

import io
from datetime import date

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from sqlalchemy import create_engine, text

from fanlight.casework.event import EventKind
from fanlight.exchange.mapping import ColumnMapping
from fanlight.web.accounts.models import Role
from fanlight.web.casework.models import Event, LocalIdentifier, SourceFile
from fanlight.web.exchange import actions
from fanlight.web.exchange.models import ImportBatch
from fanlight.web.exchange.own_lists.actions import describe_list
from fanlight.web.site import importing
from fanlight.web.site.commands import import_files
from tests.web.builders import browse

pytestmark = pytest.mark.django_db
State = ImportBatch.State
LOG = b"Ref,Begun,What\nC1,03-Mar-2026,Ref\nC2,2026,Ref\n"
MAPPING = ColumnMapping(
    "Local referrals",
    "events",
    {"person_id": "Ref", "on": "Begun", "kind": "What"},
    {"kind": {"Ref": "referral"}},
    date_format="%d-%b-%Y",
)
KNOWN = {"known_up_to": date(2026, 6, 30)}


@pytest.fixture
def files(tmp_path):
    log, mapping = tmp_path / "log.csv", tmp_path / "map.json"
    log.write_bytes(LOG)
    mapping.write_text(MAPPING.to_json(), encoding="utf-8")
    return log, mapping


def test_a_list_of_ones_own_is_imported_by_its_mapping(files, capsys):
    log, mapping = files
    assert importing.import_files([log], mapping, **KNOWN)
    assert [(event.kind, event.on) for event in Event.objects.all()] == [("referral", date(2026, 3, 3))]
    assert LocalIdentifier.objects.get().value == "C1"
    said = capsys.readouterr().out
    assert "1 new event" in said
    assert "set aside: row 3: Begun: not a date written as the mapping says" in said


def test_a_list_described_on_its_page_is_imported_by_its_name(door, files, capsys):
    log, _ = files
    assert not importing.import_files([log], list_name="Local referrals", **KNOWN)
    assert "no list of this name is described; described are: none yet" in capsys.readouterr().err
    describe_list(by=door.manager, mapping=MAPPING)
    assert importing.import_files([log], list_name="Local referrals", **KNOWN)
    assert Event.objects.get().kind == "referral"
    assert not importing.import_files([log], list_name="Local", **KNOWN)
    assert "described are: Local referrals" in capsys.readouterr().err


def test_the_same_list_by_another_mapping_is_read_again(files, capsys):
    log, mapping = files
    importing.import_files([log], mapping, **KNOWN)
    importing.import_files([log], mapping, **KNOWN)
    assert "read before" in capsys.readouterr().out.splitlines()[-1]
    mapping.write_text(MAPPING.to_json().replace('"referral"', '"cp_plan"'), encoding="utf-8")
    importing.import_files([log], mapping, **KNOWN)
    assert Event.objects.filter(kind=EventKind.CP_PLAN).count() == 1


def test_two_lists_by_two_mappings_do_not_take_each_others_events_away(files):
    log, mapping = files
    importing.import_files([log], mapping, **KNOWN)
    other = MAPPING.to_json().replace("Local referrals", "Another list")
    batch = actions.hand_in(
        by=None,
        file=io.BytesIO(b"Ref,Begun,What\nC9,04-Mar-2026,Ref\n"),
        name="other.csv",
        mapping=other,
        complete_from=date(2026, 1, 1),
        **KNOWN,
    )
    actions.run(batch)
    assert Event.objects.filter(replaced_by=None).count() == 2
    assert SourceFile.objects.values("format").distinct().count() == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not json", "the mapping is not JSON"),
        (b"{}", "format: '' is not one of"),
        (b"\xff\xfe", "not JSON in UTF-8"),
    ],
)
def test_a_mapping_that_is_none_is_one_line(files, capsys, content, said):
    log, mapping = files
    mapping.write_bytes(content)
    assert not importing.import_files([log], mapping, **KNOWN)
    told = capsys.readouterr().err
    assert told.startswith("map.json: ")
    assert said in told
    assert told.count("\n") == 1
    assert not ImportBatch.objects.exists()


def test_a_column_that_is_not_there_is_named_with_the_file(files, capsys):
    log, mapping = files
    log.write_bytes(LOG.replace(b"Begun", b"Started"))
    assert not importing.import_files([log], mapping, **KNOWN)
    assert "log.csv: no column 'Begun'" in capsys.readouterr().err


def test_the_tables_of_a_database(tmp_path, capsys):
    url = f"sqlite:///{tmp_path}/ssd.db"
    with create_engine(url).begin() as writing:
        writing.execute(text("create table ssd_person (pers_person_id, pers_forename)"))
        writing.execute(
            text("create table ssd_cin_episodes (cine_referral_id, cine_person_id, cine_referral_date)")
        )
        writing.execute(text("insert into ssd_person values ('C1', 'Asa')"))
        writing.execute(text("insert into ssd_cin_episodes values ('R1', 'C1', '2026-03-03')"))
    assert importing.import_database(url, None, **KNOWN)
    event = Event.objects.get()
    assert (event.key, event.person.forename) == ("R1", "Asa")
    assert importing.import_database(url, None, **KNOWN)
    assert Event.objects.count() == 1
    assert "This file was read before" in capsys.readouterr().out


def test_a_database_that_cannot_be_read_is_one_line(tmp_path, capsys):
    assert not importing.import_database(f"sqlite:///{tmp_path}/none.db", None, **KNOWN)
    assert "there is no such database" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Give files, or --from-database URL"),
        (["--from-database", "sqlite://"], "needs --known-up-to"),
        (["--from-database", "sqlite://", "--list", "Log"], "reads no --mapping or --list"),
        ([__file__, "--mapping", __file__, "--list", "Log"], "Give --mapping or --list, not both"),
    ],
)
def test_wrong_use_is_told(words, said):
    result = CliRunner().invoke(import_files, words)
    assert result.exit_code == 2
    assert said in result.output


def test_a_mapping_is_given_on_the_page(door):
    client = browse(door.workers[Role.ANALYST])
    sent = {
        "file": SimpleUploadedFile("log.csv", LOG),
        "mapping": SimpleUploadedFile("map.json", MAPPING.to_json().encode()),
    }
    assert client.post(reverse("exchange:imports"), sent).status_code == 302
    assert ImportBatch.objects.get().mapping == MAPPING.to_json()
    sent = {"file": SimpleUploadedFile("log.csv", LOG), "mapping": SimpleUploadedFile("map.json", b"{}")}
    page = client.post(reverse("exchange:imports"), sent)
    assert page.status_code == 422
    assert "The mapping: format" in page.content.decode()
