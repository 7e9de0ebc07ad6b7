"""What is recorded here stands beside a pilot's numbers, and is taken over by a person, never by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.event import EventKind
from fanlight.web.accounts.models import Role
from fanlight.web.audit import remembered
from fanlight.web.evidence.models import Pilot, PilotCount
from fanlight.web.frontdoor.queries.report_arrays import contact_columns, contact_days
from tests.web.builders import browse, import_known_up_to, make_contact, record_event
from tests.web.crawl import visible
from tests.web.evidence.test_pilot_pages import GIVEN
from tests.web.piloting import ENTRIES, count, last_month, pilot_of_contacts, recorded_last_month

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered():
    remembered.forget()


@pytest.fixture
def manager(door):
    return browse(door.workers[Role.TEAM_MANAGER])


def page(client, pilot):
    return visible(client.get(reverse("evidence:pilot", args=[pilot.pk])).content.decode())


def take(client, pilot, **sent):
    month = last_month()
    return client.post(reverse("evidence:pilot_take", args=[pilot.pk, month.year, month.month]), sent)


def test_what_is_recorded_is_shown_and_nothing_is_taken_by_itself(door, manager):
    recorded_last_month(door, 3)
    recorded_last_month(door, 2, team=door.elsewhere)
    whole, one = pilot_of_contacts(door.manager), pilot_of_contacts(door.manager, door.elsewhere)
    assert "5 of 1" in page(manager, whole)
    assert "2 of 1" in page(manager, one)
    assert "contacts of Disabled children" in page(manager, one)
    assert not PilotCount.objects.exists()


def test_a_month_is_taken_over_by_a_person_with_its_origin(door, manager):
    recorded_last_month(door, 3)
    pilot = pilot_of_contacts(door.manager)
    assert take(manager, pilot, events="3", exposure="1.0").status_code == 302
    kept = PilotCount.objects.get()
    assert (kept.events, kept.exposure, kept.month, kept.by) == (3, 1.0, last_month(), door.manager)
    assert kept.drawn_from == "Contacts, the whole service"
    words = page(manager, pilot)
    assert "the same" in words
    assert "Take over" not in words


def test_a_typed_number_is_superseded_with_a_reason_alone(door, manager):
    recorded_last_month(door, 3)
    pilot = pilot_of_contacts(door.manager)
    count(door.manager, pilot, 1, 7, on=last_month())
    assert "7 of 200" in page(manager, pilot)
    refused = take(manager, pilot, events="3", exposure="1.0")
    assert refused.status_code == 422
    assert PilotCount.objects.count() == 1
    take(manager, pilot, events="3", exposure="1.0", because="Typed from memory")
    newest = PilotCount.objects.latest("pk")
    assert (newest.events, newest.supersedes.events, newest.because) == (3, 7, "Typed from memory")


def test_records_that_changed_since_they_were_seen_are_not_taken(door, manager):
    recorded_last_month(door, 3)
    pilot = pilot_of_contacts(door.manager)
    refused = take(manager, pilot, events="2", exposure="1.0")
    assert refused.status_code == 422
    words = refused.content.decode()
    assert "The records changed meanwhile" in words
    assert 'name="events" value="3"' in words
    assert not PilotCount.objects.exists()


def test_a_pilot_that_is_not_frozen_or_not_recorded_shows_none(door, manager):
    recorded_last_month(door, 1)
    Pilot.objects.create(
        by=door.manager, at=door.manager.date_joined, **ENTRIES | {"own_measure": "contacts"}
    )
    unfrozen = Pilot.objects.get()
    assert "What is recorded here" not in page(manager, unfrozen)
    other = pilot_of_contacts(door.manager, own_measure="")
    assert "What is recorded here" not in page(manager, other)
    assert take(manager, other, events="1", exposure="1.0").status_code == 302
    assert not PilotCount.objects.exists()


def test_the_form_asks_for_what_is_recorded_and_refuses_a_team_that_is_not(door, manager):
    make_contact(door)
    address = reverse("evidence:pilot_add")
    kept = manager.post(address, {**GIVEN, "own_measure": "contacts", "own_team": str(door.team.pk)})
    assert kept.status_code == 302
    pilot = Pilot.objects.get()
    assert (pilot.own_measure, pilot.own_team) == ("contacts", door.team)
    edited = manager.get(reverse("evidence:pilot_edit", args=[pilot.pk])).content.decode()
    assert f'<option value="{door.team.pk}" selected>' in edited
    refused = manager.post(address, {**GIVEN, "own_team": str(door.team.pk)})
    assert refused.status_code == 422
    assert "Say what is recorded of this team" in refused.content.decode()


def test_the_quick_reading_of_contacts_is_the_whole_one(door):
    """The slow reading of all columns is the oracle of the quick one."""
    recorded_last_month(door, 2)
    recorded_last_month(door, 1, team=door.elsewhere)
    midnight = timezone.now().replace(hour=23, minute=30)  # in summer the day after, in England
    for months in (1, 4, 7, 10):
        make_contact(door, ago=timezone.now() - midnight + timedelta(days=30 * months))
    person = make_contact(door).children.first().person
    source = import_known_up_to(timezone.localdate())
    for days in (3, 40):
        record_event(person, EventKind.CONTACT, timezone.localdate() - timedelta(days=days), source)
    span = (date(2020, 1, 1), timezone.localdate())
    quick, whole = contact_days(*span), contact_columns(*span)
    assert len(quick.person) > 10
    for name in ("person", "team", "received_on"):
        assert getattr(quick, name).tolist() == getattr(whole, name).tolist()
