"""How often each page asks the database: as often for a full list as for a short one."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.frontdoor.decision import Step
from fanlight.web.accounts.models import Role
from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.models import Contact, ContactChild, Decision
from fanlight.web.practice.models import Forecast
from tests.web import near_missing
from tests.web.builders import browse, decide, import_known_up_to, level, make_contact
from tests.web.forms_on_page import form_with

pytestmark = pytest.mark.django_db
SIGNED_IN = 2  # the session and its user
TELLING = 6  # savepoint, PostgreSQL’s lock of the chain, last row of the log, row, index, release


def many_open_contacts(door, count: int) -> None:
    for number in range(count):
        nameless = [NamedPerson(local_id=f"N{number}")]  # known by a number alone, as many a file has them
        children = nameless if number % 2 else 1 + number % 3
        contact = make_contact(door, children=children, ago=timedelta(hours=number + 1))
        if number % 4 == 0:
            decide(contact, door.worker)
        if number % 5 == 0:
            actions.ask_for_information(
                contact=contact, by=door.worker, asked_of="police", about="Asa", submission=uuid.uuid4()
            )


def test_todays_list(door, django_assert_max_num_queries):
    many_open_contacts(door, 60)
    client = browse(door.manager)
    with django_assert_max_num_queries(14 + SIGNED_IN + TELLING):
        assert client.get(reverse("frontdoor:today")).status_code == 200


@pytest.mark.parametrize(("children", "earlier"), [(1, 0), (4, 30)])
def test_the_contact_page(door, children, earlier, django_assert_max_num_queries):
    first = make_contact(door, children=children, ago=timedelta(days=100))
    persons = [NamedPerson(known=line.person) for line in first.children.all()]
    for days in range(earlier):
        decide(make_contact(door, children=persons, ago=timedelta(days=days + 2)), door.manager)
    contact = make_contact(door, children=persons)
    client, address = browse(door.manager), reverse("frontdoor:contact", args=[contact.pk])
    client.get(address)  # the first read is noted once
    with django_assert_max_num_queries(
        30 + SIGNED_IN + TELLING
    ):  # two: perhaps the same, which may be opened
        assert client.get(address).status_code == 200


def test_recording_decisions(door, django_assert_max_num_queries):
    contact = make_contact(door, children=4)
    client, address = browse(door.worker), reverse("frontdoor:contact", args=[contact.pk])
    form = form_with(client, address, "brief_shown")
    given = {f"line-{at}-level": level().pk for at in range(4)} | {
        f"line-{at}-reasons": "Why" for at in range(4)
    }
    with django_assert_max_num_queries(45 + 4 * 12):
        assert client.post(address, form.sends | given).status_code == 302
    assert Decision.objects.count() == 4


def many_decisions(door, count: int) -> None:
    child = make_contact(door).children.get().person
    now, one = timezone.now(), level()
    contacts = Contact.objects.bulk_create(
        Contact(team=door.team, received_at=now - timedelta(days=days), channel="phone", entered_at=now)
        for days in range(count)
    )
    lines = ContactChild.objects.bulk_create(ContactChild(contact=one, person=child) for one in contacts)
    made = Decision.objects.bulk_create(
        Decision(
            line=line,
            step=Step.BOTH,
            by=door.worker,
            team=door.team,
            at=line.contact.received_at,
            level=one,
            level_label=one.label,
            level_anchor=one.anchor,
            reasons="Why",
            submission=uuid.uuid4().hex,
        )
        for line in lines
    )
    Forecast.objects.bulk_create(
        Forecast(
            worker=door.worker,
            decision=decision,
            question="contact_6m",
            words="Another contact?",
            probability=20,
            asked_at=now,
            due_on=timezone.localdate(),
        )
        for decision in made[::5]
    )


def test_my_learning(door, django_assert_max_num_queries):
    many_decisions(door, 300)
    import_known_up_to(timezone.localdate())
    client, address = browse(door.worker), reverse("practice:learning") + "?period=all"
    client.get(address)  # forecasts are settled once
    with django_assert_max_num_queries(15 + SIGNED_IN + TELLING):
        response = client.get(address)
    assert len(response.context["learning"]) == 300


def test_the_first_look_settles_forecasts_without_asking_for_each(door, django_assert_max_num_queries):
    many_decisions(door, 300)
    import_known_up_to(timezone.localdate())
    client = browse(door.worker)
    with django_assert_max_num_queries(20 + SIGNED_IN + TELLING):
        client.get(reverse("practice:learning"))


@pytest.mark.parametrize("name", ["frontdoor:night", "frontdoor:find", "practice:team"])
def test_other_lists_do_not_ask_for_each_row(name, door, django_assert_max_num_queries):
    client, address = browse(door.manager), reverse(name) + ("?q=Example" if name.endswith("find") else "")
    for number in range(20):
        make_contact(door, children=2, ago=timedelta(hours=number + 1), out_of_hours=True)
    with django_assert_max_num_queries(25):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("count", [2, 30])
def test_near_misses_do_not_ask_for_each_theme_or_report(door, count, django_assert_max_num_queries):
    for _ in range(count):
        report = near_missing.one_of(door)
        report.themes.add(near_missing.theme_of(door))
    lead = browse(door.workers[Role.PRACTICE_LEAD])
    for name in ("near_misses", "near_miss_reports"):
        lead.get(reverse(f"practice:{name}"))  # the batch of the day is written once
        with django_assert_max_num_queries(12 + SIGNED_IN):
            assert lead.get(reverse(f"practice:{name}")).status_code == 200
