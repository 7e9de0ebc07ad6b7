"""A team makes a list, tests it, puts it on trial, answers it on a contact, and sees its figures."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import DESKTOP, PHONE, axe, screenshot


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_from_words_to_use(browser_of, javascript):
    manager, worker, analyst = (browser_of(who) for who in ("Team manager", "Social worker", "Analyst"))
    state = "with" if javascript else "without"
    title = f"Before you close, {state} scripts"
    main = manager.get_by_role("main")

    # When a manager says a list in words, and takes over questions that were asked before
    manager.goto("/checklists/")
    press(manager, "Make a list")
    manager.get_by_label("Say it in words").fill("If someone now: assess\nIf seen: advise\nOtherwise: assess")
    press(manager, "Read these words")
    expect(manager.get_by_label("Question 1", exact=True)).to_have_value("Someone now?")
    manager.get_by_label("What the list is called").fill(title)
    manager.get_by_label("Who makes it").fill("North hub")
    manager.get_by_label("Why these questions?").fill("Two infants were missed")
    for number, code in ((1, "someone_now"), (2, "seen")):
        manager.get_by_label(f"Question {number}", exact=True).fill("")
        taken = manager.locator(f"[name=taken_{number}]")
        manager.get_by_text(f"More of question {number}").click()
        taken.select_option(code)
    press(manager, "Look at it")
    expect(main).to_contain_text("This is how it looks")
    look(manager, f"checklist-look-{state}")
    press(manager, "Keep it as a draft")
    expect(manager.get_by_role("heading", level=1)).to_contain_text(title)
    address = manager.url

    # Then it is tested on past cases of the made-up authority
    press(manager, "Test it on past cases")
    manager.get_by_label("Answers recorded with past decisions").check()
    manager.get_by_label("A section 47 enquiry").check()
    press(manager, "Test it")
    expect(main).to_contain_text("Of 100 past contacts like these")
    expect(main).to_contain_text("Whatever was not seen")
    look(manager, f"checklist-tested-{state}")

    # And an analyst, who was not asked to, sees how good any list could be
    analyst.goto("/checklists/audits/")
    analyst.get_by_label("A section 47 enquiry").check()
    analyst.locator("[name=most_cues][value='2']").check()
    analyst.get_by_role("radio", name="Not at all").check()
    analyst.locator("[name=version]").select_option(label=f"{title}, version 1")
    press(analyst, "Work it out")
    if javascript:
        expect(analyst.get_by_role("main")).to_contain_text("Your 2 questions reach", timeout=60_000)
    else:
        wait_by_hand(analyst)
    look(analyst, f"checklist-audit-{state}")

    # When it is put on trial, the worker is asked it, and reads the team's own words at the exit
    manager.goto(address)
    press(manager, "Put it on trial")
    manager.get_by_label("Why?").fill("To see whether it helps")
    day(manager)
    press(manager, "Put it on trial")
    expect(main).to_contain_text("On trial")
    worker.goto("/contacts/")
    worker.locator("main a", has_text=re.compile(r"^C-")).first.click()
    worker.get_by_text(f"Checklist: {title}").first.click()
    form = worker.locator(".fl-line").first  # of several children, each has a line of its own
    expect(form).to_contain_text("Yes → the list says: assess")
    for code, answer in (("someone_now", "no"), ("seen", "yes")):
        form.locator(f"[name$=-cue_{code}][value={answer}]").check()
    form.get_by_label("Information and advice").check()
    form.get_by_label("Reasons").fill("The school has seen her and will speak with the mother.")
    press(worker, "Record the decision")
    expect(worker.get_by_role("main")).to_contain_text("The list says: advise")

    # Then it is taken into use past what was shown of groups, and its page shows how it came there
    manager.goto(address)
    press(manager, "Take it into use")
    manager.get_by_label("Why?").fill("It was answered on every contact")
    day(manager)
    said = manager.get_by_label("What do you say to this?")
    if said.count():
        said.fill("Few cases; we look again in March")
    press(manager, "Take it into use")
    expect(main).to_contain_text("In use")
    expect(main).to_contain_text("To see whether it helps")
    look(manager, f"checklist-in-use-{state}")
    press(manager, "Retire it")
    manager.get_by_label("Why?").fill("So that other journeys are not asked it")
    press(manager, "Retire it")


def press(page, name):
    page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.click()


def day(page):
    for label, value in (("Day", "1"), ("Month", "3"), ("Year", "2030")):
        page.get_by_label(label, exact=True).fill(value)


def wait_by_hand(page):
    """Without scripts the page is opened again until it is done."""
    for _ in range(60):
        if page.get_by_text("Your 2 questions reach").count():
            return
        page.wait_for_timeout(500)
        page.goto(page.url)
    raise AssertionError(page.get_by_role("main").inner_text())


def look(page, name):
    for width, size in (("desktop", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(size)
        screenshot(page, f"screens/{name}-{width}")
    page.set_viewport_size(DESKTOP)
    assert axe(page) == []
