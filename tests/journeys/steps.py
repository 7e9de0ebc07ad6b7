"""What people do on the way of a journey, by the labels and names they read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

ENGLAND = ZoneInfo("Europe/London")
SAID = "The school called: the child came without a coat again and asked for food."
NO_FURTHER_ACTION = "No further action"
CHILD_IN_NEED = "Child in need assessment (section 17)"
EARLY_HELP = "Early or family help"


def now() -> datetime:
    """The English wall clock."""
    return datetime.now(ENGLAND)


def add_contact(
    page: Any,
    *children: str,
    number: str = "",
    said: str = SAID,
    received: datetime | None = None,
    night_action: str = "",
) -> str:
    """Type a contact in; its reference. Children as "First Last"; `number`: the first child's."""
    page.goto("/contacts/add/")
    for _ in children[1:]:
        page.get_by_role("button", name="Another child").click()
    page.get_by_label("What was said or written").fill(said)
    moment = received or now()
    group = page.get_by_role("group", name="When it was received")
    fill_day(group, moment.date())
    group.get_by_label("Time").fill(f"{moment:%H:%M}")
    page.get_by_label("How it came").select_option("phone")
    page.get_by_label("Source", exact=True).select_option(index=2)
    for position, child in enumerate(children, start=1):
        first, _, last = child.partition(" ")
        row = page.get_by_role("group", name=f"Child {position}", exact=True)
        row.get_by_label("First name").fill(first)
        row.get_by_label("Last name").fill(last)
        fill_day(row.get_by_role("group", name="Date of birth", exact=True), date(2017, 5, position))
    if number:
        row = page.get_by_role("group", name="Child 1", exact=True)
        row.get_by_label("Number in the case system").fill(number)
    if night_action:
        page.get_by_label("What the emergency duty team did").fill(night_action)
    page.get_by_role("button", name="Add the contact").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("C-")
    return re.search(r"C-\d+", page.get_by_role("heading", level=1).inner_text())[0]


def fill_day(group: Any, day: date) -> None:
    """Fill three boxes of a date."""
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label, exact=True).fill(str(value))


def open_contact(page: Any, ref: str) -> None:
    """Find a contact by its reference and open it."""
    page.goto("/contacts/")
    page.get_by_label("Find a contact").fill(ref)
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name=ref, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(ref)


def decision_on(page: Any, child: str) -> Any:
    """The part of the form that is about one child."""
    heading = page.get_by_role("heading", name=f"Decide for {child}")
    return page.locator("section").filter(has=heading)


def decide(page: Any, child: str, level: str, reasons: str, checklist: Sequence[str] = ()) -> None:
    """Choose a level, say why, and answer the checklist's questions in order; nothing is sent yet."""
    line = decision_on(page, child)
    if checklist:
        line.locator("summary", has_text="Checklist").click()
        grid = line.locator("details", has_text="Checklist")
        for question, answer in zip(grid.get_by_role("group").all(), checklist, strict=False):
            question.get_by_role("radio", name=answer, exact=True).check()
    line.get_by_role("radio", name=level, exact=True).check()
    line.get_by_label("Reasons", exact=True).fill(reasons)


def record(page: Any) -> None:
    """Send the form; the page after it says what was recorded."""
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Recorded")


def hand_in(page: Any, path: Path) -> None:
    """Hand a file in and wait until it is read."""
    page.goto("/imports/")
    page.get_by_label("File", exact=True).set_input_files(path)
    page.get_by_role("button", name="Hand in the file").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(path.name)
    wait_for_import(page)


def write_it(page: Any) -> None:
    """Have what was shown written; the file is complete up to today where it does not say."""
    complete = page.get_by_role("group", name="The file is complete up to")
    if complete.count():
        fill_day(complete, now().date())
    page.get_by_role("button", name="Write it", exact=True).click()
    wait_for_import(page)


def wait_for_import(page: Any) -> None:
    """Wait until nothing is under way; without JavaScript the page does not follow by itself."""
    if page.evaluate("matchMedia('(scripting: none)').matches"):
        while page.get_by_role("link", name="Look again").is_visible():
            page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("progressbar")).to_have_count(0)
