"""Workers who sign in with a password, and a contact that one of them added."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from fanlight.web.accounts.models import Role, Team, User
from fanlight.web.frontdoor.models import Contact

PASSWORD = "seven green kettles"


def make_worker(username: str, role: Role = Role.PRACTITIONER) -> User:
    """A worker of the front door."""
    team, _ = Team.objects.get_or_create(name="Front door", defaults={"is_front_door": True})
    user = User(username=username, name=username.title(), role=role, team=team)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, username: str, password: str = PASSWORD, next_page: str = ""):
    """Send the sign-in form as a browser does."""
    return client.post("/account/sign-in/", {"login": username, "password": password, "next": next_page})


@pytest.fixture(autouse=True)
def _quick(db, settings):
    """Cheap password hashes, and no failures of an earlier test remembered."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def ann():
    return make_worker("ann")


@pytest.fixture
def ben():
    return make_worker("ben")


def added_contact(owner: User) -> Contact:
    """A contact of one child, added through the page."""
    client = Client()
    client.force_login(owner)
    response = client.post("/contacts/add/", CONTACT | {"children": "1", "adults": "1"})
    assert response.status_code == 302, [form.errors for form in response.context["forms"]]
    return Contact.objects.get()


CONTACT = {
    "raw_text": "Heard crying for two hours.",
    "received_at_day": "4",
    "received_at_month": "3",
    "received_at_year": "2025",
    "received_at_time": "10:00",
    "channel": "phone",
    "source_code": "1A",
    "child-0-forename": "Made",
    "child-0-surname": "Up",
}
