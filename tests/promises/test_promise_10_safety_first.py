"""Safety outranks learning: whoever marks that a child may be in danger now is told whom to call first."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.web.accounts.models import Authority
from fanlight.web.frontdoor.models import Contact
from fanlight.web.frontdoor.queries import todays_contacts
from tests.web import second_looking as looking
from tests.web.builders import browse, level, make_contact
from tests.web.forms_on_page import form_with

pytestmark = pytest.mark.django_db
LINE = "the duty manager on 01632 960 100"


def test_the_duty_manager_stands_before_the_mark(door):
    contact = make_contact(door)
    address = reverse("frontdoor:contact", args=[contact.pk])
    for user in (door.worker, door.manager):
        page = browse(user).get(address).content.decode()
        assert LINE in page
        assert page.index(LINE) < page.index('name="urgency"')


def test_an_empty_mark_is_refused_and_the_duty_manager_still_shown(door):
    contact = make_contact(door)
    answer = browse(door.worker).post(reverse("frontdoor:mark", args=[contact.pk]), {})
    assert answer.status_code == 422
    assert LINE in answer.content.decode()


def test_a_mark_goes_to_the_top_at_once_and_by_name(door):
    for _ in range(3):
        make_contact(door)
    newest = make_contact(door)
    client = browse(door.worker)
    form = form_with(client, reverse("frontdoor:contact", args=[newest.pk]), "urgency")
    assert form.choices["urgency"][0] == "red"
    client.post(form.action, form.sends | {"urgency": "red"})
    newest.refresh_from_db()
    assert (newest.urgency, newest.urgency_by) == ("red", door.worker)
    rows = todays_contacts(door.manager, Authority.current(), timezone.now())
    assert rows[0].contact == newest
    page = browse(door.manager).get(reverse("frontdoor:contact", args=[newest.pk])).content.decode()
    assert f"Marked by {door.worker.name}" in page


def test_nothing_but_a_person_marks(door):
    make_contact(door, text="URGENT red immediate danger now", out_of_hours=True)
    assert not Contact.objects.exclude(urgency="").exists()
    assert not Contact.objects.exclude(urgency_by=None).exists()


def test_a_second_look_on_a_higher_level_goes_at_once_by_name_and_the_screen_says_so_before(door):
    look = looking.drawn(door, door.colleague)
    client, address = browse(door.colleague), reverse("practice:second_look", args=[look.pk])
    page = client.get(address).content.decode()
    assert LINE in page
    assert page.index(LINE) < page.index('name="reasons"')
    form = form_with(client, address, "reasons")
    sent = form.sends | {"level": level("assessment").pk, "reasons": "Why"}
    answer = client.post(form.action, sent, follow=True)
    assert f"An urgent task is open for {door.manager.name}" in answer.content.decode()
    today = browse(door.manager).get(reverse("frontdoor:today")).content.decode()
    assert today.index("Urgent: a second look") < today.index("<h1")
