"""A decision is looked at again, blind; it lands higher; the duty manager has it, decides anew, closes it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.page_checks import check_at_every_width
from tests.journeys.steps import CHILD_IN_NEED, NO_FURTHER_ACTION, decide, record

FIRST = "Nothing that the school could not mend: first reasons."
SECOND = "Nobody has seen her since Friday: second reasons."


def test_a_second_look_lands_higher(browser_of, server):
    # Given a decision that came to be drawn for a worker who knows nothing of it
    made = server.run("tests.journeys.prepared", "second_look", FIRST)
    looker = browser_of(made["asked"])
    looker.goto("/contacts/")
    looker.get_by_role("link", name="Take a second look").click()
    looker.get_by_role("link", name="Take the second look").last.click()
    expect(looker.get_by_role("heading", level=1)).to_contain_text(made["child"])
    expect(looker.get_by_text(FIRST)).to_have_count(0)
    expect(looker.get_by_text("Before you write")).to_be_visible()

    # When it lands higher
    looker.get_by_role("radio", name=CHILD_IN_NEED).check()
    looker.get_by_label("Reasons", exact=True).fill(SECOND)
    looker.get_by_role("button", name="Keep my second look").click()
    expect(looker.get_by_text("An urgent task is open for")).to_be_visible()
    expect(looker.get_by_text(FIRST)).to_be_visible()

    # Then the duty manager finds it on top of Today, takes it, and decides anew
    manager = browser_of(made["manager"])
    manager.goto("/contacts/")
    urgent = manager.get_by_role("region", name="Urgent").filter(has_text=made["child"])
    urgent.get_by_role("link", name="Read it and act").click()
    for words in (FIRST, SECOND, NO_FURTHER_ACTION):
        expect(manager.get_by_text(words).first).to_be_visible()
    manager.get_by_role("button", name="I have it").click()
    expect(manager.get_by_text("has it since")).to_be_visible()
    manager.get_by_role("link", name=f"Decide again for {made['child']}").click()
    decide(manager, made["child"], CHILD_IN_NEED, "The school was rung; she is to be seen today.")
    record(manager)
    manager.get_by_role("link", name="Back to the urgent task").click()
    expect(manager.get_by_text("Decided since")).to_be_visible()
    manager.get_by_label("What was done").fill("Rang the school; a social worker sees her today.")
    manager.get_by_role("button", name="Close the task").click()
    expect(manager.get_by_role("heading", level=1)).to_contain_text("Closed")

    # And it is gone from Today; the worker whose look it was reads what was done
    manager.goto("/contacts/")
    expect(manager.get_by_role("region", name="Urgent").filter(has_text=made["child"])).to_have_count(0)
    looker.reload()
    expect(looker.get_by_text("Rang the school; a social worker sees her today.")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_second_look_kept_without_a_word(javascript, browser_of, server, watch):
    watch.allow("status of 422")
    made = server.run("tests.journeys.prepared", "second_look", FIRST)
    looker = browser_of(made["asked"])
    looker.goto("/second-looks/")
    looker.get_by_role("link", name="Take the second look").last.click()
    looker.get_by_role("button", name="Keep my second look").click()
    expect(looker.get_by_role("alert")).to_contain_text("There is a problem")
    expect(looker.get_by_role("heading", level=1)).to_contain_text(made["child"])
    check_at_every_width(looker, "practice:second_look", "empty")
