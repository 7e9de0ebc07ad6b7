"""The morning's hand-over, and asking others."""

from __future__ import annotations

from datetime import datetime, timedelta

from playwright.sync_api import expect

from tests.journeys.steps import add_contact, now, open_contact


def last_night() -> datetime:
    """Half past two last night."""
    night = now().replace(hour=2, minute=30)
    return night - timedelta(days=night > now())


def test_the_morning_takes_over_by_name_what_the_night_left(browser_of):
    # Given a contact of the night, with what the emergency duty team did
    worker, manager = browser_of("Social worker"), browser_of("Team manager")
    did = "Rang the mother at 02:50; the grandmother stays until morning."
    ref = add_contact(worker, "Noor Pennycress", received=last_night(), night_action=did)
    worker.goto("/contacts/")
    expect(worker.get_by_role("row").filter(has_text=ref)).to_contain_text("Out of hours")

    # When the worker reads the hand-over and ticks what they take over
    worker.get_by_role("link", name="Read the hand-over").click()
    expect(worker.get_by_role("checkbox", checked=True)).to_have_count(0)
    panel = worker.locator("section").filter(has_text=ref)
    expect(panel).to_contain_text(did)
    panel.get_by_role("checkbox", name=f"I take over {ref}").check()
    worker.get_by_role("button", name="Take over what is ticked").click()

    # Then it waits for nobody else, and the brief still tells of the night, and who took over
    expect(worker.get_by_text("You took over 1 out-of-hours contact.")).to_be_visible()
    expect(worker.get_by_role("main")).not_to_contain_text(did)
    open_contact(manager, ref)
    expect(manager.get_by_text(did)).to_be_visible()
    expect(manager.get_by_text("Taken over by")).to_be_visible()


def test_nothing_ticked_takes_over_nothing(browser_of):
    worker = browser_of("Social worker")
    add_contact(worker, "Zed Pennycress", received=last_night())
    worker.goto("/contacts/hand-over/")
    worker.get_by_role("button", name="Take over what is ticked").click()
    expect(worker.get_by_text("Tick the contacts that you take over.")).to_be_visible()


def test_what_is_asked_of_others_shows_on_the_list_and_their_answer_in_their_words(browser_of):
    worker = browser_of("Social worker")
    ref = add_contact(worker, "Lark Pennycress")
    worker.locator("summary", has_text="Ask others").click()
    worker.get_by_label("Asked of").fill("police")
    worker.get_by_label("What was asked").fill("Were officers called to this address before?")
    worker.get_by_role("button", name="Ask", exact=True).click()

    # Then the list says whom it waits for, and since when
    worker.goto("/contacts/?show=waiting")
    expect(worker.get_by_role("row").filter(has_text=ref)).to_contain_text("waiting for police")

    # When the answer comes, it stands in the brief in their words, and nobody waits
    open_contact(worker, ref)
    worker.locator("summary", has_text="Ask others").click()
    worker.get_by_role("link", name="Write down the answer of police").click()
    worker.get_by_label("Their answer, in their words").fill("Twice in May. No further incident.")
    worker.get_by_role("button", name="Keep the answer").click()
    expect(worker.get_by_text("Twice in May. No further incident.").first).to_be_visible()
    worker.goto("/contacts/?show=waiting")
    expect(worker.get_by_role("row").filter(has_text=ref)).to_have_count(0)
