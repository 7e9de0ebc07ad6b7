"""Somebody claims credit for a fall; it meets its rivals, is tested, judged, and printed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pypdf
import pytest
from playwright.sync_api import expect

from tests.journeys.steps import fill_day, now
from tests.support.browser import PHONE, axe

CLAIM = "Care applications fell in 2013-14 because we assess families better"


def write_rival(page: Any, kind: str, mechanism: str, must_see: str, hardly: str) -> None:
    """Add a rival of the catalogue, as somebody does who reads only what stands on the page."""
    page.get_by_role("link", name=f"Add {kind}", exact=True).click()
    page.get_by_label("How would it have worked here?").fill(mechanism)
    page.get_by_label("What must be seen if it were true?").fill(must_see)
    page.get_by_label("What would hardly be seen otherwise?").fill(hardly)
    page.get_by_role("button", name="Add this rival").click()
    expect(page.get_by_text(f"“{kind}” is added.")).to_be_visible()


def step(page: Any, name: str) -> None:
    """Follow a step of the list."""
    page.get_by_role("list").filter(has_text="Write the claim").get_by_role("link", name=name).click()


def choose_test(page: Any, of: str, kind: str) -> None:
    page.get_by_role("link", name=f"Test it {of}", exact=True).click()
    page.get_by_role("radio", name=kind, exact=True).check()
    page.get_by_role("button", name="Go on").click()


def read_it(page: Any, reading: str, because: str) -> None:
    page.get_by_role("radio", name=reading, exact=True).check()
    page.get_by_label("Why is it read so?").fill(because)
    page.get_by_role("button", name="Keep this test").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tests")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
@pytest.mark.parametrize("server", ["sqlite", "postgres"], indirect=True)
def test_a_claim_is_investigated_to_a_verdict_and_printed(server, javascript, browser_of, watch):
    watch.allow("status of 422")
    page = browser_of("Team manager")

    # Given somebody who claims credit, and gives no reason
    page.goto("/evidence/")
    page.get_by_role("link", name="Investigations").click()
    page.get_by_role("link", name="Begin an investigation").click()
    page.get_by_label("The claim, in one sentence").fill(CLAIM)
    page.get_by_label("Reason").fill("There is no reason why it could not be our work")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("no reason against is not a reason for")).to_be_visible()

    # When the questions are answered
    step(page, "Write the claim")
    page.get_by_label("Reason").fill("Two teams began family meetings before court in 2013")
    page.get_by_label("Mechanism").fill("Relatives are found early, so that nobody applies to the court")
    page.get_by_label("Measure").fill("Applications a month, and family meetings held")
    page.get_by_label("What must be seen if the claim is true").fill("A fall that lasts while we go on")
    page.get_by_label("What would hardly be seen if it were not true").fill("A fall in those two teams alone")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Not yet a claim")).to_have_count(0)

    # And it meets two rivals
    step(page, "Add rival explanations")
    write_rival(
        page,
        "Late entries",
        "September’s first figure was set beside last year’s whole one",
        "The first figure grows, and the fall shrinks",
        "No fall between figures of one age",
    )
    write_rival(
        page,
        "The same happened elsewhere",
        "The courts’ new process came for everybody in July",
        "Most authorities fall at the same time",
        "A fall here alone",
    )
    page.get_by_role("link", name="Back to the investigation").click()

    # And all is locked before anybody looks
    step(page, "Lock before looking")
    page.get_by_role("radio", name="Yes, somebody had seen the figures").check()
    page.get_by_role("button", name="Lock", exact=True).click()
    expect(page.get_by_text("Locked. Now it can be tested.")).to_be_visible()

    # Then each is tested
    step(page, "Test each rival, and the claim")
    choose_test(page, "the claim itself", "Did it last?")
    page.get_by_label("Series").select_option(label="Care applications, England, by year")
    page.get_by_label("From month").fill("2013-14")
    page.get_by_label("To month").fill("April 2013")
    page.get_by_role("button", name="Run it", exact=True).click()
    expect(page.get_by_text("It did not last.")).to_be_visible()
    expect(page.get_by_label("From month")).to_have_value("2013-14")
    read_it(page, "Its sign was not seen", "A year later the number was back")
    choose_test(page, "Late entries", "Figures of one age")
    page.get_by_label("Series").select_option(label="Care applications, England")
    page.get_by_label("From month").fill("September 2013")
    page.get_by_label("To month").fill("September 2013")
    page.get_by_role("button", name="Run it", exact=True).click()
    expect(page.get_by_text("Figures of one age: -4.1 %.")).to_be_visible()
    read_it(page, "Its sign was seen", "A quarter of the headline goes")
    choose_test(page, "The same happened elsewhere", "How many places fell")
    page.get_by_label("How many places fell").fill("90")
    page.get_by_label("How many places rose").fill("58")
    page.get_by_role("button", name="Run it", exact=True).click()
    read_it(page, "Its sign was seen", "Most authorities fell in the same year")
    page.get_by_role("link", name="Back to the investigation").click()

    # And a verdict that passes over the rivals is refused, with nothing lost
    step(page, "Give a verdict")
    page.get_by_role("radio", name="The claim stands", exact=True).check()
    page.get_by_label("Reasons").fill("The number was back within a year.")
    page.get_by_label("What will be so on the day you look again?").fill("More than 11,110 next year")
    page.get_by_label("How likely is that, out of 100?").fill("80")
    fill_day(
        page.get_by_role("group", name="When will somebody look again?"), now().date() + timedelta(days=300)
    )
    page.get_by_role("button", name="Give this verdict").click()
    expect(page.get_by_role("alert").first).to_contain_text("passes over what is left")
    expect(page.get_by_label("Reasons")).to_have_value("The number was back within a year.")
    page.get_by_role("radio", name="The claim does not stand", exact=True).check()
    page.get_by_role("button", name="Give this verdict").click()
    expect(page.get_by_text("The claim does not stand. Thought 80 in 100 likely")).to_be_visible()

    # And the report is read and printed, with what is needed to run it again
    page.get_by_role("link", name="Print or download the report").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Investigation: Care applications fell")
    with page.expect_download() as pdf:
        page.get_by_role("link", name="Download as PDF").click()
    text = "".join(one.extract_text() for one in pypdf.PdfReader(pdf.value.path()).pages)
    assert "The claim does not stand." in text
    # Lines break where they must, within a long specification too: at a space of no width.
    assert '"kind":"late_entries"' in "".join(text.split())
    with page.expect_download() as alone:
        page.get_by_role("link", name="Download as a page").click()
    assert "The claim does not stand." in alone.value.path().read_text(encoding="utf-8")


def test_the_downloaded_page_is_accessible_by_itself(browser_of, tmp_path):
    page = browser_of("Analyst")
    page.goto("/evidence/claims/example/")
    with page.expect_download() as file:
        page.get_by_role("link", name="Download as a page").click()
    kept = tmp_path / "report.html"
    file.value.save_as(kept)
    page.goto(kept.as_uri())
    for size in (None, PHONE):
        if size:
            page.set_viewport_size(size)
        assert axe(page) == []
        assert (
            page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        )


def test_a_rival_of_ones_own_by_keyboard_alone(browser_of):
    page = browser_of("Team manager")
    page.goto("/evidence/claims/add/")
    page.get_by_label("The claim, in one sentence").focus()
    page.keyboard.type("Fewer families came back because duty rings the school first")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fewer families came back")
    link = page.get_by_role("link", name="Add rival explanations")
    link.focus()
    page.keyboard.press("Enter")
    own = page.get_by_role("link", name="Add one of your own")
    own.focus()
    page.keyboard.press("Enter")
    page.get_by_label("What to call it").focus()
    page.keyboard.type("A new school")
    page.keyboard.press("Tab")
    page.keyboard.type("It opened in May and calls less")
    page.keyboard.press("Tab")
    page.keyboard.type("Fewer calls by schools, not by others")
    page.keyboard.press("Tab")
    page.keyboard.type("Only calls of that school fall")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("“A new school” is added.")).to_be_visible()


def test_a_plan_is_taken_apart_and_a_recommendation_becomes_a_claim(browser_of, tmp_path):
    page = browser_of("Director")
    plan = tmp_path / "plan.txt"
    plan.write_text(
        "What needs to improve\n\n1. Strengthen oversight.\n2. Recruit ten workers.\n\nWe met in May.\n"
    )
    page.goto("/evidence/plans/")
    page.get_by_label("What is it called?").fill("Improvement plan of May")
    page.get_by_label("Or choose a file").set_input_files(plan)
    page.get_by_role("button", name="Take it apart").click()
    expect(page.get_by_text("2 recommendations; 2 of them say no more than")).to_be_visible()
    expect(page.get_by_text("We met in May.")).to_be_visible()

    # What is left empty is told; what is filled goes on as a claim
    page.get_by_role("link", name="Fill what it leaves out").first.click()
    page.get_by_label("What explains the problem").fill(
        "Duty is blocked because the long-term teams are full"
    )
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("It leaves out: what else was weighed")).to_be_visible()
    page.get_by_role("link", name="Go on with it").first.click()
    page.get_by_role("button", name="Investigate it as a claim").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "If this is done, it helps: Strengthen oversight."
    )
    expect(page.get_by_text("Not yet a claim").first).to_be_visible()
