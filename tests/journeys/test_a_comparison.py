"""An area is compared with its neighbours, one of them left out, where the browser runs no scripts."""

from __future__ import annotations

from playwright.sync_api import expect


def test_an_area_is_compared_without_scripts(page_of, watch):
    watch.allow("status of 422")
    analyst = page_of("Analyst", javascript=False)

    # Given a published figure of an authority
    analyst.goto("/evidence/series/published-referrals-816/")
    analyst.get_by_role("link", name="Compare with areas that had no change").click()

    # When one neighbour is ticked off without a reason, nothing typed is lost
    analyst.get_by_label("What changed there?").fill("A new front door")
    analyst.get_by_label("First month with the change").fill("April 2020")
    analyst.get_by_role("radio", name="It is where we work").check()
    analyst.locator("summary", has_text="Leave a neighbour out").click()
    analyst.get_by_role("checkbox", name="Leave out Trafford").check()
    analyst.get_by_role("button", name="Compare", exact=True).click()
    expect(analyst.get_by_role("alert")).to_contain_text("Say why Trafford is left out")
    expect(analyst.get_by_label("What changed there?")).to_have_value("A new front door")
    analyst.get_by_label("Why Trafford is left out").fill("It had the same change")
    analyst.get_by_role("button", name="Compare", exact=True).click()

    # Then the page comes to the spread by itself, and says who was left out
    main = analyst.get_by_role("main")
    expect(main).to_contain_text("York: 7 ways of comparing give", timeout=60_000)
    expect(main).to_contain_text("Left out: Trafford, because: It had the same change")
