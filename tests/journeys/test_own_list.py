"""A list of one's own: handed in as it is, described once, read so from then on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import hand_in, wait_for_import, write_it
from tests.support.browser import DESKTOP, PHONE, axe, screenshot

HEADINGS = "Ref no,Case no,First name,DOB,Rec’d,Who from ({0}),Notes"
ROWS = [
    "{0}-1,{0}-9501,Ada,03/02/14,26/05/26,Police - MARF,Called at the door",
    "{0}-2,{0}-9502,Bo,11/11/19,27/05/26,GP surgery,",
    "{0}-3,,Cy,,27/05/26,Police - MARF,No number yet",
]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_contact_log_is_described_once_and_the_next_is_read_with_one_press(
    browser_of, watch, javascript, tmp_path
):
    watch.allow("status of 422")
    analyst = browser_of("Analyst")
    mark = "OLJ" if javascript else "OLN"
    name = f"Contact log {mark}"
    main, state = analyst.get_by_role("main"), analyst.locator("#state")

    # A log that nothing here knows is kept, and asked about
    hand_in(analyst, a_log(tmp_path / "log.csv", mark, ROWS))
    expect(state).to_contain_text("Nothing that Fanlight reads looks like this file")
    look(analyst, f"own-list-asked-{mark}")
    analyst.get_by_role("link", name="Say what its columns hold").click()
    analyst.get_by_label("A contact about one child").check()
    look(analyst, f"own-list-rows-{mark}")
    analyst.get_by_role("button", name="Go on to the columns").click()

    # Its columns stand with what is in them; what is forgotten is said, and nothing typed is lost
    expect(main).to_contain_text("Police - MARF")
    analyst.get_by_label("What do you call this list?").fill(name)
    for label, column in (
        ("Number of the child", "Case no"),
        ("Number of the contact", "Ref no"),
        ("Who it came from", f"Who from ({mark})"),
        ("First name", "First name"),
        ("Date of birth", "DOB"),
    ):
        analyst.get_by_label(label, exact=False).first.select_option(column)
    look(analyst, f"own-list-columns-{mark}")
    analyst.get_by_role("button", name="Keep this and read the file").click()
    expect(main).to_contain_text("Choose the column: day it was received")
    analyst.get_by_label("Day it was received").select_option("Rec’d")
    analyst.get_by_label("Day first").check()
    look(analyst, f"own-list-said-{mark}")
    analyst.get_by_role("button", name="Keep this and read the file").click()
    wait_for_import(analyst)

    # It is shown, and written when the rest is answered
    expect(state).to_contain_text("2 new events")
    expect(main).to_contain_text("Case no: not given")
    analyst.get_by_role("group", name="Contacts in the file").get_by_label("All are history").check()
    look(analyst, f"own-list-shown-{mark}")
    write_it(analyst)
    expect(state).to_contain_text("Done")

    # The next is read with one press
    hand_in(analyst, a_log(tmp_path / "next.csv", mark, [ROWS[0].replace("-1,", "-8,", 1)]))
    look(analyst, f"own-list-next-{mark}")
    analyst.get_by_role("button", name=f"Read it as {name}").click()
    wait_for_import(analyst)
    expect(state).to_contain_text("1 new event")
    analyst.goto("/imports/lists/")
    expect(main).to_contain_text(f"{name}, version 1")
    look(analyst, f"own-lists-{mark}")


def a_log(path, mark, rows):
    path.write_text("\n".join(row.format(mark) for row in [HEADINGS, *rows]) + "\n")
    return path


def look(page, name):
    """A screenshot at both widths; nothing that keeps anybody out."""
    for size_name, size in (("phone", PHONE), ("desktop", DESKTOP)):
        page.set_viewport_size(size)
        screenshot(page, f"screens/{name}-{size_name}")
        assert axe(page) == []
