"""The log is searched by child, or by worker with a reason that the worker is told of."""

from __future__ import annotations

import pytest
from django.urls import reverse

from fanlight.web.accounts.models import Role
from fanlight.web.audit.models import AuditEvent, WorkerSearch
from fanlight.web.casework.models import LocalIdentifier
from tests.web.builders import browse, make_contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(door):
    return browse(door.workers[Role.DATA_PROTECTION_OFFICER])


def test_a_search_by_child_shows_who_read_and_is_itself_recorded(door, officer):
    contact = make_contact(door)
    person = contact.children.get().person
    LocalIdentifier.objects.create(person=person, value="K100")
    browse(door.colleague).get(reverse("frontdoor:contact", args=[contact.pk]))
    answer = officer.post(reverse("audit:log"), {"search": "child", "c-child": "K100"}, follow=True)
    assert "colleague" in answer.content.decode()
    last = AuditEvent.objects.filter(actor=Role.DATA_PROTECTION_OFFICER).exclude(action="sign in")
    assert {row.action for row in last} >= {"search the log by child"}
    assert all(row.persons == [person.key] for row in last)


def test_a_search_by_worker_needs_a_reason(door, officer):
    answer = officer.post(reverse("audit:log"), {"search": "worker", "w-worker": "colleague"})
    assert answer.status_code == 422
    assert "Enter reason" in answer.content.decode()
    assert not WorkerSearch.objects.exists()


def test_the_worker_is_told_who_searched_and_why(door, officer):
    given = {"search": "worker", "w-worker": "colleague", "w-reason": "A complaint of 3 May"}
    assert officer.post(reverse("audit:log"), given, follow=True).status_code == 200
    client = browse(door.colleague)
    assert reverse("audit:searches_of_me") in client.get(reverse("frontdoor:today")).content.decode()
    page = client.get(reverse("audit:searches_of_me")).content.decode()
    assert "A complaint of 3 May" in page
    assert door.workers[Role.DATA_PROTECTION_OFFICER].name in page
    search = WorkerSearch.objects.get()
    client.post(reverse("audit:seen", args=[search.pk]))
    search.refresh_from_db()
    assert search.told_at is not None
    assert client.post(reverse("audit:seen", args=[search.pk])).status_code == 302, "a double click"


def test_a_search_shows_nothing_later_than_itself(door, officer):
    given = {"search": "worker", "w-worker": "colleague", "w-reason": "A complaint"}
    officer.post(reverse("audit:log"), given)
    contact = make_contact(door)
    browse(door.colleague).get(reverse("frontdoor:contact", args=[contact.pk]))
    page = officer.get(reverse("audit:worker", args=[WorkerSearch.objects.get().pk])).content.decode()
    assert contact.pk is not None
    assert f"contact {contact.pk}" not in page


def test_one_officers_search_is_not_anothers(door, officer):
    second = door.workers[Role.DATA_PROTECTION_OFFICER]
    given = {"search": "worker", "w-worker": "colleague", "w-reason": "A complaint"}
    officer.post(reverse("audit:log"), given)
    second.pk = None
    second.username = "second officer"
    second.save(force_insert=True)
    address = reverse("audit:worker", args=[WorkerSearch.objects.get().pk])
    assert browse(second).get(address).status_code == 404


def test_the_page_checks_the_whole_chain(door, officer):
    make_contact(door)
    assert "The audit log is whole" in officer.post(reverse("audit:whole")).content.decode()


def test_an_unknown_number_or_name_is_told_and_kept(door, officer):
    answer = officer.post(reverse("audit:log"), {"search": "child", "c-child": "K-NOBODY"})
    assert "Nobody has this number" in answer.content.decode()
    assert "K-NOBODY" in answer.content.decode()
    answer = officer.post(
        reverse("audit:log"), {"search": "worker", "w-worker": "who", "w-reason": "My reason"}
    )
    assert "Nobody has this user name" in answer.content.decode()
    assert "My reason" in answer.content.decode()
