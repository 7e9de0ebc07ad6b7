"""A file that a case system sends: read, told as a difference, written when it says so, never another's."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.web.accounts.models import Role
from fanlight.web.audit.models import AuditEvent
from fanlight.web.casework.models import Event, LocalIdentifier
from fanlight.web.exchange import jobs
from fanlight.web.exchange.models import ImportBatch, RowSetAside
from fanlight.web.frontdoor.models import Contact
from tests.web.builders import browse, make_a_token
from tests.web.exchange.api.calls import System
from tests.web.own_listing import LOG

pytestmark = pytest.mark.django_db
HEADING = ["cont_contact_id", "cont_person_id", "cont_contact_date", "cont_contact_source_code"]
STATE = ImportBatch.State


@pytest.fixture
def system(door):
    return System(make_a_token(door)[1])


def contacts(*rows) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([HEADING, *rows])
    return file.getvalue().encode()


def work() -> None:
    """What the server's own thread does."""
    for batch in ImportBatch.objects.filter(state__in=ImportBatch.UNDER_WAY):
        jobs.work_on(batch)


TODAY = f"{timezone.localdate():%d/%m/%Y}"
TWO = contacts(["K1", "P1", TODAY, "2A"], ["K2", "P2", TODAY, "no such"], ["K3", "", TODAY, "2A"])


def test_a_list_that_nothing_knows_is_refused_for_nobody_is_there_to_be_asked(door, system):
    told = system.send_file(LOG).json()
    work()
    seen = system.get(f"files/{told['id']}").json()
    assert (seen["state"], seen["asks"]) == ("refused", [])
    assert "belong to nothing that is read" in seen["words"]


def test_a_file_is_sent_looked_at_and_written(door, system):
    day = timezone.localdate().isoformat()
    sent = system.send_file(TWO, known_up_to=day, contacts="open", open_from=day)
    assert sent.status_code == 202, sent.content
    told = sent.json()
    assert (told["state"], told["name"], told["set_aside"]) == ("waiting", "contacts.csv", [])
    assert not Event.objects.exists()
    work()
    seen = system.get(f"files/{told['id']}").json()
    assert (seen["state"], seen["asks"]) == ("staged", [])
    assert seen["counts"]["new events"] == 2
    assert seen["set_aside_count"] == len(seen["set_aside"]) >= 1
    assert not Event.objects.exists()
    committed = system.post(f"files/{told['id']}/commit")
    assert (committed.status_code, committed.json()["state"]) == (202, "agreed")
    work()
    done = system.get(f"files/{told['id']}").json()
    assert (done["state"], done["counts"]["new events"]) == ("done", 2), done
    assert Contact.objects.count() == 2
    actors = dict(
        AuditEvent.objects.filter(record=f"importbatch {told['id']}").values_list("action", "actor")
    )
    assert actors["hand in a file"] == actors["agree to an import"] == "token: Case system"


def test_an_analyst_sees_who_sent_it(door, system):
    number = system.send_file(TWO).json()["id"]
    client = browse(door.workers[Role.ANALYST])
    assert "sent by Case system" in client.get(reverse("exchange:imports")).content.decode()
    assert "Sent by Case system" in client.get(reverse("exchange:batch", args=[number])).content.decode()


def test_what_the_file_does_not_say_is_asked_before_it_is_written(door, system):
    number = system.send_file(TWO).json()["id"]
    work()
    day = timezone.localdate().isoformat()
    assert system.get(f"files/{number}").json()["asks"] == ["known_up_to", "contacts"]
    for given, place in (
        (None, "known_up_to"),
        ({"known_up_to": day}, "contacts"),
        ({"known_up_to": day, "contacts": "open"}, "open_from"),
    ):
        response = system.post(f"files/{number}/commit", given)
        assert (response.status_code, response.json()["place"]) == (409, place), response.content
    response = system.post(f"files/{number}/commit", {"known_up_to": day, "contacts": "history"})
    assert response.status_code == 202
    work()
    assert ImportBatch.objects.get().state == STATE.DONE
    assert Event.objects.count() == 2
    assert not Contact.objects.exists()


def test_a_day_in_the_future_and_an_unknown_answer_are_refused(door, system):
    later = (timezone.localdate() + timedelta(days=1)).isoformat()
    response = system.send_file(TWO, known_up_to=later)
    assert (response.status_code, response.json()["place"]) == (422, "known_up_to")
    response = system.send_file(TWO, contacts="all")
    assert (response.status_code, response.json()["place"]) == (422, "contacts")
    assert not ImportBatch.objects.exists()


def test_a_file_is_given_up(door, system):
    number = system.send_file(TWO).json()["id"]
    work()
    assert system.post(f"files/{number}/cancel").json()["state"] == "cancelled"
    response = system.post(f"files/{number}/commit")
    assert (response.status_code, response.json()["place"]) == (409, "id")
    assert not Event.objects.exists()


def test_a_file_of_another_token_or_of_a_worker_does_not_exist(door, system):
    number = system.send_file(TWO).json()["id"]
    other = System(make_a_token(door, name="Another system")[1])
    typed = ImportBatch.objects.create(name="census.xml", started_at=timezone.now()).pk
    for pk in (number, typed, 10**18):
        assert other.get(f"files/{pk}").status_code == 404
        assert other.post(f"files/{pk}/commit").status_code == 404
        assert other.post(f"files/{pk}/cancel").status_code == 404
    assert ImportBatch.objects.get(pk=number).state == STATE.WAITING


def test_what_was_set_aside_comes_in_pages(door, system):
    number = system.send_file(TWO).json()["id"]
    batch = ImportBatch.objects.get()
    RowSetAside.objects.bulk_create(
        RowSetAside(batch=batch, place=f"row {row}", reason="why") for row in range(250)
    )
    pages = [system.get(f"files/{number}?page={page}").json() for page in (1, 2, 3, 4)]
    assert [len(page["set_aside"]) for page in pages] == [100, 100, 50, 0]
    assert pages[0]["pages"] == 3
    assert system.get(f"files/{number}?page=0").status_code == 422


def test_nothing_of_a_childs_record_comes_back(door, system):
    """A file that tells a person otherwise than is held learns that it differs, not what is held."""
    day = timezone.localdate().isoformat()
    heading = ["pers_person_id", "pers_forename", "pers_surname", "pers_dob"]

    def persons(*rows) -> bytes:
        file = io.StringIO()
        csv.writer(file).writerows([heading, *rows])
        return file.getvalue().encode()

    first = system.send_file(persons(["P1", "Asa", "Holdsworth", "04/05/2018"]), "a.csv", known_up_to=day)
    work()
    assert system.post(f"files/{first.json()['id']}/commit").status_code == 202
    work()
    assert LocalIdentifier.objects.filter(value="P1").exists()
    second = system.send_file(persons(["P1", "Bea", "Other", "01/01/2011"]), "b.csv", known_up_to=day)
    work()
    system.post(f"files/{second.json()['id']}/commit")
    work()
    response = system.get(f"files/{second.json()['id']}")
    told = response.json()
    assert any(row["reason"].endswith("another value is held and stays") for row in told["set_aside"]), told
    for held in ("Asa", "Holdsworth", "2018"):
        assert held not in response.content.decode()


def test_a_file_that_cannot_be_read_ends_refused_with_one_line(door, system):
    number = system.send_file(b"%PDF-1.7", "minutes.pdf").json()["id"]
    work()
    told = system.get(f"files/{number}").json()
    assert told["state"] == "refused"
    assert "this is a PDF" in told["words"]


def test_the_same_file_twice_changes_nothing_and_says_so(door, system):
    day = timezone.localdate().isoformat()
    number = system.send_file(TWO, known_up_to=day, contacts="history").json()["id"]
    work()
    system.post(f"files/{number}/commit")
    work()
    told = system.send_file(TWO, known_up_to=day, contacts="history").json()
    assert told["state"] == "unchanged"
