"""A contact that a case system sends stands on today's list once, as if a worker had typed it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.web.accounts.models import Team
from fanlight.web.audit.models import AuditEvent
from fanlight.web.casework.models import LocalIdentifier, Person
from fanlight.web.frontdoor.models import Contact
from tests.web.builders import browse, make_a_token, make_contact
from tests.web.exchange.api.calls import CONTACT, System

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(door):
    return System(make_a_token(door)[1])


def test_a_contact_stands_on_todays_list_with_its_words_unaltered(door, system):
    response = system.send_contact(received_at=timezone.now().isoformat())
    contact = Contact.objects.get()
    assert response.status_code == 201, response.content
    assert response.json() == {"contact": contact.ref, "held_already": False}
    assert (contact.case_system_id, contact.source_code, contact.team) == ("K-1", "1A", door.team)
    assert contact.raw_text == CONTACT["text"]
    assert contact.entered_by is None
    assert contact.children.get().person.identifiers.get().value == "P-1"
    assert contact.ref in browse(door.worker).get(reverse("frontdoor:today")).content.decode()
    row = AuditEvent.objects.get(action="record a contact")
    assert row.actor == "token: Case system"
    assert row.persons == [contact.children.get().person.key]


def test_the_same_number_twice_is_one_contact_and_changes_nothing(door, system):
    first = system.send_contact()
    before = list(Contact.objects.values())
    again = system.send_contact(text="something else", children=[{"forename": "Bea"}])
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == {"contact": first.json()["contact"], "held_already": True}
    assert list(Contact.objects.values()) == before
    assert Person.objects.count() == 1


def test_a_contact_that_a_worker_typed_with_its_number_is_the_same(door, system):
    typed = make_contact(door, case_system_id="K-1")
    assert system.send_contact().json() == {"contact": typed.ref, "held_already": True}


def test_a_known_child_is_found_by_number_and_an_unborn_one_is_kept(door, system):
    system.send_contact()
    asa = Person.objects.get()
    children = [{"case_system_id": "P-1"}, {"expected_on": "2026-05-01"}]
    assert system.send_contact(case_system_id="K-2", children=children).status_code == 201
    lines = Contact.objects.get(case_system_id="K-2").children.all()
    assert lines[0].person == asa
    assert lines[1].person.is_unborn


@pytest.mark.parametrize(
    ("child", "status"),
    [
        ({"forename": "ASA", "surname": "Newname"}, 201),  # one name may change
        ({"forename": "Asa", "born_on": "2018-05-04"}, 201),
        ({"forename": "Dov", "surname": "Other"}, 409),
        ({"forename": "Asa", "surname": "Example", "born_on": "2011-01-01"}, 409),
    ],
)
def test_a_number_that_means_another_child_is_refused_without_telling_who_it_is(door, system, child, status):
    system.send_contact()
    response = system.send_contact(case_system_id="K-2", children=[{"case_system_id": "P-1"} | child])
    assert response.status_code == status
    if status == 409:
        assert response.json()["place"] == "children[0]"
        assert "Example" not in response.content.decode()
        assert "2018" not in response.content.decode()
        assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "status", "place", "said"),
    [
        ({"received_at": "2026-03-02T09:30:00"}, 422, "received_at", "timezone"),
        ({"received_at": "0001-01-01T00:00:00+23:59"}, 422, "received_at", "between 1900 and 2200"),
        ({"received_at": "1066-10-14T09:30:00+00:00"}, 422, "received_at", "between 1900 and 2200"),
        (
            {"received_at": (timezone.now() + timedelta(days=1)).isoformat()},
            409,
            "received_at",
            "in the future",
        ),
        ({"channel": "carrier pigeon"}, 422, "channel", "Input should be"),
        ({"source_code": "6Z"}, 422, "source_code", "Input should be"),
        ({"source_code": ""}, 409, "source_code", "its own words"),
        ({"case_system_id": " "}, 422, "case_system_id", "at least 1"),
        ({"case_system_id": "K" * 61}, 422, "case_system_id", "at most 60"),
        ({"text": "nu\0ll"}, 422, "text", "null character"),
        ({"risk": "high"}, 422, "risk", "not permitted"),
        ({"children": []}, 422, "children", "at least 1"),
        ({"children": [{}]}, 409, "children[0]", "give a number"),
        ({"children": [{"born_on": "31/02/2018"}]}, 422, "children[0].born_on", "date"),
        ({"children": [{"born_on": "2199-01-01"}]}, 409, "children[0]", "in the future"),
        (
            {"children": [{"born_on": "2018-01-01", "expected_on": "2027-01-01"}]},
            409,
            "children[0]",
            "not both",
        ),
        (
            {"children": [{"case_system_id": "P"}, {"case_system_id": "P"}]},
            409,
            "children[1].case_system_id",
            "two children",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_line_with_its_place_and_nothing_is_kept(
    door, system, changed, status, place, said
):
    response = system.send_contact(**changed)
    told = response.json()
    assert (response.status_code, told["place"]) == (status, place), told
    assert said in told["error"]
    assert "\n" not in told["error"]
    assert not Contact.objects.exists()
    assert not Person.objects.exists()


def test_without_a_front_door_nothing_is_taken(door, system):
    Team.objects.update(is_front_door=False)
    assert "no front-door team" in system.send_contact().json()["error"]
    assert not LocalIdentifier.objects.exists()


def test_a_body_that_is_no_json_is_told_so(system):
    answer = system.post("contacts", b'{"case_system_id": "K-1",')
    assert (answer.status_code, answer.json()) == (
        400,
        {"error": "the body is not JSON in UTF-8", "place": "body"},
    )
