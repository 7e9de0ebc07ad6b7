"""An administrator adds somebody, who chooses a password by the link and begins to work."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.browser import axe, watched_page


def test_a_newcomer_signs_in_with_a_password_that_only_they_know(browser, browser_of, watch, server):
    admin = browser_of("Administrator")

    # When the administrator adds a person and makes the link
    admin.goto("/people-here/")
    admin.get_by_role("link", name="Add a person").click()
    admin.get_by_label("Name", exact=True).fill("Nia Newcomer")
    admin.get_by_label("User name").fill("nia.newcomer")
    admin.get_by_label("Social worker", exact=True).check()
    admin.get_by_label("Team", exact=True).select_option(index=1)
    admin.get_by_role("button", name="Add this person").click()
    admin.get_by_role("link", name="Make a link to choose a password").click()
    assert axe(admin) == []
    admin.get_by_role("button", name="Make the link").click()
    link = admin.locator("#link").inner_text()
    assert axe(admin) == []

    # Then the newcomer opens it, chooses, and signs in
    with watched_page(browser, watch, base_url=server.address) as newcomer:
        chooses_and_signs_in(newcomer, link)


def chooses_and_signs_in(newcomer, link):
    newcomer.goto(link)
    assert axe(newcomer) == []
    newcomer.get_by_label("Password", exact=True).fill("seven green kettles")
    newcomer.get_by_label("Password again").fill("seven green kettles")
    newcomer.get_by_role("button", name="Set the password").click()
    newcomer.get_by_label("User name").fill("nia.newcomer")
    newcomer.get_by_label("Password", exact=True).fill("seven green kettles")
    newcomer.get_by_role("button", name="Sign in").click()
    expect(newcomer.get_by_role("heading", level=1)).to_have_text("Today’s contacts")

    # And reads on their own page who made the account
    newcomer.goto("/account/changes/")
    expect(newcomer.get_by_role("main")).to_contain_text(
        "Chose a password by the link, by whoever had the link"
    )
    assert axe(newcomer) == []
