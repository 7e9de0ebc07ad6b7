"""The account on a phone, with and without JavaScript: nothing in the way, nothing too wide, nothing lost."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.support.browser import PHONE, axe, watched_page
from tests.support.server import folder_of_the_run, made_up_server

pytestmark = pytest.mark.browser
LOWEST_HEADING = 190  # pixels from the top: the header takes two lines of a phone, the menu one
WORKER, LONGEST_ROLE, OFFICER = "Social worker", "Principal social worker", "Data protection officer"


@pytest.fixture(autouse=True)
def _quick():
    """Nothing of the test process's own database is used here."""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    once_in = folder_of_the_run(tmp_path_factory)
    with made_up_server(tmp_path_factory.mktemp("accounts"), once_in=once_in) as running:
        yield running


@pytest.fixture(params=[True, False], ids=["JavaScript", "no JavaScript"])
def phone(request, browser, watch, server):
    """A phone."""
    watch.allow("status of 422")  # a form with an error
    watch.allow("favicon.*ERR_ABORTED")  # the next page was opened before this one's icon came
    options = {"java_script_enabled": request.param, "base_url": server.address}
    with watched_page(browser, watch, **options) as page:
        page.set_viewport_size(PHONE)
        yield page


def look(page: Any) -> None:
    """No fault, no sideways scrolling."""
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def sign_in(page: Any, server: Any, who: str) -> None:
    page.get_by_label("User name", exact=True).fill(server.people[who])
    page.get_by_label("Password", exact=True).fill(server.password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirm_if_asked(page: Any, server: Any) -> None:
    if page.get_by_role("heading", name="Confirm that it is you").is_visible():
        page.get_by_label("Your password").fill(server.password)
        page.get_by_role("button", name="Go on").click()


def test_second_step_from_setting_up_to_turning_off(phone, server):
    phone.goto("/account/second-factor/")
    look(phone)
    sign_in(phone, server, WORKER)
    assert phone.url.endswith("/account/second-factor/")
    look(phone)
    phone.get_by_role("link", name="Set up an app").click()
    look(phone)
    confirm_if_asked(phone, server)
    look(phone)
    secret = phone.locator("code").inner_text()
    phone.get_by_label("Code that the app shows").fill("000")
    phone.get_by_role("button", name="Turn the second step on").click()
    look(phone)
    assert phone.locator("code").inner_text() == secret  # what was scanned stays good
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    phone.get_by_label("Code that the app shows").fill(code)
    phone.get_by_role("button", name="Turn the second step on").click()
    look(phone)
    recovery = phone.locator("#recovery-codes").inner_text().split()
    phone.get_by_role("button", name="Sign out").click()
    phone.get_by_role("button", name="Enter as", exact=False).first.click()
    look(phone)
    phone.get_by_label("Code", exact=True).fill(recovery[0])
    phone.get_by_role("button", name="Sign in", exact=True).click()
    for page in ("", "password/", "confirm/", "second-factor/", "second-factor/confirm/", "sign-out/"):
        phone.goto(f"/account/{page}")
        look(phone)
    phone.goto("/account/second-factor/app/off/")
    confirm_if_asked(phone, server)
    look(phone)
    phone.get_by_role("button", name="Turn it off").click()
    assert phone.get_by_text("The second step is off").is_visible()


def test_told_of_a_search(phone, server):
    phone.goto("/audit/")
    sign_in(phone, server, OFFICER)
    phone.get_by_label("User name of the worker").fill(server.people["Team manager"])
    phone.get_by_label("Reason").fill("A complaint about a record")
    phone.locator("form", has=phone.get_by_label("Reason")).get_by_role("button").click()
    phone.get_by_role("button", name="Sign out").click()
    sign_in(phone, server, "Team manager")
    look(phone)
    phone.get_by_role("link", name="See who and why").click()
    assert phone.get_by_text("A complaint about a record").first.is_visible()
    look(phone)
    phone.get_by_role("button", name="I have read this").first.click()
    phone.goto("/contacts/")
    assert not phone.get_by_role("link", name="See who and why").is_visible()


def test_the_header_leaves_room(phone, server):
    phone.goto("/account/")
    sign_in(phone, server, LONGEST_ROLE)
    if phone.get_by_role("button", name="Menu").is_visible():  # without a script the menu is open
        assert phone.get_by_role("heading", level=1).bounding_box()["y"] < LOWEST_HEADING


def test_words_survive_a_session_that_ended(phone, server):
    phone.goto("/contacts/add/")
    sign_in(phone, server, WORKER)
    phone.get_by_label("What was said or written").fill("Heard crying for two hours.")
    phone.context.clear_cookies(name="fanlight")
    phone.get_by_role("button", name="Add the contact").click()
    assert phone.get_by_text("What you typed is kept").is_visible()
    sign_in(phone, server, WORKER)
    assert phone.url.endswith("/contacts/add/")
    assert phone.get_by_label("What was said or written").input_value() == "Heard crying for two hours."
    assert phone.get_by_text("not yet recorded").first.is_visible()
