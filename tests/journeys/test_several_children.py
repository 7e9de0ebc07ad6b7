"""One contact about two children: each has a decision of its own."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.steps import (
    CHILD_IN_NEED,
    EARLY_HELP,
    add_contact,
    decide,
    decision_on,
    open_contact,
    record,
)


def test_one_child_is_decided_and_the_other_left(browser_of):
    # Given a contact about a brother and a sister
    worker = browser_of("Social worker")
    ref = add_contact(worker, "Rowan Sparling", "Ivy Sparling")
    expect(worker.get_by_role("radio", name=CHILD_IN_NEED)).to_have_count(2)
    expect(worker.get_by_role("radio", checked=True)).to_have_count(0)

    # When only one is decided
    decide(worker, "Rowan Sparling", CHILD_IN_NEED, "He carries the younger one.")
    record(worker)
    expect(worker.get_by_label("The decision as plain text")).not_to_contain_text("Ivy")

    # Then the other still waits, with nothing preselected
    open_contact(worker, ref)
    expect(worker.get_by_role("heading", name="Decide for Ivy Sparling")).to_be_visible()
    expect(decision_on(worker, "Ivy Sparling").get_by_role("radio", checked=True)).to_have_count(0)
    expect(decision_on(worker, "Ivy Sparling").get_by_label("Reasons", exact=True)).to_have_value("")

    # And is decided apart
    decide(worker, "Ivy Sparling", EARLY_HELP, "Ivy's nursery already sees her weekly.")
    record(worker)
    open_contact(worker, ref)
    for child, level in (("Rowan Sparling", CHILD_IN_NEED), ("Ivy Sparling", EARLY_HELP)):
        panel = worker.locator("section").filter(has=worker.get_by_role("heading", name=f"{child}:"))
        expect(panel).to_contain_text(level)


def test_a_key_repeats_the_first_childs_answers_and_a_person_may_change_them(browser_of):
    worker = browser_of("Social worker")
    ref = add_contact(worker, "Sorrel Sparling", "Linden Sparling")
    decide(worker, "Sorrel Sparling", CHILD_IN_NEED, "Both were seen at school.", ["Yes", "No"])
    second = decision_on(worker, "Linden Sparling")
    expect(second.get_by_role("radio", checked=True)).to_have_count(0)

    # When the worker presses the key outside of any box, and changes one answer
    second.get_by_role("heading").click()
    worker.keyboard.press("r")
    expect(second.get_by_role("radio", name=CHILD_IN_NEED)).to_be_checked()
    expect(second.get_by_label("Reasons", exact=True)).to_have_value("Both were seen at school.")
    second.get_by_role("radio", name=EARLY_HELP).check()
    record(worker)

    # Then each child has its own decision
    text = worker.get_by_label("The decision as plain text").inner_text()
    first, _, later = text.partition("Linden")
    assert CHILD_IN_NEED in first
    assert EARLY_HELP in later
    open_contact(worker, ref)
    expect(worker.get_by_role("heading", name="Decide for")).to_have_count(2)


def test_one_key_repeats_the_line_for_every_child_and_one_left_out_is_told(browser_of):
    worker = browser_of("Social worker")
    add_contact(worker, "Bryony Sparling", "Hazel Sparling", "Ash Sparling", "Fern Sparling")
    decide(worker, "Bryony Sparling", CHILD_IN_NEED, "All were seen at home.")
    decide(worker, "Ash Sparling", EARLY_HELP, "Ash lives with his father.")
    decision_on(worker, "Fern Sparling").get_by_role("heading").click()

    # When the key is pressed once, whoever had no answer yet has the first child's
    worker.keyboard.press("r")
    for child, level in (
        ("Hazel Sparling", CHILD_IN_NEED),
        ("Ash Sparling", EARLY_HELP),
        ("Fern Sparling", CHILD_IN_NEED),
    ):
        expect(decision_on(worker, child).get_by_role("radio", name=level)).to_be_checked()

    # And Ctrl with Enter would send from where the key left one
    assert worker.evaluate("document.activeElement.form !== null")

    # And a child who is left out again is told on the next page
    fern = decision_on(worker, "Fern Sparling")
    fern.get_by_label("Reasons", exact=True).fill("")
    fern.get_by_role("radio", name=CHILD_IN_NEED).evaluate("radio => { radio.checked = false; }")
    record(worker)
    expect(worker.get_by_text("Nothing is decided yet for Fern Sparling")).to_be_visible()
    worker.keyboard.press("b")
    expect(worker.get_by_role("heading", name="Decide for Fern Sparling")).to_be_visible()


def test_a_key_that_opens_a_part_stands_in_its_first_box(browser_of):
    worker = browser_of("Social worker")
    ref = add_contact(worker, "Clover Sparling")
    open_contact(worker, ref)
    worker.keyboard.press("a")
    worker.keyboard.type("the school")  # each of these letters alone may be a key of the page
    expect(worker.get_by_label("Asked of")).to_have_value("the school")
    worker.keyboard.press("Tab")
    worker.keyboard.type("Who collects Clover?")
    worker.keyboard.press("Control+Enter")
    expect(worker.get_by_text("waiting for the school")).to_be_visible()
