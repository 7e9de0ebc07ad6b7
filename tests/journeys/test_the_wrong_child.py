"""A contact names the wrong child: a worker puts it right while a colleague is writing about that child."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.steps import EARLY_HELP, NO_FURTHER_ACTION, add_contact, decide, open_contact, record


def test_put_right_with_a_decision_half_written(browser_of, watch):
    watch.allow("status of 409")
    # Given a contact about two children, and somebody who writes about the first of them
    worker = browser_of("Social worker")
    ref = add_contact(worker, "Tamsin Fairley", "Piers Fairley")
    manager = browser_of("Team manager", java_script_enabled=False)
    open_contact(manager, ref)
    decide(manager, "Tamsin Fairley", NO_FURTHER_ACTION, "Tamsin was seen this morning.")

    # When the worker says that the first was named by mistake, and who is right
    worker.get_by_text("The wrong child is named").click()
    worker.get_by_role("link", name="Tamsin Fairley was named by mistake").click()
    worker.get_by_label("Why it is the wrong child").fill("The caller meant her cousin.")
    worker.get_by_role("radio", name="Another child, named below").check()
    worker.get_by_label("First name").fill("Tansy")
    worker.get_by_label("Last name").fill("Fairley")
    worker.get_by_role("button", name="Put it right").click()
    expect(worker.get_by_role("heading", name="Decide for Tansy Fairley")).to_be_visible()
    expect(worker.get_by_text("Named by mistake: Tamsin Fairley")).to_be_visible()

    # Then what the other sends is recorded for nobody, and none of their words is lost
    manager.get_by_role("button", name="Record the decision").click()
    expect(manager.get_by_role("heading", name="Your words are not recorded")).to_be_visible()
    expect(manager.get_by_text("Tamsin was seen this morning.")).to_be_visible()
    expect(manager.get_by_role("heading", name="Decide for Tamsin Fairley")).to_have_count(0)

    # And the right child is decided about
    decide(manager, "Tansy Fairley", EARLY_HELP, "The cousin is the one.")
    record(manager)
