"""A worker sees where the decisions of a day stood, and says whether a team figure may count them."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import expect

from tests.journeys.steps import fill_day
from tests.support.browser import axe


def test_a_worker_agrees_and_withdraws_and_the_team_page_names_nobody(browser_of, watch):
    worker, manager = browser_of("Social worker"), browser_of("Team manager")

    # When a worker opens My day from the practice room, it is theirs alone and says what it cannot tell
    worker.goto("/practice/")
    worker.get_by_role("link", name="My day", exact=True).click()
    main = worker.get_by_role("main")
    expect(main).to_contain_text("Only you see this page")
    expect(main).to_contain_text("We cannot tell")
    assert axe(worker) == []

    # Then they may take back what they agreed to, agree again until a day, and take it back again
    withdraw = worker.get_by_role("button", name="Withdraw")
    withdraw.click()
    expect(main).to_contain_text("Not now: nothing of yours is counted")
    group = worker.get_by_role("group", name="My decisions may be counted until")
    fill_day(group, date.today() + timedelta(days=90))
    worker.get_by_role("button", name="I agree").click()
    expect(main).to_contain_text("You said yes for")
    withdraw.click()
    expect(main).to_contain_text("Not now: nothing of yours is counted")

    # And the manager is told only that too few agreed
    manager.goto("/team/fatigue/")
    manager.get_by_label("Team", exact=True).select_option(index=1)
    manager.get_by_label("Half-year", exact=True).select_option(index=1)
    manager.get_by_role("button", name="Work it out").click()
    expect(manager.get_by_role("main")).to_contain_text("Not shown: fewer than five people agreed")
    assert axe(manager) == []
