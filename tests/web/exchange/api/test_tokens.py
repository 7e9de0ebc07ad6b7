"""Tokens: made by an administrator, shown once, kept as a digest, ended at any time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.web.accounts.models import Role
from fanlight.web.audit.models import AuditEvent
from fanlight.web.exchange.api.models import ApiToken, Scope
from fanlight.web.exchange.api.tokens import token_of
from tests.web.builders import browse, make_a_token
from tests.web.exchange.api.calls import CONTACT, System

pytestmark = pytest.mark.django_db


def given(**changed):
    day = timezone.localdate() + timedelta(days=90)
    when = {"expires_on_day": day.day, "expires_on_month": day.month, "expires_on_year": day.year}
    return {"name": "Case system", "scopes": ["files"], **when} | changed


def make(door, **changed):
    return browse(door.workers[Role.ADMINISTRATOR]).post(reverse("exchange:tokens"), given(**changed))


def test_a_token_is_shown_once_and_kept_as_a_digest(door):
    response = make(door)
    text = response.context["text"]
    assert text in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    token = ApiToken.objects.get()
    assert token_of(text) == token
    secret = text.split("_", 2)[2]
    assert secret not in str(ApiToken.objects.values_list())
    assert secret not in str(list(AuditEvent.objects.values_list("detail", "record", "action")))
    page = browse(door.workers[Role.ADMINISTRATOR]).get(reverse("exchange:tokens")).content.decode()
    assert secret not in page
    assert token.start in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "Enter which system it is for"),
        ({"scopes": []}, "Choose what it may be used for"),
        ({"expires_on_year": ""}, "must include a year"),
        ({"expires_on_year": "2020"}, "or later"),
        ({"expires_on_year": "2126"}, "or earlier"),
    ],
)
def test_each_answer_is_asked_for_and_bounded(door, changed, said):
    response = make(door, **changed)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not ApiToken.objects.exists()


def test_a_name_means_one_system_for_ever(door):
    make(door)
    assert make(door, name="case SYSTEM").status_code == 422


def test_nothing_is_chosen_beforehand(door):
    page = browse(door.workers[Role.ADMINISTRATOR]).get(reverse("exchange:tokens")).content.decode()
    assert " checked" not in page


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: text[:-1],
        lambda text: text + "a",
        lambda text: text.upper(),
        lambda text: text.split("_", 2)[2],
        lambda text: text.replace("fanlight", "fanbright"),
        lambda text: "fanlight_" + "é" * 12 + "_x",
        lambda text: "fanlight__",
    ],
)
def test_a_text_that_is_not_quite_a_token_opens_nothing(door, spoil):
    _, text = make_a_token(door)
    assert token_of(text) is not None
    assert token_of(spoil(text)) is None


def test_without_a_token_every_call_is_refused_in_json(door):
    for headers in ({}, {"HTTP_AUTHORIZATION": "Basic YTpi"}, {"HTTP_AUTHORIZATION": "Bearer"}):
        client = browse(door.workers[Role.ANALYST])  # a session opens nothing here
        response = client.post("/api/v1/contacts", CONTACT, content_type="application/json", **headers)
        assert response.status_code == 401
        assert response.json()["place"] == "Authorization"
        assert response["WWW-Authenticate"] == "Bearer"
        assert "sessionid" not in response.cookies


def test_a_scope_opens_its_calls_alone_and_what_is_refused_is_told(door):
    for scope, other in ((Scope.FILES, "contacts"), (Scope.CONTACTS, "files")):
        token, text = make_a_token(door, scope, name=scope)
        response = System(text).post(other, CONTACT)
        assert response.status_code == 403
        assert response.json() == {"error": "this token may not do this", "place": "Authorization"}
        row = AuditEvent.objects.order_by("seq").last()
        assert (row.actor, row.detail["refused"]) == (f"token: {token.name}", "not its scope")


def test_a_token_that_ran_out_or_was_revoked_opens_nothing(door):
    today = timezone.localdate()
    _, last_day = make_a_token(door, name="last day", expires_on=today)
    _, ran_out = make_a_token(door, name="ran out", expires_on=today - timedelta(days=1))
    revoked, text = make_a_token(door, name="revoked")
    assert System(text).get("files/1").status_code == 404
    browse(door.workers[Role.ADMINISTRATOR]).post(reverse("exchange:revoke_token", args=[revoked.pk]))
    assert System(last_day).get("files/1").status_code == 404
    assert System(ran_out).get("files/1").status_code == 401
    assert System(text).get("files/1").status_code == 401


def test_every_call_is_told_under_the_name_of_the_token(door):
    token, text = make_a_token(door)
    System(text).get("files/7")
    row = AuditEvent.objects.order_by("seq").last()
    assert (row.actor, row.action) == ("token: Case system", "call the interface")
    assert row.detail == {"call": "GET /api/v1/files/7"}
    token.refresh_from_db()
    assert token.last_used_on == timezone.localdate()
