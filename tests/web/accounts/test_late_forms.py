"""A form that is sent after the session ended: kept for the one who was shown it, recorded for nobody."""

from __future__ import annotations

import re

import pytest
from django.core import signing
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from fanlight.web.accounts import drafts
from fanlight.web.accounts.models import Draft
from fanlight.web.frontdoor.models import Contact, Decision
from tests.web.accounts.conftest import CONTACT, added_contact, make_worker, sign_in

ADD = "/contacts/add/"
SHOWN_AGAIN = "What you typed was kept"


def hidden(html: str, name: str) -> str:
    """The value of a hidden input of the page's own form."""
    return re.search(rf'name="{name}" value="([^"]*)"', html).group(1)


def lose_session(client: Client) -> None:
    """The session ends; the rest of the browser, its CSRF cookie too, stays."""
    client.session.flush()
    client.cookies.pop("fanlight", None)


def shown(client: Client, page: str) -> dict[str, str]:
    """Open a page and take the hidden fields that the browser will send back."""
    html = client.get(page).content.decode()
    main = html[html.index("<main") :]
    return dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', main))


@pytest.fixture
def client(ann) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ann)
    return client


def test_a_new_contact(client):
    fields = shown(client, ADD)
    lose_session(client)
    late = client.post(ADD, fields | CONTACT)
    assert late.status_code == 302
    assert late.url == f"/account/sign-in/?next={ADD}"
    page = client.get(late.url)
    assert "What you typed is kept" in page.content.decode()
    form = {"login": "ann", "password": "seven green kettles", "next": ADD}
    token = hidden(page.content.decode(), "csrfmiddlewaretoken")
    back = client.post(late.url, form | {"csrfmiddlewaretoken": token})
    assert back.url == ADD
    html = client.get(ADD).content.decode()
    assert SHOWN_AGAIN in html
    assert "Heard crying for two hours." in html
    assert 'value="Made"' in html
    assert not Contact.objects.exists()
    # And it can be sent now, which throws the kept copy away.
    assert client.post(ADD, shown(client, ADD) | CONTACT).status_code == 302
    assert Contact.objects.count() == 1
    assert not Draft.objects.exists()


def test_a_decision(client, ann):
    page = f"/contacts/{added_contact(ann).pk}/"
    fields = shown(client, page)
    lose_session(client)
    late = client.post(page, fields | {"line-0-reasons": "Seen by the school nurse."})
    assert late.url == f"/account/sign-in/?next={page}"
    client.handler.enforce_csrf_checks = False
    assert sign_in(client, "ann", next_page=page).url == page
    html = client.get(page).content.decode()
    assert SHOWN_AGAIN in html
    assert "Seen by the school nurse." in html
    assert not Decision.objects.exists()


def test_an_address_that_only_receives_leads_back_to_its_page(client, ann):
    page = f"/contacts/{added_contact(ann).pk}/"
    fields = shown(client, page)
    lose_session(client)
    late = client.post(f"{page}ask/", fields, HTTP_REFERER=f"http://testserver{page}?again=1")
    assert late.url == f"/account/sign-in/?next={page}%3Fagain%3D1"


@pytest.mark.parametrize(
    "referer", ["https://evil.example/x", "http://testserver//evil.example/", "nonsense"]
)
def test_a_foreign_referring_page_is_not_followed(client, referer):
    fields = shown(client, ADD)
    lose_session(client)
    assert client.post(ADD, fields | CONTACT, HTTP_REFERER=referer).url == f"/account/sign-in/?next={ADD}"


def test_the_next_person_at_this_browser_sees_nothing(client, ann, ben):
    fields = shown(client, ADD)
    lose_session(client)
    late = client.post(ADD, fields | CONTACT)
    client.handler.enforce_csrf_checks = False
    sign_in(client, "ben", next_page=ADD)
    html = client.get(ADD).content.decode()
    assert SHOWN_AGAIN not in html
    assert "Heard crying" not in html
    assert "Heard crying" not in client.get(late.url, follow=True).content.decode()
    assert Draft.objects.get().owner == ann


@pytest.mark.parametrize("token", ["", "1", "1:abc:def", "\x00", "é" * 500])
def test_a_forged_owner_keeps_nothing(ann, token):
    response = Client().post(ADD, CONTACT | {"form_owner": token})
    assert response.url == f"/account/sign-in/?next={ADD}"
    assert not Draft.objects.exists()


def test_another_signature_keeps_nothing(ann):
    token = signing.TimestampSigner(salt="something else").sign(str(ann.pk))
    Client().post(ADD, CONTACT | {"form_owner": token})
    assert not Draft.objects.exists()


def test_an_old_owner_keeps_nothing(client, monkeypatch):
    fields = shown(client, ADD)
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 2 * 86_400 + 1)
    Client().post(ADD, fields | CONTACT)
    assert not Draft.objects.exists()


def test_who_left_keeps_nothing(client, ann):
    fields = shown(client, ADD)
    ann.is_active = False
    ann.save()
    Client().post(ADD, fields | CONTACT)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("signed_in", [True, False])
def test_too_large_is_refused_politely(client, settings, signed_in):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000
    fields = shown(client, ADD)
    if not signed_in:
        lose_session(client)
    response = client.post(ADD, fields | CONTACT | {"raw_text": "long " * 10_000})
    assert response.status_code == 413
    html = response.content.decode()
    assert "too large for one form" in html
    assert "Nothing was recorded" in html
    assert not Draft.objects.exists()
    assert not Contact.objects.exists()


def test_signed_in_again_in_another_tab(client, ann):
    """Signing in changes the browser's secret: the first tab's form is old, and its words are kept."""
    fields = shown(client, ADD)
    client.handler.enforce_csrf_checks = False
    client.post("/account/sign-out/")
    sign_in(client, "ann")
    client.handler.enforce_csrf_checks = True
    late = client.post(ADD, fields | CONTACT)
    assert late.status_code == 403
    html = late.content.decode()
    assert "Please send it again" in html
    assert f'What you typed is kept. <a class="govuk-link" href="{ADD}">' in html
    assert SHOWN_AGAIN in client.get(ADD).content.decode()
    assert not Contact.objects.exists()


def test_somebody_else_signed_in_in_another_tab(client, ann, ben):
    fields = shown(client, ADD)
    client.handler.enforce_csrf_checks = False
    client.post("/account/sign-out/")
    sign_in(client, "ben")
    client.handler.enforce_csrf_checks = True
    html = client.post(ADD, fields | CONTACT).content.decode()
    assert "for nobody else" in html
    assert Draft.objects.get().owner == ann
    assert SHOWN_AGAIN not in client.get(ADD).content.decode()
    assert not Contact.objects.exists()


def test_all_cookies_lost(client):
    fields = shown(client, ADD)
    late = Client(enforce_csrf_checks=True).post(ADD, fields | CONTACT)
    assert late.url == f"/account/sign-in/?next={ADD}"
    assert Draft.objects.count() == 1


def test_a_form_from_elsewhere_keeps_and_records_nothing(client):
    """Another site makes the worker's browser send a form: it has neither secret nor owner."""
    response = client.post(ADD, CONTACT)
    assert response.status_code == 403
    assert "Nothing was recorded" in response.content.decode()
    assert not Draft.objects.exists()
    assert not Contact.objects.exists()


def test_kept_while_typing_goes_on_after_the_session_ended(client, ann):
    fields = shown(client, ADD)
    lose_session(client)
    answer = client.post(f"/draft/?page={ADD}", fields | CONTACT, HTTP_HX_REQUEST="true")
    assert answer.status_code == 200
    assert "You are signed out" in answer.content.decode()
    assert "<" not in answer.content.decode()
    assert Draft.objects.get().page == ADD


def test_a_part_of_a_page_never_holds_the_sign_in_page(client):
    lose_session(client)
    answer = client.get("/contacts/", HTTP_HX_REQUEST="true")
    assert answer.status_code == 401
    assert "<" not in answer.content.decode()


def test_a_page_address_too_long_to_store(client, ann):
    fields = shown(client, ADD)
    lose_session(client)
    assert client.post(f"/contacts/{'9' * 15}/", fields | CONTACT).status_code == 302
    assert (
        drafts.save(owner=ann, page="/" + "x" * 200, fields=Draft.objects.get() and _query("words")) is None
    )


def _query(words: str):
    from django.http import QueryDict

    query = QueryDict(mutable=True)
    query.setlist("raw_text", [words])
    return query


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(words=st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
def test_every_text_comes_back_as_typed(ann, words):
    drafts.forget(owner=ann, page=ADD)
    kept = drafts.save(owner=ann, page=ADD, fields=_query(words))
    typed = words.replace("\x00", "")
    if kept is None:
        assert not typed.strip()
        return
    again = drafts.as_query(drafts.restore(owner=ann, page=ADD))
    assert again.getlist("raw_text") == [typed]


def test_drafts_of_one_page_do_not_meet(ann):
    other = make_worker("cat")
    drafts.save(owner=ann, page=ADD, fields=_query("mine"))
    drafts.save(owner=other, page=ADD, fields=_query("theirs"))
    assert drafts.restore(owner=ann, page=ADD).fields == {"raw_text": ["mine"]}
