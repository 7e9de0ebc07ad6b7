"""A file is shown before it is written: difference, contradictions, absence, answers, undoing, going on."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from fanlight.exchange.reading import Unreadable
from fanlight.web.accounts.models import Role
from fanlight.web.audit.models import AuditEvent
from fanlight.web.casework.models import Event, LocalIdentifier, Person, SourceFile
from fanlight.web.casework.queries import current_events
from fanlight.web.exchange import actions, copies, jobs
from fanlight.web.exchange.models import ImportBatch, PersonDescribed
from fanlight.web.exchange.undoing import CannotUndo, undo, what_stands_in_the_way
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.models import Contact
from tests.web.builders import browse, make_contact, make_worker

pytestmark = pytest.mark.django_db
State = ImportBatch.State
EPISODES = ["cine_referral_id", "cine_person_id", "cine_referral_date", "cine_close_date"]
PERSONS = ["pers_person_id", "pers_forename", "pers_surname", "pers_dob"]
MARCH, MAY = date(2026, 3, 31), date(2026, 5, 31)


def table(heading, *rows) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([heading, *rows])
    return file.getvalue().encode()


def episodes(*rows) -> bytes:
    return table(EPISODES, *([*row, *[""] * (4 - len(row))] for row in rows))


def handed_in(content: bytes, name="ssd_cin_episodes.csv", **answers) -> ImportBatch:
    return actions.hand_in(by=None, file=io.BytesIO(content), name=name, **answers)


def written(content: bytes, name="ssd_cin_episodes.csv", known_up_to=MARCH, **answers) -> ImportBatch:
    batch = actions.run(handed_in(content, name, known_up_to=known_up_to, **answers))
    assert batch.state == State.DONE, batch.words
    return batch


def held() -> dict[str, list]:
    """All that an import writes, but for keys drawn anew and for the account of imports."""
    number = "person__identifiers__value"
    events = Event.objects.values_list(
        number, "kind", "on", "ended_on", "detail", "key", "identity", "replaced_by__identity",
        "replaced_by__content_hash", "no_longer_in__sha256", "source__sha256",
    )  # fmt: skip
    persons = LocalIdentifier.objects.values_list(
        "value", "person__forename", "person__surname", "person__born_on", "person__sex"
    )
    return {
        "events": sorted(map(repr, events)),
        "persons": sorted(map(repr, persons)),
        "everybody": Person.objects.count(),
        "files": sorted(SourceFile.objects.values_list("sha256", flat=True)),
    }


def copies_left() -> list[Path]:
    return [path for path in copies.folder().iterdir() if path.suffix != ".lock"]


# Shown, then written


def test_staging_writes_no_event_and_tells_the_difference(db):
    written(episodes(["R1", "P1", "01/03/2026"], ["R2", "P2", "02/03/2026"]))
    before = held()
    later = episodes(["R1", "P1", "01/03/2026", "20/04/2026"], ["R3", "P3", "05/04/2026"])
    batch = actions.stage(handed_in(later, known_up_to=MAY))
    assert batch.state == State.STAGED
    assert held() == before
    counts = batch.shown["counts"]
    assert (counts["new events"], counts["changed events"], counts["new persons"]) == (1, 1, 1)
    [[person, what, on, changes]] = batch.shown["changed"]
    assert (person, what, on) == ("P1", "Referral", "2026-03-01")
    assert "ended: nothing → 2026-04-20" in changes
    assert len(copies_left()) == 1


def test_what_was_shown_is_what_is_written(door):
    batch = actions.stage(handed_in(episodes(["R1", "P1", "01/03/2026"])))
    assert batch.shown["asks"] == ["known_up_to"]
    assert actions.agree(batch=batch, by=door.manager, known_up_to=MARCH)
    batch = actions.run(ImportBatch.objects.get(pk=batch.pk))
    assert batch.state == State.DONE
    assert batch.counts["new events"] == 1
    assert batch.shown == {"account": [["ssd_cin_episodes", 1, 1, 0, 0]]}, "children's details do not stay"
    assert not copies_left()


def test_it_is_shown_again_when_what_is_held_changed_meanwhile(door):
    row = ["R1", "P1", "01/03/2026"]
    batch = actions.stage(handed_in(episodes(row), known_up_to=MARCH))
    written(episodes(row, ["R9", "P9", "01/03/2026"]))
    actions.agree(batch=batch, by=door.manager)
    batch = actions.run(ImportBatch.objects.get(pk=batch.pk))
    assert batch.state == State.STAGED
    assert batch.words == actions.CHANGED_SINCE
    assert batch.shown["counts"]["new events"] == 0
    actions.agree(batch=batch, by=door.manager)
    assert actions.run(ImportBatch.objects.get(pk=batch.pk)).state == State.DONE


def test_agreeing_twice_writes_once(door):
    batch = actions.stage(handed_in(episodes(["R1", "P1", "01/03/2026"]), known_up_to=MARCH))
    assert actions.agree(batch=batch, by=door.manager)
    assert not actions.agree(batch=batch, by=door.manager)


def test_giving_up_a_staged_file_removes_its_copy(door):
    batch = actions.stage(handed_in(episodes(["R1", "P1", "01/03/2026"])))
    browse(door.manager).post(reverse("exchange:cancel", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == State.CANCELLED
    assert set(batch.shown) == {"account"}
    assert not copies_left()


# Contradictions about a person


def test_another_day_of_birth_is_listed_and_not_taken(db):
    written(table(PERSONS, ["P1", "Asa", "", "04/05/2018"]), "ssd_person.csv")
    batch = written(table(PERSONS, ["P1", "ASA", "Example", "05/04/2018"]), "ssd_person.csv")
    person = Person.objects.get(identifiers__value="P1")
    assert (person.forename, person.surname, person.born_on) == ("Asa", "Example", date(2018, 5, 4))
    [aside] = batch.set_aside.all()
    assert aside.reason == "born on: 2018-05-04 is held and stays"
    assert (aside.place, aside.value) == ("Person P1", "2018-04-05")


def test_a_person_may_say_that_the_file_is_right(db):
    written(table(PERSONS, ["P1", "Asa", "", "04/05/2018"]), "ssd_person.csv")
    batch = written(
        table(PERSONS, ["P1", "", "", "05/04/2018"]), "ssd_person.csv", known_up_to=MAY, take_over=True
    )
    assert Person.objects.get(identifiers__value="P1").born_on == date(2018, 4, 5)
    assert not batch.set_aside.exists()
    undo(batch=batch, by=None)
    assert Person.objects.get(identifiers__value="P1").born_on == date(2018, 5, 4)


# Ends and absence


def test_an_end_entered_in_error_is_taken_back_by_the_same_kind_of_file(db):
    written(episodes(["R1", "P1", "01/03/2026", "20/03/2026"]))
    written(episodes(["R1", "P1", "01/03/2026"]), known_up_to=MAY)
    assert Event.objects.get(replaced_by=None).ended_on is None


def test_silence_takes_nothing_away_unless_somebody_says_that_the_file_is_complete(db):
    written(episodes(["R1", "P1", "01/03/2026"], ["R2", "P2", "02/03/2026"], ["R0", "P0", "02/01/2026"]))
    later = episodes(["R1", "P1", "01/03/2026"])
    first = actions.stage(handed_in(later, known_up_to=MAY))
    assert first.shown["counts"]["events no longer present"] == 0
    told = actions.stage(handed_in(later, known_up_to=MAY, complete_from=date(2026, 2, 1)))
    assert told.shown["absent"] == [["P2", "Referral", "2026-03-02"]], "not what came before that day"
    batch = actions.run(handed_in(later, known_up_to=MAY, complete_from=date(2026, 2, 1)))
    assert batch.counts["events no longer present"] == 1
    person = Person.objects.get(identifiers__value="P2")
    assert not current_events([person]).exists()
    assert Event.objects.get(person=person).no_longer_in == batch.source


def test_a_later_file_brings_an_absent_event_back(db):
    both = [["R1", "P1", "01/03/2026"], ["R2", "P2", "02/03/2026"]]
    written(episodes(*both))
    written(episodes(both[0]), known_up_to=date(2026, 4, 30), complete_from=date(2026, 2, 1))
    assert Event.objects.filter(replaced_by=None).count() == 1
    again = actions.stage(handed_in(episodes(*both, ["R3", "P3", "01/05/2026"]), known_up_to=MAY))
    assert "comes back" in again.shown["changed"][0][3]
    back = written(episodes(*both, ["R3", "P3", "01/05/2026"], ["R4", "P4", "01/05/2026"]), known_up_to=MAY)
    assert Event.objects.filter(replaced_by=None).count() == 4
    undo(batch=back, by=None)
    assert Event.objects.filter(replaced_by=None).count() == 1


# Undone


class UndoingRestores(TestCase):
    """Whatever two files say: after undoing the second, what is held is what was held before it."""

    rows = st.lists(
        st.tuples(
            st.sampled_from(["R1", "R2", ""]),
            st.sampled_from(["P1", "P2", "P3"]),
            st.sampled_from(["01/03/2026", "02/03/2026", "01/05/2026"]),
            st.sampled_from(["", "20/03/2026", "21/03/2026"]),
        ),
        min_size=1,
        max_size=6,
    )

    @given(rows, rows, st.sampled_from([None, date(2026, 2, 1)]))
    def test_undone(self, first, second, complete_from):
        written(episodes(*first))
        before = held()
        batch = actions.run(
            handed_in(episodes(*second) + b"\n", known_up_to=MAY, complete_from=complete_from)
        )
        assert batch.state == State.DONE, batch.words
        undo(batch=batch, by=None)
        assert held() == before
        assert batch.described.count() == 0
        again = actions.run(handed_in(episodes(*second) + b"\n", known_up_to=MAY))
        assert again.state == State.DONE, "what was undone can be imported again"


def test_an_import_on_which_a_later_one_stands_is_not_undone(db):
    first = written(episodes(["R1", "P1", "01/03/2026"]))
    second = written(episodes(["R1", "P1", "01/03/2026", "20/04/2026"]), "later.csv", known_up_to=MAY)
    before = held()
    with pytest.raises(CannotUndo, match=r"A later import stands on it: later\.csv"):
        undo(batch=first, by=None)
    assert held() == before
    undo(batch=second, by=None)
    undo(batch=first, by=None)
    assert not Event.objects.exists()
    assert not Person.objects.exists()
    assert AuditEvent.objects.filter(action="undo an import").count() == 2


def test_a_description_that_a_later_file_changed_again_stands_in_the_way(db):
    written(table(PERSONS, ["P1", "", "", ""]), "ssd_person.csv")
    first = written(table(PERSONS, ["P1", "Asa", "", ""]), "ssd_person.csv")
    written(table(PERSONS, ["P1", "Asha", "", ""]), "ssd_person.csv", known_up_to=MAY, take_over=True)
    assert PersonDescribed.objects.count() == 2
    assert "A later import stands on it" in what_stands_in_the_way(first)


def test_whoever_stands_elsewhere_stays_when_the_file_that_made_them_is_undone(door):
    batch = written(episodes(["R1", "P1", "01/03/2026"], ["R2", "P2", "01/03/2026"]))
    make_contact(door, children=[NamedPerson(local_id="P1")])
    undo(batch=batch, by=door.manager)
    assert Person.objects.filter(identifiers__value="P1").exists()
    assert not Person.objects.filter(identifiers__value="P2").exists()


def test_contacts_put_on_the_list_are_a_record_and_stay(door):
    content = table(
        ["cont_contact_id", "cont_person_id", "cont_contact_date", "cont_contact_source_code"],
        ["K1", "P1", "05/01/2026", "2A"],
    )
    batch = written(content, "ssd_contacts.csv", open_from=date(2026, 1, 1))
    answer = browse(door.manager).get(reverse("exchange:undo", args=[batch.pk])).content.decode()
    assert "1 contacts for today&#x27;s list" in answer
    browse(door.manager).post(reverse("exchange:undo", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == State.DONE
    assert Contact.objects.count() == 1


# Going on after a stop


@pytest.mark.parametrize("state", [State.WAITING, State.READING, State.AGREED, State.WRITING])
def test_an_import_that_a_stop_cut_off_is_taken_up(state, door):
    batch = actions.stage(handed_in(episodes(["R1", "P1", "01/03/2026"]), known_up_to=MARCH))
    ImportBatch.objects.update(state=state)
    [taken_up] = jobs.take_up()
    done = jobs.work_on(taken_up)
    assert done.pk == batch.pk
    assert done.state == (State.DONE if state in ImportBatch.TO_WRITE else State.STAGED)


def test_an_import_whose_copy_is_gone_says_so(db):
    batch = handed_in(episodes(["R1", "P1", "01/03/2026"]))
    copies.remove(batch.path)
    assert jobs.take_up() == []
    batch.refresh_from_db()
    assert batch.state == State.INTERRUPTED
    assert "hand it in again" in batch.words


def test_what_another_process_works_on_is_left_to_it(db):
    batch = handed_in(episodes(["R1", "P1", "01/03/2026"]), known_up_to=MARCH)
    with copies.held(Path(batch.path)) as mine:
        assert mine
        assert actions.run(batch).state == State.WAITING
    assert actions.run(batch).state == State.DONE


def test_the_copy_of_an_import_that_ended_goes_at_the_next_start_however_new(db, monkeypatch):
    batch = handed_in(episodes(["R1", "P1", "01/03/2026"]), known_up_to=MARCH)
    with monkeypatch.context() as died:
        died.setattr(copies, "remove", lambda path: None)  # after the writing, before the copy was removed
        assert actions.run(batch).state == State.DONE
    assert Path(batch.path).exists()
    jobs.take_up()
    assert not list(copies.folder().iterdir())


def test_copies_that_nobody_will_read_do_not_stay(db, monkeypatch):
    kept = handed_in(episodes(["R1", "P1", "01/03/2026"]))
    left, _ = copies.keep(io.BytesIO(b"left over"), "left.csv")
    jobs.take_up()
    assert left.exists(), "it may be being made"
    monkeypatch.setattr(copies, "BEING_MADE", -1)
    jobs.take_up()
    assert not left.exists()
    assert Path(kept.path).exists()


def test_a_full_disk_is_told_and_leaves_nothing(door, monkeypatch):
    class Full(io.BytesIO):
        def read(self, *_):
            raise OSError(28, "No space left on device")

    with pytest.raises(Unreadable, match=r"cannot be kept here \(no space left on device\)"):
        actions.hand_in(by=None, file=Full(), name="census.xml")
    assert not copies_left()
    assert not ImportBatch.objects.exists()
    monkeypatch.setattr(copies, "keep", lambda *_: (_ for _ in ()).throw(Unreadable("census.xml", "Full")))
    upload = SimpleUploadedFile("census.xml", b"<x/>")
    answer = browse(door.manager).post(reverse("exchange:imports"), {"file": upload})
    assert answer.status_code == 422
    assert "census.xml: Full" in answer.content.decode()


# The page


def test_a_staged_page_shows_asks_and_writes(door):
    written(episodes(["R1", "P1", "01/03/2026"]))
    batch = actions.stage(handed_in(episodes(["R1", "P1", "01/03/2026", "20/04/2026"])))
    client, address = browse(door.manager), reverse("exchange:batch", args=[batch.pk])
    page = client.get(address).content.decode()
    assert "0 new events, 1 changed, 0 no longer present; 0 new persons. Nothing is written yet." in page
    assert AuditEvent.objects.filter(action="see what a file changes").count() == 1
    refused = client.post(reverse("exchange:agree", args=[batch.pk]), {})
    assert refused.status_code == 422
    day = {"known_up_to_day": "31", "known_up_to_month": "5", "known_up_to_year": "2026"}
    assert client.post(reverse("exchange:agree", args=[batch.pk]), day).status_code == 302
    batch.refresh_from_db()
    assert (batch.state, batch.known_up_to) == (State.AGREED, MAY)
    assert actions.run(batch).state == State.DONE
    assert "Undo this import" in client.get(address).content.decode()


def test_contacts_wait_for_a_decision_only_when_somebody_names_the_day(door):
    heading = ["cont_contact_id", "cont_person_id", "cont_contact_date", "cont_contact_source_code"]
    batch = actions.stage(handed_in(table(heading, ["K1", "P1", "05/01/2026", "2A"]), "ssd_contacts.csv"))
    day = {"known_up_to_day": "31", "known_up_to_month": "5", "known_up_to_year": "2026"}
    client, address = browse(door.manager), reverse("exchange:agree", args=[batch.pk])
    assert client.post(address, day).status_code == 422, "how contacts are meant is asked, not guessed"
    answer = client.post(address, day | {"contacts_are": "open"})
    assert answer.status_code == 422
    assert "Enter the day since which contacts wait" in answer.content.decode()
    assert client.post(address, day | {"contacts_are": "history"}).status_code == 302


def test_findings_of_the_rules_are_counted_and_stop_nothing(db):
    path = Path(__file__).parents[2] / "data" / "cin" / "CIN_Census_2026.xml"
    batch = actions.stage(handed_in(path.read_bytes(), path.name))
    assert batch.state == State.STAGED
    assert batch.shown["findings"]
    analyst = make_worker(Role.ANALYST, None, "an analyst")
    page = browse(analyst).get(reverse("exchange:batch", args=[batch.pk])).content.decode()
    assert "Rules of the CIN Census that the file breaks" in page


def test_copies_are_nobody_elses_to_read(db):
    handed_in(episodes(["R1", "P1", "01/03/2026"]))
    assert (Path(settings.HOME) / "imports").stat().st_mode & 0o077 == 0
