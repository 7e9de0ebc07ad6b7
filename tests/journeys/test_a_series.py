"""A number is looked at before anyone takes credit: charted, written on, shown as it was known."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import fill_day

MONTHS = [f"{year}-{month:02d}" for year in (2023, 2024, 2025) for month in range(1, 13)]
BEFORE, AFTER = [212, 205, 218, 209, 214, 207] * 4, [176, 181, 172, 179, 183, 174] * 2


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_chart_a_series_and_annotate_it(browser_of, javascript):
    analyst, manager = browser_of("Analyst"), browser_of("Team manager")
    name = f"Calls to the hub {'with' if javascript else 'without'} scripts"

    # When the analyst pastes two columns from a spreadsheet
    analyst.goto("/evidence/")
    analyst.get_by_role("link", name="Bring figures in").click()
    analyst.get_by_label("Name of the series").fill(name)
    analyst.get_by_label("What the numbers are").select_option("count")
    analyst.get_by_label("Where they are from").fill("The telephone system")
    pasted = "\n".join(f"{month}\t{count}" for month, count in zip(MONTHS, BEFORE + AFTER, strict=True))
    analyst.get_by_label("Or paste two columns").fill(pasted)
    fill_day(analyst.get_by_role("group", name="When these figures were published"), date(2026, 1, 15))
    analyst.get_by_role("button", name="Keep the figures").click()

    # Then they stand as a chart that says which it is, and when the level moved
    expect(analyst.get_by_role("heading", level=1)).to_have_text(name)
    expect(analyst.get_by_role("img", name=name)).to_be_visible()
    expect(analyst.get_by_role("main")).to_contain_text("The standard chart")
    expect(analyst.get_by_role("main")).to_contain_text("The last lasting step began in January 2025")
    chart = analyst.url

    # And by the other chart, for whoever asks
    analyst.get_by_label("Chart", exact=True).select_option("Honest")
    analyst.get_by_role("button", name="Show").click()
    expect(analyst.get_by_role("main")).to_contain_text("The honest chart")
    analyst.goto(chart)

    # When they write what happened, and begin the limits anew with a reason
    write(analyst, "Something that happened", date(2024, 12, 16), "The new telephone menu went live")
    write(
        analyst,
        "The limits begin anew here",
        date(2025, 1, 1),
        "The menu sends questions elsewhere; it has held",
    )
    expect(analyst.get_by_role("main")).to_contain_text("None of 36 months is marked")

    # Then the team manager reads it, with who wrote it, and cannot write
    manager.goto(chart)
    note = manager.get_by_role("listitem").filter(has_text="The new telephone menu went live")
    expect(note).to_contain_text("16 December 2024")
    expect(manager.get_by_role("link", name="Write on this chart")).to_have_count(0)

    # When a month is revised, the page shows both what is known now and what was known then
    analyst.get_by_role("link", name="Add later figures").click()
    analyst.get_by_label("Or paste two columns").fill("2025-12\t190")
    fill_day(analyst.get_by_role("group", name="When these figures were published"), date(2026, 6, 15))
    analyst.get_by_role("button", name="Keep the figures").click()
    table(analyst, "190")
    analyst.get_by_label("As known on").fill("2026-02-01")
    analyst.get_by_role("button", name="Show").click()
    expect(analyst.get_by_role("main")).to_contain_text("As known on 1 February 2026")
    table(analyst, "174")

    # And takes it away
    with analyst.expect_download() as download:
        analyst.get_by_role("link", name="Download for Excel").click()
    assert re.fullmatch(r"table-\d+\.xlsx", download.value.suggested_filename)


def test_a_series_by_keyboard_alone(browser_of):
    page = browser_of("Analyst")
    page.goto("/evidence/series/example-care-applications/")
    page.get_by_label("Figures").focus()
    page.keyboard.press("ArrowDown")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Show":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("First figures alone")


def write(page, kind: str, on: date, words: str) -> None:
    page.get_by_role("link", name="Write on this chart").click()
    page.get_by_role("radio", name=kind).check()
    fill_day(page.get_by_role("group", name="When"), on)
    page.get_by_label("In your words").fill(words)
    page.get_by_role("button", name="Write it on the chart").click()
    expect(page.get_by_role("main")).to_contain_text("It stands on the chart")
    expect(page.get_by_role("main")).to_contain_text(words)


def table(page, last: str) -> None:
    """The last row of the table beside the picture."""
    page.locator("summary", has_text="The same as a table").click()
    expect(page.locator("figure table tbody tr").last).to_contain_text(last)
