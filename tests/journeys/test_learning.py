"""A forecast after the decision, a page shown to somebody and taken back: one's own, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import CHILD_IN_NEED, add_contact, decide, fill_day, now, open_contact, record


@pytest.fixture
def always_asked(server) -> None:
    assert server.run("tests.journeys.prepared", "always_ask_for_forecasts")


@pytest.mark.usefixtures("always_asked")
def test_a_forecast_is_offered_after_the_decision_and_seen_by_nobody_else(browser_of):
    worker, manager = browser_of("Social worker"), browser_of("Team manager")
    ref = add_contact(worker, "Opal Ridgeway")
    expect(worker.get_by_text("forecast", exact=False)).to_have_count(0)
    decide(worker, "Opal Ridgeway", CHILD_IN_NEED, "Needs a proper look.")
    record(worker)

    # When, the decision being locked, the worker says how likely something is
    worker.get_by_role("link", name="Make a forecast, or skip it").click()
    expect(worker.get_by_text("Your decision is recorded and locked")).to_be_visible()
    box = worker.get_by_role("spinbutton").first
    expect(box).to_have_value("")
    box.fill("37")
    worker.get_by_role("button", name="Keep my forecast").click()
    expect(worker.get_by_text("Kept, for you alone.")).to_be_visible()

    # Then it stands under My learning, and neither in the brief nor on the manager's pages
    worker.goto("/learning/")
    expect(worker.get_by_role("row").filter(has_text=ref).filter(has_text="37 per cent")).to_have_count(1)
    for person in (worker, manager):
        open_contact(person, ref)
        expect(person.get_by_role("main")).not_to_contain_text("37 per cent")
        expect(person.get_by_role("main")).not_to_contain_text("forecast", ignore_case=True)


@pytest.mark.usefixtures("always_asked")
def test_a_forecast_can_be_skipped(browser_of):
    worker = browser_of("Social worker")
    ref = add_contact(worker, "Beryl Ridgeway")
    decide(worker, "Beryl Ridgeway", CHILD_IN_NEED, "Needs a proper look.")
    record(worker)
    worker.get_by_role("link", name="Make a forecast, or skip it").click()
    worker.get_by_role("button", name="Skip").click()
    expect(worker).to_have_url(f"{worker.url.split('/contacts')[0]}/contacts/")
    worker.goto("/learning/")
    expect(worker.get_by_role("row").filter(has_text=ref)).to_have_count(1)  # the decision, no forecast


def test_one_page_is_shown_to_a_named_person_and_taken_back(browser_of, second_worker, watch):
    watch.allow("status of 404")
    worker, colleague = browser_of("Social worker"), browser_of(second_worker)
    ref = add_contact(worker, "Pearl Ridgeway")
    decide(worker, "Pearl Ridgeway", CHILD_IN_NEED, "A page to talk about in supervision.")
    record(worker)

    # When the worker notes what they learned, and shows the page until next week
    worker.goto("/learning/")
    worker.get_by_role("row").filter(has_text=ref).get_by_role("link").click()
    page_of_decision = worker.url
    worker.get_by_label("What I learned").fill("Ask about nights first.")
    worker.get_by_role("button", name="Keep it, for me alone").click()
    worker.locator("summary", has_text="Show this page to somebody").click()
    worker.get_by_label("User name of the person").fill(second_worker)
    fill_day(worker.get_by_role("group", name="Until"), (now() + timedelta(days=7)).date())
    worker.get_by_role("button", name="Show it").click()
    expect(worker.get_by_text("can see this page until")).to_be_visible()

    # Then the named person sees it, without the notes
    colleague.goto("/learning/shared/")
    colleague.get_by_role("link", name=ref).click()
    shared = colleague.url
    expect(colleague.get_by_text("A page to talk about in supervision.")).to_be_visible()
    expect(colleague.get_by_text("Ask about nights first.")).to_have_count(0)

    # And once it is taken back it is gone at once
    worker.goto(page_of_decision)
    worker.locator("summary", has_text="Show this page to somebody").click()
    worker.get_by_role("button", name="Take it back").click()
    expect(worker.get_by_text("Taken back.")).to_be_visible()
    assert colleague.goto(shared).status == 404
    colleague.goto("/learning/shared/")
    expect(colleague.get_by_role("link", name=ref)).to_have_count(0)


def test_nobody_opens_anothers_page(browser_of, second_worker, watch):
    watch.allow("status of 404")
    worker = browser_of("Social worker")
    ref = add_contact(worker, "Agate Ridgeway")
    decide(worker, "Agate Ridgeway", CHILD_IN_NEED, "Mine to look back at.")
    record(worker)
    worker.goto("/learning/")
    worker.get_by_role("row").filter(has_text=ref).get_by_role("link").click()
    for who in (second_worker, "Team manager"):
        assert browser_of(who).goto(worker.url).status == 404


def test_from_what_came_back_to_a_hypothesis_that_everybody_reads(browser_of, second_worker, watch):
    watch.allow("status of 404")
    worker, manager = browser_of("Social worker"), browser_of("Team manager")
    # The week says on how many decisions something is new, and leads to a decision as it then was
    worker.goto("/learning/")
    worker.get_by_role("link", name="What came back this week").click()
    expect(worker.get_by_role("heading", level=1)).to_contain_text("of your")
    expect(worker.get_by_text("Events known up to")).to_be_visible()
    worker.locator("main section a[href*='/learning/decisions/']").first.click()
    page_of_decision = worker.url
    expect(worker.get_by_text("The reasons, as they then were")).to_be_visible()
    expect(worker.get_by_text("Within 3 months")).not_to_be_visible()
    worker.get_by_label("What I learned").fill("Ring the school before lunch.")
    worker.get_by_role("button", name="Keep it, for me alone").click()

    # A question in the notebook becomes a hypothesis, which is shared without a name
    worker.goto("/learning/notebook/")
    expect(worker.get_by_text("Ring the school before lunch.")).to_be_visible()
    worker.get_by_label("What I wonder").fill("Do fewer come back if we ring the school first?")
    worker.get_by_role("button", name="Keep the question").click()
    worker.get_by_role("link", name="Make it a hypothesis").first.click()
    for label, words in (
        ("If we …", "ring the school before we decide"),
        ("then …", "fewer come back within 6 months"),
        ("because …", "the school sees the child every day"),
        ("measured by …", "contacts that came back, of 100"),
    ):
        worker.get_by_label(label, exact=True).fill(words)
    worker.get_by_role("button", name="Keep it", exact=True).click()
    address = worker.url
    assert manager.goto(address).status == 404
    worker.get_by_role("button", name="Share without my name").click()
    expect(worker.get_by_role("button", name="Share without my name")).to_have_count(0)
    manager.goto("/hypotheses/")
    manager.get_by_role("link", name="ring the school before").first.click()
    expect(manager.get_by_text("somebody in the authority")).to_be_visible()
    expect(manager.get_by_text("Do fewer come back")).to_have_count(0)

    # The decision's page is shown in supervision, without the note, and taken back
    worker.goto(page_of_decision)
    worker.locator("summary", has_text="Show this page to somebody").click()
    worker.get_by_label("User name of the person").fill(second_worker)
    fill_day(worker.get_by_role("group", name="Until"), (now() + timedelta(days=7)).date())
    worker.get_by_role("button", name="Show it").click()
    colleague = browser_of(second_worker)
    colleague.goto("/learning/shared/")
    colleague.locator("main a[href*='/learning/shared/']").first.click()
    shared = colleague.url
    expect(colleague.get_by_text("The reasons, as they then were")).to_be_visible()
    expect(colleague.get_by_text("Ring the school before lunch.")).to_have_count(0)
    worker.goto(page_of_decision)
    worker.locator("summary", has_text="Show this page to somebody").click()
    worker.get_by_role("button", name="Take it back").click()
    assert colleague.goto(shared).status == 404
