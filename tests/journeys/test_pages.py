"""Every page of the site for every role that opens it: accessible, quiet, and whole at any width."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fanlight.web.accounts.models import Role
from tests.journeys.pages import JUST_SIGNED_IN, NO_PAGE, PAGES, SECOND_STEP, SIGNED_OUT, main_role
from tests.support.browser import DESKTOP, PHONE, axe, screenshot, watched_page

WIDTHS = {"desktop": DESKTOP, "phone": PHONE, "narrow": {"width": 320, "height": 640}}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ROLE_NAMES = {role.value: role.label for role in Role}
# Sent as it stands, it does what it says: there is no error to show.
NOT_SENT_EMPTY = {"account_logout", "practice:forecast"}


@pytest.fixture(scope="session")
def addresses(sqlite_server) -> dict[str, dict[str, str]]:
    return sqlite_server.run("tests.journeys.prepared", "addresses")


def test_every_address_is_a_page_or_told_why_not(addresses):
    assert set(addresses) == set(PAGES) | set(NO_PAGE)
    assert not set(PAGES) & set(NO_PAGE)


def file_name(name: str, *more: str) -> str:
    return "-".join(["screens/" + re.sub(r"\W+", "-", name), *more])


def check(page: Any, name: str, *state: str, width: str, with_axe: bool = True) -> None:
    """The page as it stands, at one width: whole, and accessible."""
    page.set_viewport_size(WIDTHS[width])
    assert page.evaluate(TOO_WIDE) <= 0, f"{name} scrolls sideways at {WIDTHS[width]['width']} px"
    if width != "narrow":
        screenshot(page, file_name(name, *state, width))
        if with_axe:
            assert axe(page) == [], f"{name} {' '.join(state)} at {width}"


def check_at_every_width(page: Any, name: str, *state: str) -> None:
    for width in WIDTHS:
        check(page, name, *state, width=width)


@pytest.mark.parametrize("name", PAGES)
def test_page(name, addresses, browser_of, watch):
    role = main_role(name)
    page = browser_of(ROLE_NAMES[role])
    answer = page.goto(addresses[name][role])
    assert answer.status == 200
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    check_at_every_width(page, name)


@pytest.mark.parametrize("name", [name for name, roles in PAGES.items() if len(roles) > 1])
def test_page_for_its_other_roles(name, addresses, browser_of):
    for role in PAGES[name]:
        if role != main_role(name):
            page = browser_of(ROLE_NAMES[role])
            assert page.goto(addresses[name][role]).status == 200, role
            page.set_viewport_size(PHONE)
            assert page.evaluate(TOO_WIDE) <= 0, role


def forms(page: Any) -> list[Any]:
    """The forms of the page itself that are sent to the server."""
    return page.locator("main form[method=post]").all()


def send_empty(page: Any, form: Any) -> None:
    """Press what sends the form, as somebody does who overlooked everything."""
    button = form.locator("[data-primary], button").last
    for folded in form.locator("xpath=ancestor::details").all():
        folded.evaluate("details => { details.open = true; }")
    button.click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
@pytest.mark.parametrize("name", [name for name in PAGES if name not in NOT_SENT_EMPTY])
def test_forms_sent_empty(name, javascript, addresses, browser_of, watch):
    watch.allow("status of 422")
    role = main_role(name)
    page = browser_of(ROLE_NAMES[role])
    page.goto(addresses[name][role])
    if not javascript:
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate(TOO_WIDE) <= 0
    for number in range(len(forms(page))):
        page.goto(addresses[name][role])
        if number >= len(forms(page)):  # the one before was sent for good
            break
        send_empty(page, forms(page)[number])
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.locator("main").inner_text().strip()
        if javascript and page.locator(".govuk-error-summary, .govuk-warning-text").count():
            check(page, name, f"empty-{number}", width="desktop")
            check(page, name, f"empty-{number}", width="phone", with_axe=False)


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
def test_error_page(address, status, browser_of, watch):
    watch.allow(f"status of {status}")
    page = browser_of("Social worker")
    assert page.goto(address).status == status
    check_at_every_width(page, f"error-{status}")
