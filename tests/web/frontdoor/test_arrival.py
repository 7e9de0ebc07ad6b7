"""A contact arrives by hand: marked at once where somebody is needed, unread until another has opened it."""

import uuid
from datetime import date

from django.urls import reverse
from django.utils import timezone

from fanlight.web.accounts.models import Authority, Role
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.models import Contact
from fanlight.web.frontdoor.queries import line_states, todays_contacts
from tests.web.builders import browse, decide, make_contact


def test_somebody_needed_now_is_marked_with_the_contact_and_nothing_is_preselected(door):
    client, address = browse(door.worker), reverse("frontdoor:add")
    assert "checked" not in client.get(address).content.decode()
    now = timezone.localtime()
    sends = {
        "submission": uuid.uuid4(), "raw_text": "A child is alone.", "channel": "phone", "source_code": "10",
        "received_at_day": now.day, "received_at_month": now.month, "received_at_year": now.year,
        "received_at_time": f"{now:%H:%M}", "children": 1, "adults": 1, "child-0-forename": "Boy, about 3",
    }  # fmt: skip
    assert client.post(address, sends | {"urgency": "red"}).status_code == 302
    contact = Contact.objects.get()
    assert (contact.urgency, contact.urgency_by) == ("red", door.worker)
    client.post(address, sends | {"submission": uuid.uuid4()})
    assert Contact.objects.latest("pk").urgency == ""


def unread(door):
    return [row.is_unread for row in todays_contacts(door.manager, Authority.current(), timezone.now())]


def test_whoever_typed_it_has_not_read_it_for_the_others(door):
    contact = make_contact(door)
    page = reverse("frontdoor:contact", args=[contact.pk])
    browse(door.worker).get(page)
    assert unread(door) == [True]
    browse(door.colleague).get(page)
    assert unread(door) == [False]


def test_what_whoever_typed_it_decided_on_is_not_unread(door):
    decide(make_contact(door), door.worker)
    assert unread(door) == [False]


def test_the_log_is_searched_for_a_child_without_a_number_and_for_all_its_records(door):
    officer = browse(door.workers[Role.DATA_PROTECTION_OFFICER])
    known = make_contact(door, children=[NamedPerson("Asa", "Example", local_id="K-1")])
    contact = make_contact(door, children=[NamedPerson("Asa"), NamedPerson("Bea", born_on=date(2020, 1, 2))])
    first, second = (line.person for line in contact.children.all())

    def search(words):
        return officer.post(reverse("audit:log"), {"search": "child", "c-child": words})

    assert search(contact.ref).status_code == 422  # two children: say which
    assert search(f"{contact.ref} 3").status_code == 422
    assert search(f"{contact.ref} 2").url == reverse("audit:child", args=[second.key])
    assert search(f"{known.ref.lower()}").url == search("K-1").url
    address = reverse("frontdoor:join", args=[first.key])
    browse(door.worker).post(address, {"number": "K-1", "agreed": "K-1"})
    told = officer.get(search("K-1").url).content.decode()
    assert told.count("record a contact") == 2  # of either record


def test_a_child_learned_of_later_is_decided_on_apart_and_opens_the_contact_again(door):
    contact = make_contact(door, adults=[NamedPerson("Tanya", "Example", words="mother")])
    decide(contact, door.manager)
    contact.refresh_from_db()
    assert contact.closed_at
    client, address = browse(door.worker), reverse("frontdoor:add_child", args=[contact.pk])
    assert client.post(address, {}).status_code == 422
    for _click in range(2):
        assert client.post(address, {"forename": "Bea", "surname": "Example"}).status_code == 302
    contact.refresh_from_db()
    assert contact.closed_at is None
    first, second = line_states(contact)
    assert (first.is_decided, second.is_decided, second.line.person.name) == (True, False, "Bea Example")
    assert second.line.person.household == first.line.person.household
    assert second.line.person.relationships.get().words == "mother"
    decide(contact, door.manager, lines=[1])
    contact.refresh_from_db()
    assert contact.closed_at
