"""Contact, brief, checklist, recommendation, authorisation, a return imported, and what was recorded next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from fanlight.casework.event import Event, EventKind
from fanlight.casework.person import PersonRecord
from fanlight.exchange.write_cin_census import write_cin_census
from tests.journeys.steps import (
    CHILD_IN_NEED,
    NO_FURTHER_ACTION,
    add_contact,
    decide,
    decision_on,
    hand_in,
    now,
    open_contact,
    record,
    write_it,
)


def a_census(folder, number: str, referred_on: date):
    """A CIN Census in which this child was referred and assessed."""
    child = PersonRecord(number, "Wren", "Tallow", born_on=date(2017, 5, 1), sex="F", ethnicity="WBRI")
    events = [
        Event(number, EventKind.REFERRAL, referred_on, detail={"source_code": "2A", "need_code": "N1"}),
        Event(number, EventKind.ASSESSMENT, referred_on, detail={"child_seen": "yes"}),
    ]
    year = referred_on.year + (referred_on >= date(referred_on.year, 4, 1))
    path = folder / f"cin-census-{number}.xml"
    write_cin_census(path, [child], events, year=year, authority_code="999")
    return path


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
@pytest.mark.parametrize("server", ["sqlite", "postgres"], indirect=True)
def test_a_contact_becomes_a_decision_and_its_outcome_comes_back(server, javascript, browser_of, tmp_path):
    number = f"J-{server.home.name}-{javascript}"
    worker = browser_of("Social worker")
    manager = browser_of("Team manager")
    analyst = browser_of("Analyst")

    # Given a contact that a worker types in; the brief stands beside the decision
    long_ago = now() - timedelta(days=3)
    said = "Wren has slept in a car."
    ref = add_contact(worker, "Wren Tallow", number=number, said=said, received=long_ago)
    expect(worker.get_by_text("Wren has slept in a car.")).to_be_visible()
    expect(worker.get_by_text("no school or nursery")).to_be_visible()
    for answer in worker.get_by_role("radio").all():
        expect(answer).not_to_be_checked()

    # When the worker answers the checklist and recommends
    decide(
        worker,
        "Wren Tallow",
        CHILD_IN_NEED,
        "Nowhere safe to sleep.",
        ["Yes", "No", "Not known", "Yes", "No"],
    )
    record(worker)
    text = worker.get_by_label("The decision as plain text")
    expect(text).to_contain_text("Nowhere safe to sleep.")
    expect(text).to_contain_text("not known")

    # And the manager reads the same brief and agrees
    open_contact(manager, ref)
    expect(manager.get_by_text("Wren has slept in a car.")).to_be_visible()
    line = decision_on(manager, "Wren Tallow")
    expect(line.get_by_role("radio", name="I agree with it")).not_to_be_checked()
    line.get_by_role("radio", name="I agree with it").check()
    record(manager)

    # And the analyst brings the return in
    hand_in(analyst, a_census(tmp_path, number, long_ago.date()))
    expect(analyst.locator("#state")).to_contain_text("Nothing is written yet.")
    write_it(analyst)
    expect(analyst.locator("#state")).to_contain_text("Events of this file are known up to")

    # Then both see, each under their own decision, what services recorded next
    for person, part in ((worker, "recommended"), (manager, "authorised")):
        person.goto("/learning/")
        row = person.get_by_role("row").filter(has_text=ref)
        expect(row).to_contain_text(f"({part})")
        row.get_by_role("link").click()
        expect(person.get_by_text("Wren has slept in a car.")).to_be_visible()  # the brief as it was then
        expect(person.get_by_text("Nowhere safe to sleep.").first).to_be_visible()
        person.locator("summary", has_text="What services recorded next").click()
        chronology = person.locator("details", has_text="What services recorded next")
        expect(chronology).to_contain_text("Assessment")
        expect(person.get_by_text("Events known up to").first).to_be_visible()


def test_the_same_file_twice_changes_nothing(browser_of, tmp_path):
    analyst = browser_of("Analyst")
    census = a_census(tmp_path, "J-twice", now().date())
    said = []
    for _ in range(2):
        hand_in(analyst, census)
        if analyst.get_by_role("button", name="Write it", exact=True).is_visible():
            write_it(analyst)
        said.append(analyst.locator("#state").inner_text())
    assert "This file was read before. Nothing changed." in said[1]
    assert said[0] != said[1]


def test_no_further_action_closes_the_contact_once_authorised(browser_of):
    manager = browser_of("Team manager")
    ref = add_contact(manager, "Ash Tallow")
    decide(manager, "Ash Tallow", NO_FURTHER_ACTION, "The coat was in the other bag.")
    record(manager)
    manager.goto("/contacts/")
    expect(manager.get_by_role("link", name=ref, exact=True)).to_have_count(0)
