"""Every form of the site sent as it stands: an answer in words, with and without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.page_checks import ROLE_NAMES, TOO_WIDE, check
from tests.journeys.pages import PAGES, main_role

# Sent as it stands, it does what it says: there is no error to show. A second look goes to somebody else as
# soon as another test has its worker come upon the case: it is sent empty in its own journey.
NOT_SENT_EMPTY = {"account_logout", "practice:forecast", "practice:second_look"}
# The same of single forms: a look passed on is gone, and an agreement withdrawn is another test's.
DO_WHAT_THEY_SAY = ("[action$='/pass-on/']", ":has([name=do][value=withdraw])")


def forms(page: Any) -> list[Any]:
    """The forms of the page itself that are sent to the server."""
    left_out = "".join(f":not({one})" for one in DO_WHAT_THEY_SAY)
    return page.locator(f"main form[method=post]{left_out}").all()


def send_empty(page: Any, form: Any) -> None:
    """Press what sends the form, as somebody does who overlooked everything."""
    button = form.locator("[data-primary], button").last
    for folded in form.locator("xpath=ancestor::details").all():
        folded.evaluate("details => { details.open = true; }")
    button.click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
@pytest.mark.parametrize("name", [name for name in PAGES if name not in NOT_SENT_EMPTY])
def test_forms_sent_empty(name, javascript, addresses, page_of, watch):
    watch.allow("status of 422")
    role = main_role(name)
    page = page_of(ROLE_NAMES[role], javascript=javascript)
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
