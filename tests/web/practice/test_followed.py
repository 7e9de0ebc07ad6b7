"""What has no record after it is counted for all who see figures, listed for who may see children."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.event import EventKind
from fanlight.casework.followed import STEPS
from fanlight.web.accounts.models import Role
from fanlight.web.audit.models import AuditEvent
from fanlight.web.casework.models import FollowWindow, Person
from fanlight.web.casework.windows import set_window, windows_in_force
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.practice.queries.followed import followed_records, unmatched_of
from tests.web.builders import browse, import_known_up_to, make_contact, record_event

pytestmark = pytest.mark.django_db
STEP = "contact_referral"
AGO = timedelta(days=100)


@pytest.fixture
def two_contacts(door):
    """One followed by a referral after 5 days, one after 40."""
    source = import_known_up_to(timezone.localdate())
    followed = make_contact(door, ago=AGO)
    late = make_contact(door, ago=AGO)
    for contact, after in ((followed, 5), (late, 40)):
        person, on = contact.children.get().person, timezone.localdate(contact.received_at)
        record_event(person, EventKind.REFERRAL, on + timedelta(days=after), source)
    return followed, late


def told(step: str = STEP):
    return followed_records([step])[1][0]


def test_before_any_import_nothing_is_matched(door):
    page = browse(door.manager).get(reverse("practice:followed"))
    assert "Nothing can be matched before" in page.content.decode()


def test_the_match_and_the_reason(door, two_contacts):
    assert (told().followed.matched, told().followed.of) == (1, 2)
    rows, hidden = unmatched_of(told(), door.workers[Role.PRACTICE_LEAD])
    _, late = two_contacts
    assert [(row.person_id, row.why, row.contact_id) for row in rows] == [
        (late.children.get().person_id, "There is one, after the window, by 10 days", late.pk)
    ]
    assert hidden == 0


def test_a_window_set_by_a_person_is_in_force_dated_and_told(door, two_contacts):
    lead = door.workers[Role.PRACTICE_LEAD]
    address = reverse("practice:window", args=[STEP])
    sent = {"first_day": "-1", "last_day": "40", "reason": "Our referrals are entered late"}
    assert browse(lead).post(address, sent).status_code == 302
    assert windows_in_force()[STEP] == (-1, 40)
    assert told().followed.matched == 2
    kept = FollowWindow.objects.get()
    assert (kept.by, timezone.localdate(kept.at)) == (lead, timezone.localdate())
    event = AuditEvent.objects.get(action="set a window")
    assert event.detail["before"] == list(STEPS[STEP].window)
    page = browse(door.manager).get(reverse("practice:followed")).content.decode()
    assert "Our referrals are entered late" in page


def test_the_newest_window_is_in_force(door):
    for last in (50, 20):
        set_window(by=door.manager, step=STEP, first_day=0, last_day=last, reason="Tried")
    assert windows_in_force()[STEP] == (0, 20)
    assert windows_in_force()["icpc_cp_plan"] == (0, 45)


@pytest.mark.parametrize(("first", "last"), [("5", "4"), ("", "4"), ("0", "9999")])
def test_a_window_that_cannot_be_is_refused_and_stays_typed(door, first, last):
    sent = {"first_day": first, "last_day": last, "reason": "Because"}
    page = browse(door.workers[Role.ANALYST]).post(reverse("practice:window", args=[STEP]), sent)
    assert page.status_code == 422
    assert "Because" in page.content.decode()
    assert not FollowWindow.objects.exists()


def test_who_may_not_open_the_contact_does_not_see_the_child(door, two_contacts):
    stranger = door.stranger
    stranger.role = Role.TEAM_MANAGER
    stranger.save()
    source = import_known_up_to(timezone.localdate())
    [own, told_by_a_file] = (Person.objects.create(forename=name) for name in ("Own", "Filed"))
    record_event(told_by_a_file, EventKind.CONTACT, timezone.localdate() - AGO, source)
    contact = make_contact(door, ago=AGO, team=door.elsewhere, children=[NamedPerson(known=own)])
    rows, hidden = unmatched_of(told(), stranger)
    assert ([row.contact_id for row in rows], hidden) == ([contact.pk], 2)
    rows, hidden = unmatched_of(told(), door.workers[Role.PRACTICE_LEAD])
    listed = {row.person_id for row in rows}
    assert (listed, hidden) == ({told_by_a_file.pk, two_contacts[1].children.get().person_id}, 1)


def test_the_list_names_children_in_the_audit_log_and_exports_them(door, two_contacts):
    client, address = browse(door.manager), reverse("practice:unmatched", args=[STEP])
    child = two_contacts[1].children.get().person
    assert str(child) in client.get(address).content.decode()
    exported = client.get(address, {"export": "csv"}).content.decode()
    assert "after the window, by 10 days" in exported
    reads = AuditEvent.objects.filter(record="children without the next record")
    assert {event.action for event in reads} == {"list", "export"}


def test_an_analyst_sees_figures_and_no_child(door, two_contacts):
    page = browse(door.workers[Role.ANALYST]).get(reverse("practice:followed")).content.decode()
    assert "1 of 2" in page
    assert "Example" not in page
    assert f'href="{reverse("practice:unmatched", args=[STEP])}"' not in page


def test_a_step_that_is_none_is_not_found(door):
    for name in ("practice:unmatched", "practice:window"):
        assert (
            browse(door.workers[Role.PRACTICE_LEAD]).get(reverse(name, args=["nothing"])).status_code == 404
        )


def test_decisions_of_few_people_are_not_counted(door, two_contacts):
    assert told("decision_referral").followed.of == 0
