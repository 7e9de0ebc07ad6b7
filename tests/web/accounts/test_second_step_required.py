"""Where the second step is required, nothing but one's own account opens before it is set up."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from fanlight.web.accounts.models import Draft
from tests.web.accounts.conftest import CONTACT, sign_in
from tests.web.accounts.test_account_pages import protect


@pytest.fixture
def browser(ann):
    client = Client()
    sign_in(client, "ann")
    return client


@pytest.fixture
def required(settings):
    settings.SECOND_STEP_REQUIRED = True


def test_each_person_chooses_unless_it_is_required(browser):
    assert browser.get(reverse("frontdoor:today")).status_code == 200


def test_nothing_opens_before_it_is_set_up(browser, required):
    sent = browser.get(reverse("frontdoor:today"), follow=True)
    assert sent.request["PATH_INFO"] == reverse("mfa_index")
    assert "Set it up to go on" in sent.content.decode()
    confirm = browser.get(reverse("mfa_activate_totp"), follow=True)
    assert confirm.request["PATH_INFO"] == reverse("account_reauthenticate")
    assert browser.get(reverse("account")).status_code == 200
    assert browser.get(reverse("staff:people")).url == reverse("mfa_index")


def test_what_was_typed_is_kept(ann, browser, required):
    assert browser.post(reverse("frontdoor:add"), CONTACT).url == reverse("mfa_index")
    kept = Draft.objects.get(owner=ann, page=reverse("frontdoor:add"))
    assert CONTACT["raw_text"] in str(kept.fields)


def test_with_it_everything_opens_and_signed_out_pages_do_too(ann, browser, required):
    protect(ann)
    assert browser.get(reverse("frontdoor:today")).status_code == 200
    assert Client().get(reverse("account_login")).status_code == 200
    assert Client().get(reverse("health")).status_code == 200
