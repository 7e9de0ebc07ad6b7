"""Exports: who may take what, what is in it, what the audit log says, and nothing that runs."""

from __future__ import annotations

import io
import uuid
import zipfile
from datetime import date

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from fanlight.casework.event import EventKind
from fanlight.exchange import write_export
from fanlight.exchange.export_table import ExportTable
from fanlight.exchange.export_table import Kind as Of
from fanlight.web.accounts.models import Role
from fanlight.web.audit.models import AuditEvent, AuditSubject
from fanlight.web.casework.models import Person
from fanlight.web.exchange.exports import registry
from fanlight.web.exchange.exports.kinds import ALLOWED, WORDS, Kind
from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.models import Decision
from tests.web.builders import browse, decide, import_known_up_to, make_contact, record_event
from tests.web.exports import content, everything_in, models, tables, take, texts

pytestmark = pytest.mark.django_db
MAY = {
    Kind.OWN: set(Role),
    Kind.RECORDS: {Role.TEAM_MANAGER, Role.PRACTICE_LEAD},
    Kind.PSEUDONYMISED: {Role.ANALYST},
    Kind.SHARED: {Role.TEAM_MANAGER, Role.PRACTICE_LEAD, Role.ANALYST, Role.DIRECTOR},
    Kind.EVIDENCE: {Role.TEAM_MANAGER, Role.PRACTICE_LEAD, Role.ANALYST, Role.DIRECTOR},
    Kind.IMPORTS: {Role.PRACTICE_LEAD, Role.ANALYST},
}


@pytest.mark.parametrize("kind", Kind)
def test_each_role_takes_what_it_may_and_no_more(kind, door):
    got = {role: take(user, kind).status_code for role, user in door.workers.items()}
    assert got == {role: 200 if role in MAY[kind] else 403 for role in Role}
    offered = {
        role: WORDS[kind].title in browse(user).get(reverse("exchange:exports")).content.decode()
        for role, user in door.workers.items()
    }
    assert offered == {role: role in MAY[kind] for role in Role}


def test_nobody_may_take_names_and_the_file_without_names():
    both = MAY[Kind.RECORDS] & MAY[Kind.PSEUDONYMISED]
    assert both == set()
    assert set(ALLOWED) == set(Kind)


def test_a_kind_that_is_none_and_a_file_that_is_none(door):
    address = reverse("exchange:take_export", args=["everything"])
    assert browse(door.manager).post(address, {"file": "csv"}).status_code == 403
    for file in ("", "exe"):
        answer = take(door.manager, Kind.SHARED, file)
        assert answer.status_code == 302
    assert not AuditEvent.objects.filter(action="export").exists()


def test_every_table_of_the_database_is_in_an_export_or_left_out_with_a_reason():
    told = [label for table in registry.all_tables() for label in table.models]
    left = registry.left_out()
    assert sorted(told) == sorted(set(told)), "a model is told by one table"
    assert not set(told) & set(left)
    assert {*told, *left} == models(), "place it: web/exchange/exports/registry.py"
    assert all(len(reason) > 10 for reason in left.values())


def test_a_model_that_is_nowhere_would_fail_the_test_above(monkeypatch):
    monkeypatch.setattr(registry, "_left_out", {})
    with pytest.raises(AssertionError):
        test_every_table_of_the_database_is_in_an_export_or_left_out_with_a_reason()


@pytest.mark.parametrize("table", registry.all_tables(), ids=lambda one: f"{one.kind}-{one.name}")
def test_every_table_has_words_and_fits_a_sheet(table):
    assert len(table.name) <= 31
    assert table.words.endswith(".")
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))
    assert all(column.words for column in table.columns)
    assert isinstance(ExportTable(table.name, table.words, table.columns, ()), ExportTable)


def test_by_name_is_the_whole_contact_and_every_decision(door):
    contact = make_contact(
        door, children=2, adults=[NamedPerson("Mo", "Example", words="mother")], case_system_id="K-7"
    )
    actions.ask_for_information(
        contact=contact, by=door.worker, asked_of="police", about="Asa", submission=uuid.uuid4()
    )
    decide(contact, door.worker, reasons="Recommended so.", missing="The school's view")
    decide(contact, door.manager, "early_help", reasons="Decided otherwise.")
    found = tables(door.manager, Kind.RECORDS)
    [row] = found["contacts"]
    assert (row["contact_id"], row["text"], row["ref"]) == ("K-7", contact.raw_text, contact.ref)
    assert row["children"] == str([line.person.key for line in contact.children.all()]).replace("'", '"')
    assert [one["forename"] for one in found["persons"]] == ["Asa", "Bea", "Mo"]
    assert [one["words"] for one in found["contact_adults"]] == ["mother"]
    assert [one["asked_of"] for one in found["information_requests"]] == ["police"]
    assert len(found["decisions"]) == Decision.objects.count() == 4
    assert {one["reasons"] for one in found["decisions"]} == {"Recommended so.", "Decided otherwise."}
    assert {one["missing"] for one in found["decisions"]} >= {"The school's view"}


def test_another_teams_manager_takes_that_teams_contacts_alone(door):
    make_contact(door, children=[NamedPerson("Own", "Child")], team=door.elsewhere)
    make_contact(door, children=[NamedPerson("Other", "Child")])
    manager = door.manager
    manager.team = door.elsewhere
    manager.save()
    found = tables(manager, Kind.RECORDS)
    assert [one["forename"] for one in found["persons"]] == ["Own"]
    assert len(found["contacts"]) == 1
    assert "Other" in everything_in(door.workers[Role.PRACTICE_LEAD], Kind.RECORDS)


def test_the_log_of_each_child_says_who_took_the_record(door, monkeypatch):
    monkeypatch.setattr("fanlight.web.exchange.exports.making.NAMED_AT_ONCE", 2)
    make_contact(door, children=3)
    take(door.manager, Kind.RECORDS)
    [row] = AuditEvent.objects.filter(action="export")
    assert (row.actor, row.record, row.detail["file"]) == ("team_manager", "export: records", "csv")
    assert row.detail["rows"]["contacts"] == 1
    told = AuditSubject.objects.filter(event__action="export a record").values_list("person_key", flat=True)
    assert sorted(told) == sorted(Person.objects.values_list("key", flat=True))
    assert AuditEvent.objects.filter(action="export a record").count() == 2


def test_who_takes_no_names_leaves_a_row_that_names_nobody(door):
    make_contact(door)
    for kind, role in ((Kind.PSEUDONYMISED, Role.ANALYST), (Kind.SHARED, Role.DIRECTOR)):
        take(door.workers[role], kind)
    rows = AuditEvent.objects.filter(action="export")
    assert [row.persons for row in rows] == [[], []]
    assert [row.actor for row in rows] == ["analyst", "director"]


def test_a_fault_sends_nothing_and_says_nothing(door, monkeypatch):
    make_contact(door)
    table = next(one for one in registry.all_tables() if (one.kind, one.name) == (Kind.RECORDS, "contacts"))
    broken = registry.TableOfRoom(table.kind, table.name, table.words, table.columns, lambda taking: [["a"]])
    monkeypatch.setitem(registry._tables, (Kind.RECORDS, "contacts"), broken)
    with pytest.raises(ValueError, match="cells where there are"):
        take(door.manager, Kind.RECORDS)
    assert not AuditEvent.objects.filter(action="export").exists()


def test_no_cell_runs_in_a_spreadsheet(door):
    evil = '=HYPERLINK("http://example.org","x")'
    make_contact(door, children=[NamedPerson("@Asa", "+Example")], text=evil, organisation="-1+1")
    files = texts(take(door.manager, Kind.RECORDS))
    for cell in (f"'{evil}".replace('"', '""'), "'@Asa", "'+Example", "'-1+1"):
        assert cell in "".join(files.values())
    book = load_workbook(io.BytesIO(content(take(door.manager, Kind.RECORDS, "xlsx"))))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_readme_of_each_kind_says_what_is_not_in_it(door):
    import_known_up_to(date(2026, 3, 31))
    for kind in Kind:
        user = door.workers[sorted(MAY[kind])[0]]
        readme = texts(take(user, kind))["README.txt"]
        assert "Events known up to 31 March 2026" in readme
        assert all(line in readme for line in WORDS[kind].left_out)
    assert "MEASURE Contacts" in texts(take(door.manager, Kind.SHARED))["README.txt"]


def test_parquet_is_offered_where_it_can_be_written(door, monkeypatch):
    make_contact(door)
    with zipfile.ZipFile(io.BytesIO(content(take(door.manager, Kind.RECORDS, "parquet")))) as archive:
        assert "contacts.parquet" in archive.namelist()
    for module in (write_export, __import__("fanlight.web.exchange.exports.views", fromlist=["views"])):
        monkeypatch.setattr(module, "can_write_parquet", lambda: False)
    page = browse(door.manager).get(reverse("exchange:exports")).content.decode()
    assert "pip install &quot;fanlight[analysis]&quot;" in page
    assert "Parquet, a file a table" not in page
    assert take(door.manager, Kind.RECORDS, "parquet").status_code == 302


def test_what_services_recorded_is_in_no_file_with_names(door):
    """Beside decisions by name it could be laid on whoever decided."""
    contact = make_contact(door)
    decide(contact, door.manager)
    source = import_known_up_to(timezone.localdate())
    record_event(contact.children.get().person, EventKind.SECTION_47, timezone.localdate(), source)
    assert "section_47" not in everything_in(door.manager, Kind.RECORDS)
    assert "section_47" in everything_in(door.workers[Role.ANALYST], Kind.PSEUDONYMISED)


def test_the_file_without_names_has_none_and_no_words_of_anybody(door):
    contact = make_contact(
        door,
        children=[NamedPerson("Asa", "Example", date(2018, 5, 4), local_id="LOCAL-1")],
        case_system_id="CASE-1",
        organisation="St Anne's",
        referrer_name="Ms Teller",
        address="1 High Street",
    )
    decide(
        contact, door.manager, reasons="Words of the manager.", missing="Words missing", child_words="Hers"
    )
    found = everything_in(door.workers[Role.ANALYST], Kind.PSEUDONYMISED)
    person = contact.children.get().person
    for words in (
        *("Asa", "Example", "LOCAL-1", "CASE-1", "St Anne", "Teller", "High Street", "2018"),
        *("Words of", "Words missing", "Hers", "without a coat", person.key, contact.ref),
    ):
        assert words not in found, words


def test_few_children_of_one_year_show_no_year(door):
    for number in range(6):
        make_contact(door, children=[NamedPerson(f"N{number}", "Many", date(2015, 1, 1), sex="F")])
    make_contact(door, children=[NamedPerson("Only", "One", date(2009, 1, 1), sex="F")])
    found = tables(door.workers[Role.ANALYST], Kind.PSEUDONYMISED)["children"]
    assert sorted(row["born_in"] for row in found) == ["", *["2015"] * 6]


def test_files_of_one_child_cannot_be_joined_by_a_pseudonym(door):
    """Two exports a moment apart share no pseudonym, of whatever kind; within one file tables join."""
    contact = make_contact(door, children=2)
    decide(contact, door.manager)
    source = import_known_up_to(timezone.localdate())
    for line in contact.children.all():
        record_event(line.person, EventKind.REFERRAL, timezone.localdate(), source)
    analyst = door.workers[Role.ANALYST]
    one, other = (tables(analyst, Kind.PSEUDONYMISED) for _ in range(2))

    def named(found, column):
        return {row[column] for rows in found.values() for row in rows if row.get(column)}

    for column in ("child", "contact", "decision"):
        assert named(one, column)
        assert not named(one, column) & named(other, column)
    children = {row["child"] for row in one["children"]}
    for table in ("contacts", "decisions", "events"):
        assert {row["child"] for row in one[table]} == children
    by_name = tables(door.manager, Kind.RECORDS)
    assert not named(by_name, "decision") & named(one, "decision")


def test_rows_do_not_stand_in_the_order_in_which_people_worked(door):
    """A day's decisions come in the order of their pseudonyms, by name in the order of contacts."""
    contacts = [make_contact(door, children=[NamedPerson(f"N{n}", "Child")]) for n in range(12)]
    for contact in reversed(contacts):
        decide(contact, door.manager)
    analyst = door.workers[Role.ANALYST]
    for table in ("decisions", "contacts"):
        rows = tables(analyst, Kind.PSEUDONYMISED)[table]
        names = [next(iter(row.values())) for row in rows]
        assert len(names) == 12
        assert names == sorted(names)
    by_name = tables(door.manager, Kind.RECORDS)["decisions"]
    assert [row["contact"] for row in by_name] == [contact.ref for contact in contacts]
    assert not {"at", "decided_at", "by", "id", "pk"} & set(by_name[0])


def test_counts_for_sharing_hide_small_numbers(door):
    old = timezone.now().replace(year=timezone.now().year - 2, month=6, day=10, hour=12)
    for code, count in (("6", 9), ("2A", 7), ("9", 2)):
        for _ in range(count):
            make_contact(door, ago=timezone.now() - old, source_code=code)
    rows = tables(door.workers[Role.DIRECTOR], Kind.SHARED)["counts"]
    june = {row["group"]: row["count"] for row in rows if row["by"] == "Source" and row["month"][-2:] == "06"}
    assert june["All"] == "18"
    assert [june[group] for group in june if group.startswith("9 ")] == ["c"]
    assert sum(count == "c" for count in june.values()) >= 2
    assert {row["rounded_to_10"] for row in rows} <= {"c", "0", "10", "20"}
    assert all(row["count"] == "c" or int(row["count"]) == 0 or int(row["count"]) >= 5 for row in rows)


def test_many_contacts_take_no_more_queries(door, django_assert_max_num_queries):
    for _ in range(40):
        decide(make_contact(door, children=2), door.manager)
    client, address = browse(door.manager), reverse("exchange:take_export", args=[Kind.RECORDS])
    with django_assert_max_num_queries(75):
        b"".join(client.post(address, {"file": "csv"}).streaming_content)


def test_the_page_is_plain_about_what_is_in_no_export(door):
    page = browse(door.worker).get(reverse("exchange:exports")).content.decode()
    assert "In no export" in page
    assert "My own work" in page


NUMBERS = {"FloatField": Of.DECIMAL, "IntegerField": Of.NUMBER, "PositiveSmallIntegerField": Of.NUMBER}


def test_a_number_is_declared_as_the_database_holds_it():
    met = 0
    for table in registry.all_tables():
        kinds = {
            field.name: NUMBERS.get(field.get_internal_type())
            for label in table.models[:1]
            for field in apps.get_model(label)._meta.get_fields()
            if field.concrete
        }
        for column in table.columns:
            if column.kind in (Of.NUMBER, Of.DECIMAL) and kinds.get(column.name):
                met += 1
                assert column.kind is kinds[column.name], f"{table.name}.{column.name}"
    assert met > 20
