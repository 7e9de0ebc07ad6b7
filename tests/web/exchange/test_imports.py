"""Files that authorities hold: taken whole or not at all; the same file twice changes nothing."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from fanlight.exchange.write_annex_a import write_annex_a
from fanlight.exchange.write_cin_census import write_cin_census
from fanlight.exchange.write_ssd_csv import write_ssd_csv
from fanlight.synthetic.generate import make_authority
from fanlight.synthetic.write import contact_records, write_past_decisions
from fanlight.web.accounts.models import Authority, Role
from fanlight.web.audit.models import AuditEvent
from fanlight.web.casework.models import Event, LocalIdentifier, Person, SourceFile
from fanlight.web.exchange import actions
from fanlight.web.exchange.models import ImportBatch, RowSetAside
from fanlight.web.frontdoor.models import Contact, ContactChild, Decision
from fanlight.web.frontdoor.queries import line_states
from tests.web.builders import browse, decide, level, make_contact, make_worker

pytestmark = pytest.mark.django_db
State = ImportBatch.State
UNTIL = date(2026, 11, 1)
SAMPLES = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def made():
    return make_authority(contacts=80, years=1, until=UNTIL, seed=7)


@pytest.fixture(scope="session")
def files(made, tmp_path_factory):
    """The same history three times: census, workbook, tables."""
    folder = tmp_path_factory.mktemp("files")
    contacts = contact_records(made)
    write_cin_census(folder / "cin.xml", made.persons, made.events, year=2026, authority_code=made.code)
    write_annex_a(folder / "annex.xlsx", made.persons, made.events, contacts, as_on=UNTIL)
    write_ssd_csv(folder / "ssd", made.persons, made.events, contacts)
    write_past_decisions(made, folder / "past.csv")
    return folder


def bring(path_or_bytes, name="", **days) -> ImportBatch:
    """Hand a file in and run it, as the page and the command do."""
    if isinstance(path_or_bytes, Path):
        content, name = path_or_bytes.read_bytes(), name or path_or_bytes.name
    else:
        content = path_or_bytes
    batch = actions.hand_in(by=None, file=io.BytesIO(content), name=name, **days)
    return actions.run(batch)


def table(*rows, heading) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([heading, *rows])
    return file.getvalue().encode()


def state_of_the_world() -> dict[str, object]:
    models = (Person, LocalIdentifier, Event, Contact, ContactChild, Decision)
    return {model.__name__: sorted(model.objects.values_list(), key=repr) for model in models}


def current() -> set[tuple]:
    return set(Event.objects.filter(replaced_by=None).values_list("person__identifiers__value", "kind", "on"))


# Once, twice, in several formats


@pytest.mark.parametrize("name", ["cin.xml", "annex.xlsx"])
def test_the_same_file_twice_changes_nothing(files, name, db):
    days = {} if name == "cin.xml" else {"known_up_to": UNTIL}
    first = bring(files / name, **days)
    assert first.state == State.DONE, first.words
    assert first.counts["new events"] > 20
    before = state_of_the_world()
    again = bring(files / name, **days)
    assert again.state == State.UNCHANGED
    assert state_of_the_world() == before
    assert SourceFile.objects.count() == 1


def test_the_same_content_saved_again_adds_no_event(files, db):
    bring(files / "cin.xml")
    before = current()
    resaved = (files / "cin.xml").read_bytes().replace(b"\n", b"\n ") + b"\n"
    batch = bring(resaved, "cin.xml")
    assert batch.state == State.DONE
    assert batch.counts.get("new events", 0) == batch.counts.get("changed events", 0) == 0
    assert current() == before


def test_three_formats_tell_each_event_once(files, db):
    bring(files / "cin.xml")
    of_census = {row for row in current() if row[1] in {"referral", "section_47", "assessment"}}
    assert of_census
    assert bring(files / "annex.xlsx", known_up_to=UNTIL).state == State.DONE
    for path in sorted((files / "ssd").glob("*.csv")):
        assert bring(path, known_up_to=UNTIL).state == State.DONE
    rows = list(
        Event.objects.filter(replaced_by=None).values_list("person__identifiers__value", "kind", "on", "key")
    )
    doubled = [row[:3] for row in rows]
    assert of_census <= set(doubled)
    referrals = [row for row in doubled if row[1] == "referral"]
    assert len(referrals) == len(set(referrals))


def test_a_later_file_completes_an_event_and_the_earlier_row_stays(db):
    heading = [
        "cine_referral_id",
        "cine_person_id",
        "cine_referral_date",
        "cine_close_date",
        "cine_close_reason",
    ]
    first = bring(
        table(["R1", "P1", "01/03/2026", "", ""], heading=heading),
        "ssd_cin_episodes.csv",
        known_up_to=date(2026, 3, 31),
    )
    assert first.state == State.DONE, first.words
    later = bring(
        table(["R1", "P1", "01/03/2026", "20/04/2026", "RC1"], heading=heading),
        "ssd_cin_episodes.csv",
        known_up_to=date(2026, 5, 31),
    )
    assert later.counts.get("changed events", 0) + later.counts.get("new events", 0) >= 1
    referrals = Event.objects.filter(kind="referral")
    assert referrals.filter(replaced_by=None).count() == 1
    assert all(event.source_id in {first.source_id, later.source_id} for event in referrals)


def test_what_a_file_does_not_say_takes_nothing_away(db):
    heading = ["pers_person_id", "pers_forename", "pers_surname", "pers_dob"]
    bring(table(["P1", "Asa", "Example", "04/05/2018"], heading=heading), "ssd_person.csv", known_up_to=UNTIL)
    bring(table(["P1", "", "", ""], heading=heading), "ssd_person.csv", known_up_to=UNTIL)
    person = Person.objects.get(identifiers__value="P1")
    assert (person.forename, person.born_on) == ("Asa", date(2018, 5, 4))


@pytest.mark.parametrize(
    "path", sorted(p for p in SAMPLES.rglob("*") if p.suffix in {".xml", ".xlsx"}), ids=lambda p: p.name
)
def test_real_format_samples_end_well_or_are_refused_with_a_place(path, db):
    batch = bring(path, known_up_to=date(2026, 3, 31))
    assert batch.state in {State.DONE, State.REFUSED}, batch.words
    assert batch.words
    if batch.state == State.REFUSED:
        assert not Event.objects.exists()


# Faults


def test_a_faulty_row_is_set_aside_with_its_place_and_the_rest_goes_in(db):
    heading = ["cine_referral_id", "cine_person_id", "cine_referral_date"]
    rows = [["R1", "P1", "01/03/2026"], ["R2", "P2", "31/02/2026"], ["R3", "P3", "02/03/2026"]]
    batch = bring(table(*rows, heading=heading), "ssd_cin_episodes.csv", known_up_to=UNTIL)
    assert batch.state == State.DONE
    assert {row[0] for row in current()} == {"P1", "P3"}
    [aside] = batch.set_aside.all()
    assert "row 3" in aside.place
    assert aside.reason
    page = browse_as_analyst(batch)
    assert aside.place in page


def browse_as_analyst(batch, query="") -> str:
    analyst = make_worker(Role.ANALYST, None, "an analyst")
    return browse(analyst).get(reverse("exchange:batch", args=[batch.pk]) + query).content.decode()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (b"\x00\xff\xfe\x01", "noise.bin"),
        (b"PK\x03\x04 not a workbook", "book.xlsx"),
        (b"<Message><Header>", "cut.xml"),
        (b"a,b,c\n1,2,3\n", "unknown.csv"),
        (b'<!DOCTYPE x [<!ENTITY e "x">]><Message>&e;</Message>', "entity.xml"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing_and_says_why(content, name, db):
    before = state_of_the_world()
    batch = bring(content, name, known_up_to=UNTIL)
    assert batch.state == State.REFUSED
    assert name in batch.words
    assert state_of_the_world() == before
    assert not SourceFile.objects.exists()


def test_a_file_without_its_day_is_asked_for_it(db):
    heading = ["cine_referral_id", "cine_person_id", "cine_referral_date"]
    batch = bring(table(["R1", "P1", "01/03/2026"], heading=heading), "ssd_cin_episodes.csv")
    assert batch.state == State.REFUSED
    assert "give the day" in batch.words
    assert not Event.objects.exists()


def test_a_failure_in_the_middle_leaves_nothing(files, db, monkeypatch, tmp_path):
    before = state_of_the_world()

    def broken(reading, batch, persons):
        raise OSError("the disk is full")

    monkeypatch.setattr(actions, "receivers", [broken])
    with pytest.raises(OSError, match="full"):
        bring(files / "cin.xml")
    batch = ImportBatch.objects.get()
    assert batch.state == State.INTERRUPTED
    assert "Nothing was changed" in batch.words
    assert state_of_the_world() == before
    assert not SourceFile.objects.exists()
    assert not AuditEvent.objects.filter(action="import a file").exists()
    monkeypatch.undo()
    assert not list((tmp_path / "imports").glob("*"))


def test_an_import_that_was_stopped_writes_nothing(files, door):
    batch = actions.hand_in(
        by=door.manager, file=io.BytesIO((files / "cin.xml").read_bytes()), name="cin.xml"
    )
    browse(door.manager).post(reverse("exchange:cancel", args=[batch.pk]))
    batch = actions.run(ImportBatch.objects.get(pk=batch.pk))
    assert batch.state == State.CANCELLED
    assert not Event.objects.exists()


@pytest.mark.parametrize("length", [61, 300])
def test_an_overlong_value_is_set_aside_or_kept_whole(length, db):
    heading = ["cine_referral_id", "cine_person_id", "cine_referral_date"]
    rows = [["R1", "P1", "01/03/2026"], ["R" * length, "P" * length, "02/03/2026"]]
    batch = bring(table(*rows, heading=heading), "ssd_cin_episodes.csv", known_up_to=UNTIL)
    assert batch.state == State.DONE
    assert "P1" in {row[0] for row in current()}
    assert batch.set_aside.count() == 1
    assert not LocalIdentifier.objects.filter(value__startswith="PP").exists()


def test_set_aside_rows_leave_as_a_table_that_runs_nothing(door):
    batch = ImportBatch.objects.create(name="x.csv", state=State.DONE, started_at=timezone.now())
    RowSetAside.objects.create(batch=batch, place="row 2", reason="no day", value="=HYPERLINK(1)")
    text = browse_as_analyst(batch, "?export=csv")
    assert "'=HYPERLINK(1)" in text


# The page


def test_a_file_is_handed_in_through_the_page(files, door):
    client = browse(door.manager)
    upload = SimpleUploadedFile("cin.xml", (files / "cin.xml").read_bytes())
    answer = client.post(reverse("exchange:imports"), {"file": upload})
    batch = ImportBatch.objects.get()
    assert answer["Location"] == reverse("exchange:batch", args=[batch.pk])
    assert "Waiting" in client.get(answer["Location"]).content.decode()
    actions.run(batch)
    page = client.get(answer["Location"]).content.decode()
    assert "Events of this file are known up to" in page
    assert "Events known up to" in client.get(reverse("frontdoor:today")).content.decode()


# Contacts for today's list


CONTACT_HEADING = ["cont_contact_id", "cont_person_id", "cont_contact_date", "cont_contact_source_code"]


def test_contacts_since_a_day_go_on_todays_list_once(door):
    recent, old = timezone.localdate() - timedelta(days=1), date(2026, 1, 5)
    rows = [
        ["K1", "P1", f"{recent:%d/%m/%Y}", "2A"],
        ["K1", "P2", f"{recent:%d/%m/%Y}", "2A"],
        ["K2", "P3", f"{old:%d/%m/%Y}", "1A"],
    ]
    content = table(*rows, heading=CONTACT_HEADING)
    batch = bring(content, "ssd_contacts.csv", known_up_to=timezone.localdate(), open_from=recent)
    assert batch.state == State.DONE, batch.words
    contact = Contact.objects.get()
    assert contact.case_system_id == "K1"
    assert {line.person.identifiers.get().value for line in contact.children.all()} == {"P1", "P2"}
    assert contact.ref in browse(door.worker).get(reverse("frontdoor:today")).content.decode()
    again = bring(content + b"\n", "ssd_contacts.csv", known_up_to=timezone.localdate(), open_from=recent)
    assert again.counts["contacts held already"] == 1
    assert Contact.objects.count() == 1


def test_without_a_day_all_contacts_are_history(door):
    content = table(["K1", "P1", "05/01/2026", "2A"], heading=CONTACT_HEADING)
    bring(content, "ssd_contacts.csv", known_up_to=UNTIL)
    assert not Contact.objects.exists()
    assert current() == {("P1", "contact", date(2026, 1, 5))}


def test_contacts_without_a_front_door_are_set_aside_not_lost(db):
    content = table(["K1", "P1", "05/01/2026", "2A"], heading=CONTACT_HEADING)
    batch = bring(content, "ssd_contacts.csv", known_up_to=UNTIL, open_from=date(2026, 1, 1))
    assert "no front-door team" in batch.set_aside.get().reason


# Past decisions


PAST = ["contact id", "child id", "received", "decided", "level", "worker"]


def past(*rows) -> ImportBatch:
    return bring(table(*rows, heading=PAST), "past.csv", known_up_to=UNTIL)


def test_past_decisions_fill_a_workers_first_page(door):
    batch = past(
        ["K1", "P1", "01/06/2026", "02/06/2026", "no_further_action", "practitioner"],
        ["K2", "P2", "03/06/2026", "03/06/2026", level("assessment").label, door.colleague.name],
        ["K3", "P3", "03/06/2026", "03/06/2026", "early_help", ""],
    )
    assert batch.counts["past decisions"] == 3, list(batch.set_aside.all())
    assert set(Decision.objects.values_list("by__username", "level__kind")) == {
        ("practitioner", "no_further_action"),
        ("colleague", "assessment"),
        (None, "early_help"),
    }
    page = browse(door.worker).get(reverse("practice:learning") + "?period=all").content.decode()
    assert Contact.objects.get(case_system_id="K1").ref in page
    assert not Contact.objects.filter(closed_at=None).exists()


def test_an_unknown_level_or_worker_is_set_aside_with_its_place(door):
    batch = past(
        ["K1", "P1", "01/06/2026", "02/06/2026", "sent away", "practitioner"],
        ["K2", "P2", "01/06/2026", "02/06/2026", "early_help", "nobody"],
        ["K3", "P3", "01/06/2026", "02/06/2026", "early_help", "practitioner"],
    )
    assert [(row.place, row.value) for row in batch.set_aside.all()] == [
        ("row 2", "sent away"),
        ("row 3", "nobody"),
    ]
    assert Decision.objects.count() == 1


def test_past_decisions_twice_are_held_once(door):
    row = ["K1", "P1", "01/06/2026", "02/06/2026", "early_help", "practitioner"]
    past(row)
    again = past(row, ["K9", "P9", "01/06/2026", "02/06/2026", "early_help", "practitioner"])
    assert again.counts["past decisions held already"] == 1
    assert Decision.objects.count() == 2


def test_long_contact_numbers_do_not_run_into_one_another(door):
    stem = "3f2504e0-4f89-11d3-9a0c-0305e82c330"
    batch = past(
        [f"{stem}1", "P1", "01/06/2026", "02/06/2026", "early_help", ""],
        [f"{stem}1", "P2", "01/06/2026", "02/06/2026", "assessment", ""],
        [f"{stem}2", "P1", "01/07/2026", "02/07/2026", "early_help", ""],
        [f"{stem}-and-more-of-it-3", "P1", "01/08/2026", "02/08/2026", "early_help", ""],
        [f"{stem}-and-more-of-it-4", "P1", "01/09/2026", "02/09/2026", "early_help", ""],
    )
    assert batch.counts["past decisions"] == 5
    assert Decision.objects.count() == 5


def test_two_past_decisions_about_one_line_are_both_kept_in_order(door):
    batch = past(
        ["K1", "P1", "01/06/2026", "09/06/2026", "assessment", "practitioner"],
        ["K1", "P1", "01/06/2026", "02/06/2026", "awaiting_information", "practitioner"],
    )
    assert batch.counts["past decisions"] == 2
    [state] = line_states(Contact.objects.get())
    assert state.in_force.level.kind == "assessment"
    assert state.is_decided


def test_a_past_decision_never_overtakes_one_recorded_here(door):
    contact = make_contact(door, case_system_id="K1")
    person = contact.children.get().person
    LocalIdentifier.objects.create(person=person, value="P1")
    [here] = decide(contact, door.manager, "assessment")
    batch = past(["K1", "P1", "01/06/2026", "02/06/2026", "no_further_action", "practitioner"])
    assert line_states(contact)[0].in_force == here
    assert "decided in Fanlight" in batch.set_aside.get().reason


def test_an_open_contact_closes_when_a_past_decision_settles_it(door):
    contact = make_contact(door, case_system_id="K1")
    LocalIdentifier.objects.create(person=contact.children.get().person, value="P1")
    today = timezone.localdate()
    past(["K1", "P1", f"{today:%d/%m/%Y}", f"{today:%d/%m/%Y}", "no_further_action", "practitioner"])
    contact.refresh_from_db()
    assert contact.closed_at is not None


def test_a_level_of_the_other_set_keeps_the_words_in_force(door):
    Authority.objects.update(level_set="working-together-2023")
    past(["K1", "P1", "01/06/2026 16:40", "02/06/2026 09:10", "Early_Help", "PRACTITIONER"])
    decision = Decision.objects.get()
    assert decision.level_anchor == level("early_help").anchor
    assert timezone.localtime(decision.at).replace(tzinfo=None) == datetime(2026, 6, 2, 9, 10)


def test_past_decisions_without_a_front_door_are_set_aside_not_lost(db):
    batch = past(["K1", "P1", "01/06/2026", "02/06/2026", "early_help", ""])
    assert batch.state == State.DONE
    assert "no front-door team" in batch.set_aside.get().reason


def test_a_number_that_two_contacts_bear_stops_nothing(door):
    first, _ = make_contact(door, case_system_id="K1"), make_contact(door, case_system_id="K1")
    batch = past(["K1", "P1", "01/06/2026", "02/06/2026", "early_help", ""])
    assert batch.counts["past decisions"] == 1
    assert Decision.objects.get().line.contact == first


def test_many_rows_set_aside_are_told_by_reason_first(door):
    batch = ImportBatch.objects.create(name="census.xml", started_at=timezone.now(), state=State.DONE)
    for at in range(1_204):
        RowSetAside.objects.create(batch=batch, place=f"row {at}", reason="no day" if at else "no child")
    page = browse(door.workers[Role.ANALYST]).get(reverse("exchange:batch", args=[batch.pk])).content.decode()
    assert "Set aside by reason" in page
    assert page.index("1,203") < page.index("row 0")


def test_what_is_missing_is_asked_in_words(door):
    batch = ImportBatch.objects.create(
        name="ssd.csv",
        started_at=timezone.now(),
        state=State.STAGED,
        shown={
            "asks": ["known_up_to"],
            "counts": {
                "new events": 0,
                "changed events": 0,
                "events no longer present": 0,
                "new persons": 0,
                "details of persons told otherwise": 0,
            },
            "new": [],
            "changed": [],
            "absent": [],
            "contradictions": [],
            "persons": [],
        },
    )
    page = browse(door.workers[Role.ANALYST]).post(reverse("exchange:agree", args=[batch.pk]), {})
    assert "Enter the day up to which the file is complete" in page.content.decode()
