"""What was typed is kept: while one types, when the session ends, with and without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import EARLY_HELP, add_contact, decide, decision_on, open_contact, record

BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])


def sign_in_again(page, server, who: str) -> None:
    """On the sign-in page, by the form."""
    page.locator("input[name=login]:visible").fill(server.people[who])
    page.locator("input[name=password]:visible").fill(server.password)
    page.get_by_role("button", name="Sign in").click()


@BOTH
def test_a_decision_typed_while_the_session_ended_is_there_after_signing_in(
    server, javascript, browser_of, watch
):
    watch.allow("status of 40[13]")  # keeping while typing is refused without a session, in words
    worker = browser_of("Social worker")
    ref = add_contact(worker, f"Moss {'Script' if javascript else 'Plain'}")
    child = worker.get_by_role("heading", name="Decide for").inner_text().removeprefix("Decide for ")

    # Given the session ends while the worker types
    worker.context.clear_cookies()
    decide(worker, child, EARLY_HELP, "Long reasons that nobody wants to type again.")
    worker.get_by_role("button", name="Record the decision").click()

    # Then signing in leads back to the same contact, with every word, not yet recorded
    expect(worker.get_by_role("heading", level=1)).to_contain_text("Sign in")
    sign_in_again(worker, server, "Social worker")
    expect(worker.get_by_role("heading", level=1)).to_contain_text(ref)
    expect(worker.get_by_text(re.compile("not yet recorded")).first).to_be_visible()
    line = decision_on(worker, child)
    expect(line.get_by_label("Reasons", exact=True)).to_have_value(
        "Long reasons that nobody wants to type again."
    )
    expect(line.get_by_role("radio", name=EARLY_HELP)).to_be_checked()
    record(worker)


@BOTH
def test_a_contact_typed_while_the_session_ended_is_there_after_signing_in(
    server, javascript, browser_of, watch
):
    watch.allow("status of 40[13]")
    worker = browser_of("Social worker")
    worker.goto("/contacts/add/")
    words = "The caller will not ring a second time."
    worker.get_by_label("What was said or written").fill(words)
    worker.context.clear_cookies()
    worker.get_by_role("button", name="Add the contact").click()
    sign_in_again(worker, server, "Social worker")
    expect(worker.get_by_label("What was said or written")).to_have_value(words)


def test_what_is_typed_is_kept_by_itself(browser_of):
    worker = browser_of("Social worker")
    ref = add_contact(worker, "Moss Kept")
    decide(worker, "Moss Kept", EARLY_HELP, "Half a sentence, then the telephone")
    expect(worker.get_by_text(re.compile(r"Kept at \d\d:\d\d, not yet recorded"))).to_be_visible()

    # When the browser is closed and opened again the next day
    worker.goto("about:blank")
    open_contact(worker, ref)
    line = decision_on(worker, "Moss Kept")
    expect(line.get_by_label("Reasons", exact=True)).to_have_value("Half a sentence, then the telephone")
    expect(line.get_by_role("radio", name=EARLY_HELP)).to_be_checked()


def test_a_colleague_does_not_see_what_is_kept(browser_of, second_worker):
    worker, other = browser_of("Social worker"), browser_of(second_worker)
    ref = add_contact(worker, "Moss Private")
    decide(worker, "Moss Private", EARLY_HELP, "A first thought, perhaps wrong")
    expect(worker.get_by_text("Kept at")).to_be_visible()
    open_contact(other, ref)
    reasons = decision_on(other, "Moss Private").get_by_label("Reasons", exact=True)
    expect(reasons).to_have_value("")
