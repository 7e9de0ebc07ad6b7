"""Every page of the site for every role that opens it: accessible, quiet, and whole at any width."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys.page_checks import ROLE_NAMES, TOO_WIDE, check, check_at_every_width
from tests.journeys.pages import JUST_SIGNED_IN, NO_PAGE, PAGES, SECOND_STEP, SIGNED_OUT, main_role
from tests.support.browser import PHONE, watched_page


def test_every_address_is_a_page_or_told_why_not(addresses):
    assert set(addresses) == set(PAGES) | set(NO_PAGE)
    assert not set(PAGES) & set(NO_PAGE)


@pytest.mark.parametrize("name", PAGES)
def test_page(name, addresses, page_of):
    role = main_role(name)
    page = page_of(ROLE_NAMES[role])
    answer = page.goto(addresses[name][role])
    assert answer.status == 200
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    check_at_every_width(page, name)


@pytest.mark.parametrize("name", [name for name, roles in PAGES.items() if len(roles) > 1])
def test_page_for_its_other_roles(name, addresses, page_of):
    for role in PAGES[name]:
        if role != main_role(name):
            page = page_of(ROLE_NAMES[role])
            assert page.goto(addresses[name][role]).status == 200, role
            page.set_viewport_size(PHONE)
            assert page.evaluate(TOO_WIDE) <= 0, role


@pytest.mark.parametrize("name", SIGNED_OUT)
def test_page_when_signed_out(name, browser, watch, server):
    with watched_page(browser, watch, base_url=server.address) as page:
        page.goto(reverse(name))
        check_at_every_width(page, name)
        page.locator("input[name=login]:visible").fill("nobody")
        page.locator("input[name=password]:visible").fill("not the password")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_contain_text("wrong")
        check(page, name, "wrong", width="desktop")


@pytest.mark.parametrize("name", JUST_SIGNED_IN)
def test_page_when_just_signed_in(name, browser, watch, server):
    with watched_page(browser, watch, base_url=server.address) as page:
        sign_in_as(page, server, server.people["Administrator"])
        page.goto(reverse(name))
        check_at_every_width(page, name)


def sign_in_as(page: Any, server: Any, user_name: str) -> None:
    page.goto(reverse("account_login"))
    page.locator("input[name=login]:visible").fill(user_name)
    page.locator("input[name=password]:visible").fill(server.password)
    page.get_by_role("button", name="Sign in").click()


def test_pages_with_a_second_step(browser, watch, server):
    with watched_page(browser, watch, base_url=server.address) as page:
        sign_in_as(page, server, server.run("tests.journeys.prepared", "protect"))
        check_at_every_width(page, "mfa_authenticate")
        page.get_by_label("code", exact=False).first.fill(server.run("tests.journeys.prepared", "code"))
        page.locator("main form").first.locator("button").first.click()
        page.get_by_role("button", name="Sign out").wait_for()
        for name in SECOND_STEP:
            assert page.goto(reverse(name)).status == 200
            check_at_every_width(page, name, "second-step")


@pytest.mark.parametrize(("address", "status"), [("/nowhere/", 404), ("/audit/", 403)])
def test_error_page(address, status, page_of, watch):
    watch.allow(f"status of {status}")
    page = page_of("Social worker")
    assert page.goto(address).status == status
    check_at_every_width(page, f"error-{status}")
