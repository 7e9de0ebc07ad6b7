"""A child typed without a number is told which one it has, so that what is known is found with it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.event import EventKind
from fanlight.web.audit.models import AuditEvent
from fanlight.web.casework.models import LocalIdentifier
from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.queries import brief_of
from tests.web.builders import browse, decide, import_known_up_to, make_contact, record_event

KAYDEN = NamedPerson("Kayden", "Example", date(2017, 5, 3))


def page(contact):
    return reverse("frontdoor:join", args=[contact.children.first().person.key])


def send(door, contact, number, **more):
    return browse(door.worker).post(page(contact), {"number": number} | more)


def test_a_number_that_nobody_has_is_kept_once_it_is_said_twice(door):
    contact = make_contact(door, children=[KAYDEN])
    shown = browse(door.worker).get(reverse("frontdoor:contact", args=[contact.pk])).content.decode()
    assert page(contact) in shown
    assert "Nobody here has the number K-9 yet" in send(door, contact, "K-9").content.decode()
    assert not LocalIdentifier.objects.exists()
    assert send(door, contact, "K-9", agreed="K-9").status_code == 302
    person = contact.children.get().person
    assert person.identifiers.get().value == "K-9"
    assert AuditEvent.objects.filter(action="give a case-system number").count() == 1
    assert browse(door.worker).get(page(contact)).status_code == 404  # once, and no more
    source = import_known_up_to(timezone.localdate())
    record_event(person, EventKind.ASSESSMENT, timezone.localdate() - timedelta(days=9), source)
    assert len(brief_of(contact, timezone.now()).chronology) == 1


def test_a_number_known_here_joins_after_the_other_child_was_shown(door):
    earlier = make_contact(
        door, children=[NamedPerson("Kaiden", "Example", local_id="K-1")], ago=timedelta(9)
    )
    contact = make_contact(door, children=[KAYDEN, NamedPerson("Lexi", "Example")])
    assert "K-1 is Kaiden Example" in send(door, contact, "K-1").content.decode()
    send(door, contact, "K-1", agreed="K-1")
    brief = brief_of(contact, timezone.now())
    assert [one.ref for one in brief.earlier_contacts] == [earlier.ref]
    assert [one.name for one in brief.people] == ["Kaiden Example", "Lexi Example"]  # one child is told once
    assert "K-1" in brief_text(decide(contact, door.worker)[0])


def brief_text(decision):
    return browse(decision.by).get(reverse("frontdoor:recorded", args=[decision.pk])).content.decode()


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (NamedPerson("Lexi", "Example", local_id="K-1"), "is on the same contact"),
        (NamedPerson(expected_on=date(2027, 3, 1), local_id="K-1"), "is not born either"),
    ],
)
def test_who_it_cannot_be(other, says, door):
    contact = make_contact(door, children=[KAYDEN, other])
    answer = send(door, contact, "K-1", agreed="K-1")
    assert answer.status_code == 422
    assert says in answer.content.decode()
    contact.children.first().person.refresh_from_db()
    assert contact.children.first().person.joined_into is None


def test_a_child_with_a_number_is_never_joined_to_another(door):
    known = make_contact(door, children=[NamedPerson("Kayden", local_id="K-1")]).children.get().person
    other = make_contact(door, children=[NamedPerson("Kayden", local_id="K-2")]).children.get().person
    with pytest.raises(ValueError, match="under a number already"):
        actions.join_records(record=known, child=other, by=door.worker)
    with pytest.raises(ValueError, match="under a number already"):
        actions.give_number(child=known, number="K-3", by=door.worker)


def test_a_number_of_another_team_tells_nobody_who_it_is(door):
    make_contact(door, children=[NamedPerson("Kaiden", "Secret", local_id="K-1")])
    contact = make_contact(door, team=door.elsewhere, children=[KAYDEN])
    answer = browse(door.stranger).post(page(contact), {"number": "K-1", "agreed": "K-1"})
    assert answer.status_code == 422
    assert "held by another team" in answer.content.decode()
    assert "Secret" not in answer.content.decode()
