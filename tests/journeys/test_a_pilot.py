"""Something is tried: written on one page, told what it could show, frozen, counted, and printed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.browser import DESKTOP, PHONE, axe, screenshot


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_pre_flight_and_freeze_a_pilot(browser_of, javascript):
    manager, worker = browser_of("Team manager"), browser_of("Social worker")
    name = f"Call back within a day {'with' if javascript else 'without'} scripts"
    state = "with" if javascript else "without"

    # When a team manager writes a pilot on one page, without an analyst
    manager.goto("/evidence/pilots/")
    manager.get_by_role("button", name="Register a pilot").or_(
        manager.get_by_role("link", name="Register a pilot")
    ).first.click()
    fill(manager, "What is tried", name)
    fill(manager, "Why should it work?", "Whoever is called back has no reason to ring again")
    fill(manager, "For whom?", "Everyone who rings the hub")
    fill(manager, "Where?", "North hub")
    fill(manager, "What is counted?", "Second calls within a week")
    fill(manager, "Out of what?", "calls")
    manager.get_by_role("radio", name="Fewer of them").check()
    fill(manager, "How many more or fewer in 100 would matter?", "30")
    manager.get_by_role("radio", name="With the same place before").check()
    fill(manager, "How many were counted there?", "14")
    manager.get_by_label("Out of how many?", exact=True).first.fill("500")
    fill(manager, "First month of the pilot", "2025-01")
    fill(manager, "For how many months?", "3")
    fill(manager, "Out of how many in all these months?", "300")
    manager.get_by_role("radio", name="Its figures stood out as the worst").check()
    manager.get_by_label("The worst of how many places?").fill("150")
    manager.get_by_role("button", name="See what it could show").click()

    # Then the page says that it could not show it, and what a worst start costs
    main = manager.get_by_role("main")
    expect(main).to_contain_text("This pilot could not show it")
    expect(main).to_contain_text("Though nothing is done, the worst place falls to")
    look(manager, f"pilot-told-{state}")

    # When it is made larger and another place is taken, it could
    manager.get_by_label("How many were counted there?").fill("240")
    manager.get_by_label("Out of how many?", exact=True).first.fill("2400")
    manager.get_by_label("Out of how many in all these months?").fill("2400")
    manager.get_by_role("radio", name="For another reason").check()
    manager.get_by_role("button", name="See what it could show").click()
    expect(main).to_contain_text("This pilot could show it")
    manager.get_by_role("button", name="Keep it in the register").click()
    expect(manager.get_by_role("heading", level=1)).to_have_text(name)

    # Then it is frozen, with hash and hour
    manager.get_by_role("link", name="Freeze it, then count").or_(
        manager.get_by_role("button", name="Freeze it, then count")
    ).first.click()
    manager.get_by_label("I have read what this pilot could and could not show").check()
    manager.get_by_role("button", name="Freeze it").click()
    expect(main).to_contain_text("SHA-256")

    # When three months are counted, nothing is claimed before the last
    for month, events in ((1, 50), (2, 44), (3, 40)):
        manager.get_by_role("link", name="Add a month’s number").or_(
            manager.get_by_role("button", name="Add a month’s number")
        ).first.click()
        manager.get_by_role("radio", name="The pilot").check()
        expect(manager.get_by_label("Month", exact=True)).to_have_value(f"2025-0{month}")
        manager.get_by_label("How many?", exact=True).fill(str(events))
        manager.get_by_label("Out of how many?", exact=True).fill("800")
        manager.get_by_role("button", name="Keep the number").click()
        if month < 3:
            expect(main).to_contain_text(f"So far, after {month} of 3 months")
    expect(main).to_contain_text("Shown. A fall is shown")
    look(manager, f"pilot-counted-{state}")

    # And the report is read by everyone, who cannot write
    worker.goto(manager.url)
    expect(worker.get_by_role("heading", level=1)).to_have_text(name)
    expect(worker.get_by_text("Add a month’s number")).to_have_count(0)
    worker.get_by_role("link", name="Report to print").click()
    expect(worker.get_by_role("main")).to_contain_text("A change that is shown is not yet its cause")
    look(worker, f"pilot-report-{state}")


def fill(page, label: str, text: str) -> None:
    page.get_by_label(label).fill(text)


def look(page, name: str) -> None:
    """Whole and accessible at both widths."""
    for width, size in (("desktop", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(size)
        screenshot(page, f"pilots/{name}-{width}")
        assert axe(page) == []
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
    page.set_viewport_size(DESKTOP)
