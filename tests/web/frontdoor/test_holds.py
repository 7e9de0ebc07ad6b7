"""A hold keeps the texts about one child from the retention rule; ended with a reason, never deleted."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from fanlight.web.accounts.models import Authority, Role
from fanlight.web.audit.models import AuditEvent
from fanlight.web.casework.models import LocalIdentifier, Person
from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.actions.holds import end_hold
from fanlight.web.frontdoor.actions.retention import end_texts
from fanlight.web.frontdoor.models import Brief, Contact, TextHold
from fanlight.web.frontdoor.queries.retention import texts_held, texts_to_end
from fanlight.web.site.commands import retention
from tests.web.builders import TEXT, a_hold, browse, decide, make_contact

pytestmark = pytest.mark.django_db
MONTHS, TODAY, OLD = 24, date(2026, 11, 25), timedelta(days=2000)


@pytest.fixture
def officer(door):
    return door.workers[Role.DATA_PROTECTION_OFFICER]


def aged(door, **what):
    contact = make_contact(door, **what)
    decide(contact, door.manager)
    at = timezone.now() - OLD
    Contact.objects.filter(pk=contact.pk).update(received_at=at, closed_at=at)
    contact.refresh_from_db()
    return contact


def come_to():
    return set(texts_to_end(MONTHS, TODAY).values_list("pk", flat=True))


def kept():
    return set(texts_held(MONTHS, TODAY).values_list("pk", flat=True))


def send(officer, **typed):
    client, address = browse(officer), reverse("frontdoor:holds")
    submission = client.get(address).context["form"]["submission"].value()
    given = {
        "source": "A court",
        "reason": "It ordered so",
        "since_on_day": "1/11/2026",
        "submission": submission,
    }
    return client.post(address, given | typed, follow=True)


def test_what_is_held_does_not_end_and_the_rest_does(door):
    held, other = aged(door), aged(door)
    a_hold(door, held.children.get().person)
    assert (come_to(), kept()) == ({other.pk}, {held.pk})


def test_it_ends_once_the_last_hold_has_ended(door, officer):
    contact = aged(door)
    child = contact.children.get().person
    first, second = a_hold(door, child), a_hold(door, child)
    end_hold(hold=first, by=officer, why="Closed")
    assert come_to() == set()
    end_hold(hold=second, by=officer, why="Closed")
    assert (come_to(), kept()) == ({contact.pk}, set())


def test_one_childs_hold_keeps_the_text_about_several(door):
    contact = aged(door, children=3)
    a_hold(door, contact.children.all()[2].person)
    assert kept() == {contact.pk}


@pytest.mark.parametrize("held", ["unborn", "born"])
def test_before_and_after_birth_it_is_one_child(door, held):
    before = aged(door, children=[NamedPerson(expected_on=date(2019, 3, 1))])
    after = aged(door)
    unborn, born = before.children.get().person, after.children.get().person
    actions.join_after_birth(unborn=unborn, born=born, by=door.worker)
    a_hold(door, {"unborn": unborn, "born": born}[held])
    assert kept() == {before.pk, after.pk}


def test_who_was_named_by_mistake_is_held_too(door):
    contact = aged(door, children=2)
    line = contact.children.first()
    last = line.decisions.get().pk
    actions.put_right(line=line, by=door.manager, why="Misread", last_seen=last, submission=uuid.uuid4())
    a_hold(door, line.person)
    assert kept() == {contact.pk}


def test_the_action_leaves_what_is_held_by_the_time_it_runs(door):
    held, other = aged(door), aged(door)
    a_hold(door, held.children.get().person)
    assert end_texts(contacts=[held, other], months=MONTHS, source="Schedule 4.2") == 1
    assert [one.raw_text for one in Contact.objects.filter(pk__in=[held.pk, other.pk]).order_by("pk")] == [
        TEXT,
        "",
    ]
    assert TEXT in str(Brief.objects.get(contact=held).content)
    assert AuditEvent.objects.get(action="keep a text that is held").record == f"contact {held.pk}"


def test_the_command_counts_skips_and_says_so(door):
    held, _ = aged(door), aged(door)
    a_hold(door, held.children.get().person)
    Authority.objects.update(text_kept_months=MONTHS, text_kept_source="Schedule 4.2")
    counted = CliRunner().invoke(retention, []).output
    assert "1 contact whose text the rule has come to" in counted
    assert "1 more is kept by a hold" in counted
    assert "1 of 1 ended" in " ".join(CliRunner().invoke(retention, ["--end"]).output.split())
    assert Contact.objects.get(pk=held.pk).raw_text == TEXT


# The page


def test_the_officer_sets_one_by_number_and_reads_no_name(door, officer):
    contact = aged(door, children=[NamedPerson("Asa", "Example", local_id="4711")])
    page = send(officer, child=" 4711 ").content.decode()
    assert "Held: 1 contact about this child keeps the text" in page
    assert "<strong>4711</strong>: A court, since 1 November 2026" in page
    assert "It ordered so" in page
    assert "Asa" not in page
    hold = TextHold.objects.get()
    assert (hold.set_by, hold.person) == (officer, contact.children.get().person)
    told = AuditEvent.objects.get(action="hold the texts of a child")
    assert (told.persons, "ordered" in str(told.detail)) == ([hold.person.key], False)


def test_without_a_number_every_child_of_a_contact(door, officer):
    contact = aged(door, children=2)
    page = send(officer, child=contact.ref.lower()).content.decode()
    assert TextHold.objects.count() == 2
    assert f"{contact.ref} 2</strong>" in page


def test_without_a_number_one_child_by_place(door, officer):
    contact = aged(door, children=2)
    send(officer, child=f"{contact.ref} 2")
    assert TextHold.objects.get().person == contact.children.all()[1].person


def test_a_text_that_ended_before_is_told(door, officer):
    contact = aged(door, children=[NamedPerson("Asa", local_id="4711")])
    end_texts(contacts=[contact], months=MONTHS, source="x")
    assert "The text of 1 ended before" in send(officer, child="4711").content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"child": "nobody"}, "No child and no contact has this number"),
        ({"child": "C-999999999999999999999"}, "No child and no contact has this number"),
        ({"child": "99"}, "a hold is for a child"),
        ({"child": "4711", "source": ""}, "Enter on whose word"),
        ({"child": "4711", "reason": " "}, "Enter why the texts are kept"),
        ({"child": "4711", "since_on_day": "1/11/2090"}, "give today or an earlier day"),
    ],
)
def test_what_is_not_whole_is_refused(door, officer, typed, words):
    make_contact(door, children=[NamedPerson("Asa", local_id="4711")])
    LocalIdentifier.objects.create(person=Person.objects.create(is_adult=True), value="99")
    page = send(officer, **typed)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not TextHold.objects.exists()


def test_sent_twice_is_once(door, officer):
    make_contact(door, children=[NamedPerson("Asa", local_id="4711")])
    submission = str(uuid.uuid4())
    for _ in range(2):
        send(officer, child="4711", submission=submission)
    assert TextHold.objects.count() == 1


def test_it_is_ended_with_a_reason_once_and_stays_listed(door, officer):
    hold = a_hold(door)
    address = reverse("frontdoor:hold_end", args=[hold.pk])
    assert browse(officer).post(address, {"why": ""}).status_code == 422
    page = browse(officer).post(address, {"why": "The inquiry reported"}, follow=True).content.decode()
    assert "Ended (1)" in page
    assert "The inquiry reported" in page
    browse(officer).post(address, {"why": "Again"})
    assert end_hold(hold=hold, by=officer, why="Again").ended_why == "The inquiry reported"


@pytest.mark.parametrize("change", [{"ended_at": None}, {"ended_why": "x"}, {"reason": "x"}])
def test_the_database_keeps_what_was_said(door, officer, change):
    end_hold(hold=a_hold(door), by=officer, why="Over")
    with pytest.raises(DatabaseError), transaction.atomic():
        TextHold.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        TextHold.objects.all().delete()
