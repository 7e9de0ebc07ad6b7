"""What every page says about who is signed in, and the demo's list of who one can be."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fanlight.web.accounts.models import Authority, Role
from fanlight.web.audit import actions
from fanlight.web.audit.models import WorkerSearch
from fanlight.web.site import demo
from tests.web.accounts.conftest import make_worker

BANNER = "The audit log was searched for you"


@pytest.fixture
def client(ann) -> Client:
    client = Client()
    client.force_login(ann)
    return client


def test_name_role_and_way_out(client):
    for page in ("/contacts/", "/contacts/add/", "/audit/about-me/", "/account/", "/nowhere/"):
        html = client.get(page).content.decode()
        assert "Ann<span" in html, page
        assert "Social worker</span>" in html, page
        assert '<a class="govuk-link govuk-link--inverse" href="/account/">Account</a>' in html
        assert '<form method="post" action="/account/sign-out/">' in html
    assert client.get("/account/sign-out/").status_code == 200
    assert client.get("/account/").status_code == 200  # looking at the page signs nobody out
    client.post("/account/sign-out/")
    assert "Sign out" not in client.get("/account/sign-in/").content.decode()


def test_account_page_leads_on(client):
    html = client.get("/account/").content.decode()
    for address in ("/account/password/", "/account/second-factor/", "/audit/about-me/"):
        assert f'href="{address}"' in html


def test_banner_until_it_is_read(client, ann):
    officer = make_worker("dpo", Role.DATA_PROTECTION_OFFICER)
    assert BANNER not in client.get("/contacts/").content.decode()
    search = actions.search_by_worker(by=officer, worker=ann, reason="A complaint about record 12")
    html = client.get("/contacts/").content.decode()
    assert BANNER in html
    assert 'href="/audit/about-me/"' in html
    assert "complaint" not in html
    assert BANNER not in client.get("/contacts/add/").content.decode()
    client.post(f"/audit/about-me/{search.pk}/read/")
    assert BANNER not in client.get("/contacts/").content.decode()


def test_banner_is_for_the_one_searched_for(ben, ann, client):
    WorkerSearch.objects.create(worker=ben, by=ann, at=timezone.now(), reason="Asked for")
    assert BANNER not in client.get("/contacts/").content.decode()


@pytest.mark.parametrize(
    ("page", "more"), [("/contacts/", 1), ("/contacts/add/", 0), ("/audit/about-me/", 0)]
)
def test_at_most_one_query_more(client, monkeypatch, page, more):
    client.get(page)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(page)
        return len(seen)

    with_corner = queries()
    monkeypatch.setattr("fanlight.web.site.context._is_start", lambda request, user: False)
    monkeypatch.setattr("fanlight.web.site.context.menu", lambda user, path: [])
    assert with_corner - queries() == more


def test_demo_tells_who_one_can_be(ann, settings, tmp_path):
    settings.HOME = tmp_path
    assert demo.PASSWORD not in Client().get("/account/sign-in/").content.decode()
    Authority(pk=1, is_made_up=True).save()
    ann.set_password(demo.PASSWORD)
    ann.save()
    client = Client()
    html = client.get("/account/sign-in/").content.decode()
    assert "Everyone and everything here is made up" in html
    assert demo.PASSWORD in html
    assert 'name="login" value="ann"' in html
    assert client.post("/account/sign-in/", {"login": "ann", "password": demo.PASSWORD}).status_code == 302
    assert demo.PASSWORD not in client.get("/account/").content.decode()
