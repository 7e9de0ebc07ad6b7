"""Local codes: seen in a file, decided by a person, used when the file is read again."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import hand_in, wait_for_import, write_it
from tests.support.browser import DESKTOP, PHONE, axe, screenshot

HEADING = (
    "cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code,cont_contact_source_desc\n"
)
ROWS = [
    *(f"LC-{number},J-95{number},{{day}},413,Police - Borsetshire" for number in range(3)),
    "LC-4,J-954,{day},87,Surgery on Mill Lane",
    "LC-5,J-955,{day},99,Not stated",
]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_local_code_is_decided_and_the_file_is_read_again(browser_of, javascript, tmp_path):
    analyst = browser_of("Analyst")
    path = tmp_path / f"contacts_{javascript}.csv"
    day = date(2026, 3, 2 + javascript)
    path.write_text(HEADING + "\n".join(row.format(day=day) for row in ROWS) + "\n")
    hand_in(analyst, path)
    state = analyst.locator("#state")
    if javascript:  # the second time the codes are decided already
        expect(state).to_contain_text("3 local values in 5 rows have no code yet")
        analyst.get_by_role("link", name="Say what the local values mean").click()
        row = analyst.get_by_role("row").filter(has_text="Police - Borsetshire")
        expect(row).to_contain_text("6 Police")
        expect(row.get_by_label("Code for 413")).to_have_value("")
        for name, size in (("desktop", DESKTOP), ("phone", PHONE)):
            analyst.set_viewport_size(size)
            screenshot(analyst, f"screens/local-codes-{name}")
            assert axe(analyst) == []
        analyst.set_viewport_size(DESKTOP)
        row.get_by_label("Code for 413").select_option("6")
        analyst.get_by_label("Code for 99").select_option("none")
        analyst.get_by_role("button", name="Save these codes").click()
        said = analyst.get_by_role("alert").or_(analyst.get_by_role("status")).first
        expect(said).to_contain_text("2 values decided, from the next file that is read.")
        expect(said).to_contain_text(f"Read again, look at what it would change: {path.name}")
        analyst.goto("/imports/")
        analyst.get_by_role("link", name=path.name).first.click()
        wait_for_import(analyst)
    expect(state).to_contain_text("1 local value in 1 row has no code yet")
    group = analyst.get_by_role("group", name="Contacts in the file")
    group.get_by_label("All are history").check()
    write_it(analyst)
    expect(state).to_contain_text("Done")
