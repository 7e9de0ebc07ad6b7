"""A contact's text ends by the authority's retention rule: no sooner, everywhere, and told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, transaction
from django.utils import timezone

from fanlight.casework.event import EventKind
from fanlight.web.accounts.models import Authority
from fanlight.web.audit.models import AuditEvent
from fanlight.web.casework.models import Event
from fanlight.web.frontdoor.actions.retention import end_texts
from fanlight.web.frontdoor.forms.small import DoorForm
from fanlight.web.frontdoor.models import Brief, Contact, ContactChild
from fanlight.web.frontdoor.queries.retention import texts_to_end
from fanlight.web.site.commands import retention
from tests.web.builders import TEXT, decide, import_known_up_to, make_contact, record_event

pytestmark = pytest.mark.django_db
MONTHS, TODAY = 24, date(2026, 11, 25)
LIMIT = date(2024, 11, 25)


def aged(door, closed_on: date | None, **more) -> Contact:
    contact = make_contact(door, **more)
    decide(contact, door.manager)
    at = timezone.make_aware(datetime.combine(closed_on or date(2020, 1, 1), datetime.min.time()))
    Contact.objects.filter(pk=contact.pk).update(received_at=at, closed_at=at if closed_on else None)
    contact.refresh_from_db()
    return contact


def come_to() -> set[int]:
    return set(texts_to_end(MONTHS, TODAY).values_list("pk", flat=True))


def test_the_rule_counts_from_the_last_activity(door):
    before = aged(door, LIMIT - timedelta(days=1))
    aged(door, LIMIT)
    aged(door, None)  # still waits for a decision
    assert come_to() == {before.pk}


@pytest.mark.parametrize("days_before", [1, 0])
def test_another_contact_about_the_child_keeps_the_text(door, days_before):
    first = aged(door, date(2023, 1, 1))
    later = aged(door, LIMIT - timedelta(days=days_before))
    child = first.children.first().person
    ContactChild.objects.create(contact=later, person=child, position=1)
    assert come_to() == ({first.pk, later.pk} if days_before else set())


@pytest.mark.parametrize(
    ("kind", "on", "ended_on", "kept"),
    [
        (EventKind.ASSESSMENT, LIMIT, None, True),
        (EventKind.ASSESSMENT, LIMIT - timedelta(days=1), None, False),
        (EventKind.REFERRAL, date(2020, 1, 1), None, True),
        (EventKind.REFERRAL, date(2020, 1, 1), LIMIT - timedelta(days=1), False),
        (EventKind.REFERRAL, date(2020, 1, 1), LIMIT, True),
    ],
)
def test_what_a_service_does_keeps_the_text(door, kind, on, ended_on, kept):
    contact = aged(door, date(2023, 1, 1))
    person = contact.children.first().person
    record_event(person, kind, on, import_known_up_to(TODAY), ended_on)
    assert Event.objects.count() == 1
    assert come_to() == (set() if kept else {contact.pk})


def test_the_text_ends_in_the_contact_and_in_every_brief_of_it(door, client):
    contact, other = aged(door, date(2023, 1, 1)), aged(door, date(2026, 1, 1))
    [brief] = Brief.objects.filter(contact=contact)
    shown, header = brief.content_hash, brief.content["contact"]
    assert TEXT in str(brief.content)
    assert end_texts(contacts=[contact], months=MONTHS, source="Schedule 4.2") == 1

    contact.refresh_from_db()
    brief.refresh_from_db()
    assert contact.raw_text == ""
    assert contact.raw_text_ended_at
    assert TEXT not in str(brief.content)
    assert (brief.content_hash, brief.content["contact"]) == (shown, header)
    assert brief.rebuilt().text == ""
    other.refresh_from_db()
    assert other.raw_text == TEXT
    assert TEXT in str(Brief.objects.get(contact=other).content)
    told = AuditEvent.objects.get(action="end the text by the retention rule")
    assert told.record == f"contact {contact.pk}"
    assert told.detail == {"months": MONTHS, "source": "Schedule 4.2"}

    client.force_login(door.manager)
    page = client.get(f"/contacts/{contact.pk}/").content.decode()
    assert TEXT not in page
    assert "under the authority’s retention rule" in page


def test_a_brief_changes_in_no_other_way_and_ends_once(door):
    contact = aged(door, date(2023, 1, 1))
    briefs = Brief.objects.filter(contact=contact)
    for change in (
        {"content": {}},
        {"text_ended_at": timezone.now(), "content_hash": "0" * 64},
        {"text_ended_at": timezone.now(), "frozen_at": timezone.now()},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            briefs.update(**change)
    end_texts(contacts=[contact], months=MONTHS, source="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        briefs.update(content={})


def test_the_command_counts_first_and_ends_when_told(door):
    contact = aged(door, date(2020, 1, 1))
    unset = CliRunner().invoke(retention, [])
    assert unset.exit_code == 1
    assert "No retention rule is set" in unset.output
    Authority.objects.update(text_kept_months=MONTHS, text_kept_source="Schedule 4.2")
    counted = CliRunner().invoke(retention, [])
    assert counted.output.startswith("1 contact whose text the rule has come to")
    assert Contact.objects.get(pk=contact.pk).raw_text == TEXT
    ended = CliRunner().invoke(retention, ["--end"])
    assert ended.exit_code == 0
    assert Contact.objects.get(pk=contact.pk).raw_text == ""
    assert CliRunner().invoke(retention, []).output.startswith("0 contacts")


@pytest.mark.parametrize(
    ("months", "source", "wrong"),
    [
        ("", "", []),
        ("72", "Schedule 4.2", []),
        ("72", "", ["text_kept_source"]),
        ("6", "x", ["text_kept_months"]),
    ],
)
def test_a_rule_needs_its_source_and_leaves_my_learning_its_year(door, months, source, wrong):
    authority = Authority.current()
    form = DoorForm(instance=authority)
    data = {name: form[name].value() for name in form.fields}
    data |= {"urgency_levels": "Someone now = 4", "closed_days": ""}
    sent = DoorForm(data | {"text_kept_months": months, "text_kept_source": source}, instance=authority)
    assert [name for name in sent.errors if name.startswith("text_kept")] == wrong
