"""A list that nothing here knows: a person says once what its columns hold, and it is read so."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from openpyxl import Workbook

from fanlight.exchange.mapped import read_mapped
from fanlight.exchange.mapping import FIELDS, ColumnMapping
from fanlight.exchange.sampling import sample_tables
from fanlight.web.accounts.models import Role
from fanlight.web.audit.models import AuditEvent
from fanlight.web.casework.models import Event
from fanlight.web.exchange import actions, jobs
from fanlight.web.exchange.mappings.models import UnmappedValue
from fanlight.web.exchange.models import ImportBatch
from fanlight.web.exchange.own_lists.actions import describe_list, have_read_as
from fanlight.web.exchange.own_lists.forms import ColumnsForm
from fanlight.web.exchange.own_lists.models import OwnListVersion
from fanlight.web.exchange.own_lists.queries import lists_that_stand
from fanlight.web.exchange.own_lists.words import DAYS
from fanlight.web.exchange.watching import look
from fanlight.web.frontdoor.models import Decision
from tests.exchange.samples import assert_account_closes
from tests.web.builders import browse, make_worker
from tests.web.own_listing import LOG, MAPPING, an_unknown_file

pytestmark = pytest.mark.django_db
State = ImportBatch.State
SAID = {
    "name": "Contact log",
    "days": "day_first",
    "column_person_id": "Child ref",
    "column_received": "Date in",
    "column_contact_id": "Ref no",
    "column_source": "Who from",
}


def describe(client, batch, rows: str = "contacts", sheet: str = "", **said: str):
    address = (
        reverse("exchange:columns", args=[batch.pk]) + f"?rows={rows}" + (f"&sheet={sheet}" * bool(sheet))
    )
    return client.post(address, SAID | said)


def work(batch: ImportBatch) -> ImportBatch:
    batch.refresh_from_db()
    return jobs.work_on(batch)


def errors(response) -> str:
    return " ".join(str(one) for found in response.context["form"].errors.values() for one in found)


@pytest.fixture
def analyst(door):
    return browse(door.workers[Role.ANALYST])


# From a file that nobody knows to contacts and events


def test_a_list_is_kept_described_read_shown_and_written(door, analyst):
    batch = an_unknown_file(by=door.workers[Role.ANALYST])
    assert (batch.state, Path(batch.path).exists()) == (State.UNKNOWN, True)
    page = analyst.get(reverse("exchange:batch", args=[batch.pk])).content.decode()
    assert "Say what its columns hold" in page
    assert "belong to nothing that is read" in page

    asked = analyst.get(reverse("exchange:columns", args=[batch.pk])).content.decode()
    assert "A contact about one child" in asked
    shown = analyst.get(reverse("exchange:columns", args=[batch.pk]) + "?rows=contacts")
    assert "Police - MARF" in shown.content.decode()
    assert [field.value() for field in shown.context["form"].column_fields if field.value()] == []
    assert AuditEvent.objects.filter(action="see the top of a file").count() == 1

    response = describe(analyst, batch)
    assert response.status_code == 302, errors(response)
    batch = work(batch)
    assert (batch.state, batch.shown["counts"]["contacts"]) == (State.STAGED, 2), batch.words
    assert [row.reason for row in batch.set_aside.filter(place="row 4")] == ["Child ref: not given"]
    assert any("2 days with a two-figure year" in note for note in batch.notes)
    actions.agree(
        batch=batch, by=door.workers[Role.ANALYST], contacts_are="history", known_up_to=date(2026, 6, 1)
    )
    assert work(batch).state == State.DONE
    assert set(Event.objects.values_list("key", "on")) == {
        ("K-1", date(2026, 5, 26)),
        ("K-2", date(2026, 5, 27)),
    }
    assert UnmappedValue.objects.get().value == "Police - MARF", "a local word waits to be decided"
    assert not Path(batch.path).exists()


def test_the_next_file_with_these_columns_is_read_so_with_one_press(door, analyst):
    describe(analyst, an_unknown_file())
    version = OwnListVersion.objects.get()
    more = an_unknown_file(LOG + b"K-4,C-4,28/05/26,School\n")
    page = analyst.get(reverse("exchange:batch", args=[more.pk])).content.decode()
    assert "Read it as Contact log" in page
    analyst.post(reverse("exchange:read_as", args=[more.pk, version.pk]))
    assert work(more).shown["counts"]["contacts"] == 3
    other = an_unknown_file(b"Colour,Size\nred,1\n")
    assert "Read it as" not in analyst.get(reverse("exchange:batch", args=[other.pk])).content.decode()


def test_the_same_content_by_the_same_description_changes_nothing(door, analyst):
    describe(analyst, first := an_unknown_file())
    work(first)
    actions.agree(batch=first, by=door.manager, contacts_are="history", known_up_to=date(2026, 6, 1))
    work(first)
    again = an_unknown_file()
    assert again.state == State.UNKNOWN, "its content alone says nothing of how it was read"
    describe(analyst, again)
    again = work(again)
    assert (again.state, Path(again.path).exists()) == (State.UNCHANGED, False)
    assert "imported as" in analyst.get(reverse("exchange:batch", args=[again.pk])).content.decode()


def test_of_a_workbook_the_sheet_is_asked(door, analyst):
    book = Workbook()
    book.active.title = "Codes"
    book.active.append(["Code", "Means"])
    book.active.append(["1", "Police"])
    sheet = book.create_sheet("Log 26")
    sheet.append(["Front door, all teams"])
    for row in LOG.decode().splitlines():
        sheet.append(row.split(","))
    content = io.BytesIO()
    book.save(content)
    batch = an_unknown_file(content.getvalue(), "log.xlsx")
    assert batch.state == State.UNKNOWN
    address = reverse("exchange:columns", args=[batch.pk])
    asked = analyst.get(address)
    assert [label for _, label in asked.context["form"].fields["sheet"].choices] == ["Codes", "Log 26"]
    assert (
        errors(analyst.get(address + "?asked=yes&rows=contacts")) == "Answer: In which sheet does it stand?"
    )
    assert describe(analyst, batch, sheet="Log 26").status_code == 302
    assert work(batch).shown["counts"]["contacts"] == 2


def test_words_for_levels_are_asked_about_and_said_once(door, analyst):
    content = b"No,Child,In,Out,Result\nK1,C1,01/06/2026,02/06/2026,Closed\nK2,C2,01/06/2026,01/06/2026,s17\n"
    batch = an_unknown_file(content, "decided.csv", by=door.workers[Role.ANALYST])
    said = {
        "name": "Old decisions",
        "column_contact": "No",
        "column_child": "Child",
        "column_received": "In",
        "column_decided": "Out",
        "column_level": "Result",
    }
    asked = describe(analyst, batch, "past_decisions", **said)
    words = {field.label: field.name for field in asked.context["form"].word_fields}
    assert (asked.status_code, list(words)) == (422, ["“Closed” means", "“s17” means"])
    assert not OwnListVersion.objects.exists()
    said |= {words["“Closed” means"]: "no_further_action", words["“s17” means"]: ""}
    assert describe(analyst, batch, "past_decisions", **said).status_code == 302
    work(batch)
    actions.agree(batch=batch, by=door.workers[Role.ANALYST], known_up_to=date(2026, 6, 3))
    done = work(batch)
    assert [one.level.code for one in Decision.objects.all()] == ["no_further_action"]
    assert "the level is none of the levels in force" in done.set_aside.values_list("reason", flat=True)


# What does not go together is said


@pytest.mark.parametrize(
    ("rows", "said", "words"),
    [
        ("contacts", {"column_person_id": ""}, "Choose the column: number of the child"),
        ("contacts", {"name": "  "}, "What do you call this list?"),
        ("contacts", {"days": ""}, "Say how days are written"),
        ("contacts", {"days": "%m/%d/%Y"}, "“26/05/26” is no day written as you say"),
        ("contacts", {"column_received": "Who from"}, "“Police - MARF” is no day written as you say"),
        ("contacts", {"column_received": "No such"}, "No such"),
        ("events", {"column_on": "Date in"}, "which column says it, or what every row is"),
        (
            "events",
            {"column_on": "Date in", "kind": "referral", "column_kind": "Who from"},
            "choose either one, not both",
        ),
    ],
)
def test_what_is_missing_or_contradicts_the_file_is_said_and_nothing_is_kept(
    door, analyst, rows, said, words
):
    response = describe(analyst, an_unknown_file(), rows, **said)
    assert response.status_code == 422
    assert words in errors(response)
    assert not OwnListVersion.objects.exists()


def test_what_every_row_is_can_be_said_in_place_of_a_column(door, analyst):
    batch = an_unknown_file()
    assert describe(analyst, batch, "events", column_on="Date in", kind="referral").status_code == 302
    assert [*map(list, work(batch).shown["new"])] == [["Referral", 2]]


def test_what_a_row_is_is_asked_until_it_is_said_and_can_be_asked_again(door, analyst):
    address = reverse("exchange:columns", args=[an_unknown_file().pk])
    assert errors(analyst.get(address + "?asked=yes")) == "Answer: What is one row of the list?"
    assert errors(analyst.get(address + "?asked=yes&rows=tea")).startswith("Select a valid choice")
    again = analyst.get(address + "?rows=")
    assert (again.status_code, again.context["form"].errors) == (200, {})
    for odd in ("²", "9" * 30, "0"):
        assert analyst.get(address, {"list": odd}).status_code in (200, 404)


# Versions


def test_a_change_is_a_new_version_and_the_same_again_is_none(door):
    by = door.workers[Role.ANALYST]
    first = describe_list(by=by, mapping=MAPPING)
    assert describe_list(by=by, mapping=MAPPING) == first
    changed = ColumnMapping("Contact log", "contacts", {"person_id": "Child ref", "received": "In"})
    second = describe_list(by=by, mapping=changed)
    assert (second.number, second.as_mapping().version) == (2, 2)
    describe_list(by=by, mapping=ColumnMapping("Another", "persons", {"person_id": "Child"}))
    assert [str(one) for one in lists_that_stand()] == ["Another, version 1", "Contact log, version 2"]
    with pytest.raises(DatabaseError), transaction.atomic():
        OwnListVersion.objects.filter(pk=first.pk).update(mapping="{}")


def test_a_version_is_saved_as_a_file_that_imports_take(door, analyst):
    version = describe_list(by=door.worker, mapping=MAPPING)
    listed = analyst.get(reverse("exchange:own_lists")).content.decode()
    assert "Child ref: number of the child" in listed
    saved = analyst.get(reverse("exchange:own_list", args=[version.pk]))
    assert ColumnMapping.from_json(saved.content.decode()) == MAPPING
    assert saved["Content-Disposition"] == f'attachment; filename="list-{version.pk}-version-1.json"'


def test_a_description_is_changed_while_nothing_is_written_and_keeps_its_codes(door, analyst):
    mapping = ColumnMapping(
        "Contact log", "contacts", MAPPING.columns, {"source": {"Police - MARF": "6"}}, "%d/%m/%y"
    )
    version = describe_list(by=door.worker, mapping=mapping)
    batch = an_unknown_file()
    assert have_read_as(batch=batch, version=version, by=door.manager)
    work(batch)
    address = reverse("exchange:columns", args=[batch.pk])
    assert address in analyst.get(reverse("exchange:batch", args=[batch.pk])).content.decode()
    form = analyst.get(address).context["form"]
    assert (form["column_received"].value(), form["days"].value()) == ("Date in", "%d/%m/%y")
    assert analyst.post(address, SAID | {"days": "%d/%m/%y"}).status_code == 302
    newest = lists_that_stand()[0].as_mapping()
    assert (newest.version, newest.codes, newest.columns["source"]) == (2, mapping.codes, "Who from")
    assert work(batch).shown["counts"]["contacts"] == 2


# What waits, what does not, and what happens meanwhile


def test_what_is_not_read_is_given_up_and_leaves_no_copy(door, analyst):
    batch = an_unknown_file()
    analyst.post(reverse("exchange:cancel", args=[batch.pk]))
    batch.refresh_from_db()
    assert (batch.state, Path(batch.path).exists()) == (State.CANCELLED, False)
    response = analyst.get(reverse("exchange:columns", args=[batch.pk]), follow=True)
    assert "does not wait to be described" in response.content.decode()
    assert not have_read_as(
        batch=batch, version=describe_list(by=door.worker, mapping=MAPPING), by=door.worker
    )


def test_what_is_being_written_is_not_read_as_something_else(door):
    version = describe_list(by=door.worker, mapping=MAPPING)
    have_read_as(batch=(batch := an_unknown_file()), version=version, by=door.worker)
    work(batch)
    actions.agree(batch=batch, by=door.worker, contacts_are="history", known_up_to=date(2026, 6, 1))
    assert not have_read_as(batch=batch, version=version, by=door.worker)
    assert work(batch).state == State.DONE


def test_a_copy_waits_through_a_stop_of_the_server(door):
    batch = an_unknown_file()
    assert jobs.take_up() == []
    batch.refresh_from_db()
    assert (batch.state, Path(batch.path).exists()) == (State.UNKNOWN, True)


def test_a_copy_that_is_gone_is_said(door, analyst):
    batch = an_unknown_file()
    Path(batch.path).unlink()
    response = analyst.get(reverse("exchange:columns", args=[batch.pk]), follow=True)
    assert "does not wait to be described" in response.content.decode()
    assert analyst.get(reverse("exchange:batch", args=[batch.pk])).status_code == 200


@pytest.mark.parametrize("content", [b"A letter\nabout a child\n", b"%PDF-1.7", b"", b"Child,In\n"])
def test_what_is_no_list_is_refused_as_before(door, content):
    assert an_unknown_file(content).state == State.REFUSED


def test_files_that_are_written_without_a_person_are_refused_as_before(door):
    assert actions.run(actions.hand_in(by=None, file=io.BytesIO(LOG), name="log.csv")).state == State.REFUSED


def test_a_watched_folder_leaves_it_to_a_person(tmp_path):
    (tmp_path / "log.csv").write_bytes(LOG)
    seen = {}
    list(look(tmp_path, seen, write=False))
    assert dict(look(tmp_path, seen, write=False)) == {
        "log.csv": "its columns are not known: say what they hold, under Imports"
    }
    assert ImportBatch.objects.get().state == State.UNKNOWN


def test_who_decides_at_the_door_gets_no_past_decisions_of_others_by_a_list(door):
    manager = make_worker(Role.TEAM_MANAGER, door.team, "lister")
    content = b"No,Child,In,Out,Result\nK1,C1,01/06/2026,02/06/2026,No further action\n"
    batch = an_unknown_file(content, "decided.csv", by=manager)
    columns = {"contact": "No", "child": "Child", "received": "In", "decided": "Out", "level": "Result"}
    version = describe_list(by=manager, mapping=ColumnMapping("Old", "past_decisions", columns))
    have_read_as(batch=batch, version=version, by=manager)
    work(batch)
    actions.agree(batch=batch, by=manager, known_up_to=date(2026, 6, 3))
    work(batch)
    assert not Decision.objects.exists()


CELLS = st.sampled_from(["", "C1", "26/05/26", "03/31/2026", "2026-05-26", "referral", "Yes", "6", "="])
HEADINGS = st.sampled_from(["Child", "In", "Out", "Who", "Ref", "Level", "", "In"])


class AnyAnswers(TestCase):
    @given(data=st.data())
    def test_any_answers_give_an_error_or_a_mapping_that_reads_every_row(self, data):
        header = data.draw(st.lists(HEADINGS, min_size=2, max_size=6))
        width = len(header)
        rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6))
        content = "\n".join(",".join(cells) for cells in [header, *rows]).encode()
        tables = sample_tables(io.BytesIO(content)) if any(header) else ()
        if not tables:
            return
        kind = data.draw(st.sampled_from(sorted(FIELDS)))
        choice = st.sampled_from(["", *tables[0].header])
        said = {f"column_{field}": data.draw(choice) for field in FIELDS[kind]}
        said |= {
            "name": "L",
            "days": data.draw(st.sampled_from(["", *DAYS])),
            "kind": data.draw(st.sampled_from(["", "referral", "no such"])),
        }
        form = ColumnsForm(kind, tables[0], None, said)
        if not form.is_valid():
            assert form.errors
            return
        mapping = form.mapping()
        assert ColumnMapping.from_json(mapping.to_json()) == mapping
        assert json.loads(mapping.to_json())["format"] == kind
        assert_account_closes(read_mapped(io.BytesIO(content), mapping))
