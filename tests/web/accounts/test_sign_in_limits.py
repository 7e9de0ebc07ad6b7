"""Guessing is slowed down by user name; colleagues behind the same address still come in."""

from __future__ import annotations

import pytest
from allauth.core.internal import ratelimit
from django.test import Client
from django.urls import reverse

from tests.web.accounts.conftest import make_worker, sign_in

REFUSED = "Too many attempts have failed. Wait 5 minutes"


@pytest.fixture
def guessed(ann):
    """Five wrong passwords for one user name."""
    for _ in range(5):
        assert REFUSED not in sign_in(Client(), "ann", "a wrong password").content.decode()


def test_sixth_failure_is_refused(guessed):
    assert REFUSED in sign_in(Client(), "ann", "a wrong password").content.decode()


def test_even_the_right_password_waits(guessed):
    client = Client()
    assert REFUSED in sign_in(client, "ann").content.decode()
    assert "_auth_user_id" not in client.session


def test_from_another_address_too(guessed):
    assert REFUSED in sign_in(Client(REMOTE_ADDR="10.1.2.3"), "ANN", "a wrong password").content.decode()


def test_colleague_at_the_same_address_comes_in(guessed, ben):
    assert sign_in(Client(), "ben").status_code == 302


def test_opens_again_after_five_minutes(guessed, monkeypatch):
    now = ratelimit.time.time()
    monkeypatch.setattr(ratelimit.time, "time", lambda: now + 301)
    assert sign_in(Client(), "ann").status_code == 302


def test_a_whole_service_signs_in_at_once(ann):
    for _ in range(40):
        assert sign_in(Client(), "ann").status_code == 302


def test_one_address_trying_everybody_is_stopped():
    for number in range(60):
        sign_in(Client(), f"nobody{number}", "a wrong password")
    make_worker("ben")
    assert REFUSED in sign_in(Client(), "ben").content.decode()


def test_too_many_confirmations_get_a_page(ann):
    client = Client()
    client.force_login(ann)
    address = reverse("account_reauthenticate")
    answers = [client.post(address, {"password": "a wrong password"}) for _ in range(12)]
    assert answers[-1].status_code == 429
    assert "Wait 5 minutes" in answers[-1].content.decode()
