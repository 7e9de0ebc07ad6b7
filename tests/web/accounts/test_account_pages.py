"""Every address of the account answers, signed in or out, in our design and with nothing that we lack."""

from __future__ import annotations

import re
import time
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from fanlight.web.site.urls import account_urls
from tests.web.accounts.conftest import PASSWORD, sign_in

NAMES = [one.name for one in account_urls]
NOT_OURS = re.compile(
    r"sign-?up|email|e-mail|reset|socialaccount|passkey|webauthn|Lorem|placeholder", re.IGNORECASE
)
SECRET = "JBSWY3DPEHPK3PXP" * 2
# Nothing to see or turn off before the second step is on.
ABSENT_WITHOUT_SECOND_STEP = {
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
}


def code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def protect(user):
    """Turn the second step on."""
    TOTP.activate(user, SECRET)
    return RecoveryCodes.activate(user)


def check_page(response):
    """A page of ours, whole, that names nothing which this site does not have."""
    if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
        html = response.content.decode()
        assert 'class="govuk-template' in html
        assert "<h1" in html
        assert not NOT_OURS.search(html), NOT_OURS.search(html)
        assert "style=" not in html


@pytest.mark.parametrize("name", NAMES)
def test_signed_out(name):
    response = Client().get(reverse(name))
    assert response.status_code in {200, 302}
    check_page(response)


@pytest.mark.parametrize("name", NAMES)
def test_signed_in(name, ann):
    client = Client()
    client.force_login(ann)
    response = client.get(reverse(name))
    assert response.status_code in ({404} if name in ABSENT_WITHOUT_SECOND_STEP else {200, 302})
    check_page(response)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("confirmed", [False, True])
def test_signed_in_with_a_second_step(name, confirmed, ann):
    protect(ann)
    client = Client()
    client.force_login(ann)
    if confirmed:
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    response = client.get(reverse(name))
    assert response.status_code in {200, 302}
    check_page(response)
    if confirmed and name.startswith("mfa_view"):
        assert response.status_code == 200


def test_whole_second_step(ann):
    """Set up, sign in with it, with a recovery code, turn it off."""
    client = Client()
    sign_in(client, "ann")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    shown = client.get(reverse("mfa_activate_totp"))
    secret = shown.context["form"].secret
    assert "data:image/svg+xml" in shown.content.decode()
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "nonsense"})
    assert "The code is wrong" in wrong.content.decode()
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    done = client.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    recovery = done.context["unused_codes"]
    assert len(recovery) == 10
    assert Authenticator.objects.filter(user=ann).count() == 2

    again = Client()
    assert sign_in(again, "ann").url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in again.session
    assert again.get("/contacts/").status_code == 302
    check_page(again.get(reverse("mfa_authenticate")))
    assert "The code is wrong" in again.post(reverse("mfa_authenticate"), {"code": "1"}).content.decode()
    again.post(reverse("mfa_authenticate"), {"code": recovery[0]})
    assert again.session["_auth_user_id"] == str(ann.pk)

    again.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    again.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=ann).exists()


@pytest.mark.parametrize(("periods_ago", "holds"), [(0, True), (1, True), (2, False)])
def test_a_code_holds_into_the_next_half_minute_and_no_longer(ann, periods_ago, holds, monkeypatch):
    protect(ann)
    now = 1_800_000_015
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", SimpleNamespace(time=lambda: now))
    client = Client()
    sign_in(client, "ann")
    code = format_hotp_value(hotp_value(SECRET, now // 30 - periods_ago))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert ("_auth_user_id" in client.session) is holds


def test_turning_back_at_the_second_step(ann):
    protect(ann)
    client = Client()
    sign_in(client, "ann")
    assert client.post(reverse("account_logout")).url == reverse("account_login")
    assert client.get(reverse("account_login")).status_code == 200


def test_new_password(ann):
    client = Client()
    sign_in(client, "ann")
    address = reverse("account_change_password")
    new = {"oldpassword": PASSWORD, "password1": "nine quiet harbours", "password2": "nine quiet harbours"}
    wrong = client.post(address, new | {"oldpassword": "wrong one here"})
    assert "This is not your password now" in wrong.content.decode()
    short = client.post(address, new | {"password1": "short", "password2": "short"})
    assert "at least 12" in short.content.decode()
    assert client.post(address, new).url == reverse("account")
    assert client.get("/account/").status_code == 200  # still signed in
    assert sign_in(Client(), "ann", "nine quiet harbours").status_code == 302


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
    ],
)
def test_no_way_to_another_site(elsewhere, ann):
    client = Client()
    assert sign_in(client, "ann", next_page=elsewhere).url == "/"
    assert "evil" not in client.post(reverse("account_logout"), {"next": elsewhere}).url
    asked = Client()
    form = {"login": "ann", "password": PASSWORD}
    assert asked.post(f"{reverse('account_login')}?{urlencode({'next': elsewhere})}", form).url == "/"


def test_back_to_the_page_asked_for(ann):
    client = Client()
    asked = client.get("/contacts/?show=all")
    assert asked.url == "/account/sign-in/?next=/contacts/%3Fshow%3Dall"
    assert sign_in(client, "ann", next_page="/contacts/?show=all").url == "/contacts/?show=all"


def test_wrong_password_says_what_to_do(ann):
    response = sign_in(Client(), "ann", "wrong one here")
    html = response.content.decode()
    assert "The user name or the password is wrong" in html
    assert "<title>Error: Sign in" in html
    assert "wrong one here" not in html
    empty = sign_in(Client(), "", "").content.decode()
    assert '<a href="#id_login">Enter your user name</a>' in empty
    assert '<a href="#id_password">Enter your password</a>' in empty


def test_who_left_cannot_sign_in(ann):
    ann.is_active = False
    ann.save()
    assert "The user name or the password is wrong" in sign_in(Client(), "ann").content.decode()
