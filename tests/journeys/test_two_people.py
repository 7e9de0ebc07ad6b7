"""Dissent is kept in both words; two who decide at once lose none; a double click records once."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.steps import (
    CHILD_IN_NEED,
    EARLY_HELP,
    NO_FURTHER_ACTION,
    add_contact,
    decide,
    decision_on,
    open_contact,
    record,
)


def test_dissent_is_kept_in_both_words(browser_of):
    worker, manager = browser_of("Social worker"), browser_of("Team manager")
    ref = add_contact(worker, "Jude Marlpit")
    decide(worker, "Jude Marlpit", CHILD_IN_NEED, "Third contact about food this term.")
    record(worker)

    # When the manager decides differently
    open_contact(manager, ref)
    decision_on(manager, "Jude Marlpit").get_by_role("radio", name="I decide differently").check()
    decide(manager, "Jude Marlpit", EARLY_HELP, "The school's family worker starts on Monday.")
    record(manager)

    # Then the plain text has both, each under its own name
    text = manager.get_by_label("The decision as plain text").inner_text()
    for words in (CHILD_IN_NEED, "Third contact about food", EARLY_HELP, "family worker starts on Monday"):
        assert words in text

    # And so has the page that the worker sees
    open_contact(worker, ref)
    expect(worker.get_by_text("Third contact about food this term.")).to_be_visible()
    expect(worker.get_by_text("The school's family worker starts on Monday.")).to_be_visible()
    expect(worker.get_by_text("Differs from the recommendation")).to_be_visible()


def test_a_manager_must_say_whether_they_agree(browser_of, watch):
    watch.allow("status of 422")
    worker, manager = browser_of("Social worker"), browser_of("Team manager")
    ref = add_contact(worker, "Bryn Marlpit")
    decide(worker, "Bryn Marlpit", CHILD_IN_NEED, "Seen with bruises twice.")
    record(worker)
    open_contact(manager, ref)
    decide(manager, "Bryn Marlpit", CHILD_IN_NEED, "I read it too.")
    manager.get_by_role("button", name="Record the decision").click()
    expect(manager.get_by_role("alert")).to_contain_text("Say whether you agree with the recommendation")
    reasons = decision_on(manager, "Bryn Marlpit").get_by_label("Reasons", exact=True)
    expect(reasons).to_have_value("I read it too.")


def test_two_who_decide_at_once_lose_no_words(browser_of, watch, second_worker):
    watch.allow("status of 409")
    first, second = browser_of("Social worker"), browser_of(second_worker)
    ref = add_contact(first, "Kit Marlpit")

    # Given both have the form open
    open_contact(second, ref)
    decide(second, "Kit Marlpit", EARLY_HELP, "Second worker's own long reasons.")
    decide(first, "Kit Marlpit", NO_FURTHER_ACTION, "First worker's reasons.")

    # When one records, and then the other
    record(first)
    second.get_by_role("button", name="Record the decision").click()

    # Then the other is told by whom, sees both words, and may send again knowingly
    expect(second.get_by_role("alert")).to_contain_text("First worker's reasons.")
    expect(second.get_by_role("alert")).to_contain_text("nothing is lost")
    line = decision_on(second, "Kit Marlpit")
    expect(line.get_by_label("Reasons", exact=True)).to_have_value("Second worker's own long reasons.")
    expect(line.get_by_role("radio", name=EARLY_HELP)).to_be_checked()
    record(second)
    open_contact(first, ref)
    expect(first.get_by_text("First worker's reasons.")).to_be_visible()
    expect(first.get_by_text("Second worker's own long reasons.")).to_be_visible()


def test_a_double_click_records_once(browser_of):
    worker = browser_of("Social worker")
    ref = add_contact(worker, "Fern Marlpit")
    decide(worker, "Fern Marlpit", EARLY_HELP, "Once is enough.")
    worker.get_by_role("button", name="Record the decision").dblclick()
    expect(worker.get_by_role("heading", level=1)).to_contain_text("Recorded")
    open_contact(worker, ref)
    expect(worker.get_by_text("Once is enough.")).to_have_count(1)
