"""A file that cannot be read is refused in one line; a faulty row is set aside with its place."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.steps import hand_in, write_it

HEADER = "contact_id,child_id,received_at,decided_on,level,worker\n"


def test_a_file_that_is_none_of_ours_is_refused_in_one_line(browser_of, tmp_path):
    analyst = browser_of("Analyst")
    broken = tmp_path / "census.xml"
    broken.write_text("<Message><Header></Message>")
    hand_in(analyst, broken)
    told = analyst.locator("#state").get_by_role("paragraph")
    expect(told).to_have_count(1)
    expect(told).to_contain_text("Refused: nothing was changed")
    expect(told).to_contain_text("census.xml")
    expect(told).not_to_contain_text("Error:")


def test_nothing_chosen_is_said_beside_the_box(browser_of, watch):
    watch.allow("status of 422")
    analyst = browser_of("Analyst")
    analyst.goto("/imports/")
    analyst.get_by_role("button", name="Hand in the file").click()
    expect(analyst.get_by_role("alert")).to_contain_text("Choose file")


def test_a_faulty_row_is_set_aside_and_the_rest_goes_in(browser_of, tmp_path):
    analyst = browser_of("Analyst")
    path = tmp_path / "past-decisions.csv"
    rows = [
        "P-1,J-901,2026-03-02,2026-03-03,no_further_action,",
        "P-2,J-902,2026-03-02,31 November 2026,no_further_action,",
        "P-3,J-903,2026-03-04,2026-03-05,no_further_action,",
    ]
    path.write_text(HEADER + "\n".join(rows) + "\n")
    hand_in(analyst, path)
    write_it(analyst)
    expect(analyst.locator("#state")).to_contain_text("Done")
    analyst.reload()
    aside = analyst.get_by_role("region", name="Set aside").get_by_role("row")
    expect(aside).to_have_count(2)  # its heading and the one row
    expect(aside.nth(1)).to_contain_text("3")
    expect(aside.nth(1)).to_contain_text("31 November 2026")


def test_what_a_file_would_change_is_seen_written_and_undone(browser_of, tmp_path, watch):
    watch.allow("status of 422")
    analyst = browser_of("Analyst")
    path = tmp_path / "ssd_cin_episodes.csv"
    path.write_text("cine_referral_id,cine_person_id,cine_referral_date\nR1,J-911,2026-03-02\n")
    hand_in(analyst, path)
    expect(analyst.locator("#state")).to_contain_text(
        "1 new event, 0 changed, 0 no longer present; 1 new person."
    )
    analyst.get_by_role("button", name="Write it", exact=True).click()
    expect(analyst.get_by_role("alert").first).to_contain_text("There is a problem")
    write_it(analyst)
    expect(analyst.locator("#state")).to_contain_text("Done")
    analyst.get_by_role("link", name="Undo this import").click()
    analyst.get_by_role("button", name="Undo this import").click()
    expect(analyst.locator("#state")).to_contain_text("Undone: all is as it was before")
