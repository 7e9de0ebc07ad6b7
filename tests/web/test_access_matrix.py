"""Every address by every role: open, closed or elsewhere, exactly as the matrix says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import URLResolver, get_resolver, include, path, reverse

from fanlight.web.accounts.models import Role
from fanlight.web.audit.models import AuditEvent
from fanlight.web.frontdoor.models import Contact
from tests.web.access_matrix import PLACES, POST, SENT, a_contact
from tests.web.builders import browse

pytestmark = pytest.mark.django_db


def names_of_addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names_of_addresses(pattern, inner)
        else:
            yield f"{prefix}{pattern.name}"


def test_every_address_stands_in_the_matrix():
    assert sorted(names_of_addresses()) == sorted(PLACES)


@pytest.mark.parametrize("name", PLACES)
def test_each_role_gets_what_the_matrix_says(name, door):
    place = PLACES[name]
    got, expected = {}, {}
    for role, user in door.workers.items():
        keys = place.keys(door, user if role in place.roles else door.worker)
        got[role] = browse(user).get(reverse(name, kwargs=keys)).status_code
        expected[role] = place.get if role in place.roles else 403
    assert got == expected


@pytest.mark.parametrize("name", PLACES)
def test_a_closed_role_cannot_send_either(name, door):
    place = PLACES[name]
    closed = [user for role, user in door.workers.items() if role not in place.roles]
    keys = place.keys(door, door.worker if Role.PRACTITIONER in place.roles else next(iter(closed), None))
    browsers = {user.role: browse(user) for user in closed}  # signing in is in the log
    before = AuditEvent.objects.count()
    got = {role: one.post(reverse(name, kwargs=keys)).status_code for role, one in browsers.items()}
    assert set(got.values()) <= {403}
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("name", PLACES)
def test_whoever_is_not_signed_in_is_sent_to_sign_in(name, door):
    place = PLACES[name]
    keys = place.keys(door, door.workers[sorted(place.roles)[0]])
    address = reverse(name, kwargs=keys)
    for response in (browse(None).get(address), browse(None).post(address)):
        if place.anyone:
            assert response.status_code in {200, 302, 400, 401, 405}
        else:
            assert response.status_code == SENT
            assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", [name for name, place in PLACES.items() if place.of_a_team])
def test_objects_of_another_team_do_not_exist(name, door):
    place = PLACES[name]
    address = reverse(name, kwargs=place.keys(door, door.worker))
    client = browse(door.stranger)
    response = client.post(address) if place.get == POST else client.get(address)
    assert response.status_code == 404
    if place.get != POST:
        assert client.post(address).status_code in {404, 405}


@pytest.mark.parametrize("name", ["practice:decision", "frontdoor:recorded", "practice:forecast"])
def test_a_page_of_ones_own_does_not_exist_for_a_colleague(name, door):
    address = reverse(name, kwargs=PLACES[name].keys(door, door.worker))
    assert browse(door.worker).get(address).status_code == 200
    assert browse(door.colleague).get(address).status_code == 404
    assert browse(door.manager).get(address).status_code == 404


@pytest.mark.parametrize("name", ["practice:withdraw", "practice:share_question", "audit:seen"])
def test_what_is_anothers_cannot_be_changed(name, door):
    address = reverse(name, kwargs=PLACES[name].keys(door, door.worker))
    assert browse(door.colleague).post(address).status_code == 404
    assert browse(door.worker).post(address).status_code == 302


@pytest.mark.parametrize("name", [name for name, place in PLACES.items() if place.names])
def test_a_page_with_case_content_leaves_a_row_that_names_the_persons(name, door):
    place = PLACES[name]
    a_contact(door)
    for role in sorted(place.roles):
        user = door.workers[role]
        keys = place.keys(door, user)
        address = reverse(name, kwargs=keys) + (place.names if isinstance(place.names, str) else "")
        before = AuditEvent.objects.count()
        assert browse(user).get(address).status_code == 200
        rows = AuditEvent.objects.filter(seq__gt=before)
        assert any(row.actor == user.username and row.persons for row in rows), role


def test_the_list_and_its_export_name_every_child_shown(door):
    contact = a_contact(door)
    keys = {line.person.key for line in contact.children.all()}
    for query in ("", "?export=csv", "?show=unread&export=csv"):
        before = AuditEvent.objects.count()
        assert browse(door.worker).get(reverse("frontdoor:today") + query).status_code == 200
        told = {key for row in AuditEvent.objects.filter(seq__gt=before) for key in row.persons}
        assert told == keys, query or "the page"


def forgotten(request):
    return HttpResponse("a view that nobody opened")


urlpatterns = [path("forgotten/", forgotten), path("", include("fanlight.web.site.urls"))]


@override_settings(ROOT_URLCONF=__name__)
def test_a_view_that_says_nothing_is_closed_to_all(door):
    assert {role: browse(user).get("/forgotten/").status_code for role, user in door.workers.items()} == (
        dict.fromkeys(door.workers, 403)
    )
    assert browse(None).get("/forgotten/").status_code == 302


def test_an_inactive_worker_gets_nowhere(door):
    client = browse(door.worker)
    door.worker.is_active = False
    door.worker.save()
    assert client.get(reverse("frontdoor:today")).status_code == 302


def test_a_worker_without_a_team_sees_no_contact(door):
    contact = a_contact(door)
    door.worker.team = None
    door.worker.save()
    client = browse(door.worker)
    assert client.get(reverse("frontdoor:contact", args=[contact.pk])).status_code == 404
    assert contact.ref not in client.get(reverse("frontdoor:today")).content.decode()


def test_the_specialist_team_sees_its_own_contacts_only(door):
    own = Contact.objects.create(
        team=door.elsewhere, received_at=a_contact(door).received_at, entered_at=a_contact(door).entered_at
    )
    client = browse(door.stranger)
    assert client.get(reverse("frontdoor:contact", args=[own.pk])).status_code == 200
    page = client.get(reverse("frontdoor:today")).content.decode()
    assert own.ref in page
    assert a_contact(door).ref not in page
