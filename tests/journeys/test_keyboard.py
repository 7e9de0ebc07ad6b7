"""The loop without a mouse: keys alone, and few of them."""

from __future__ import annotations

from benchmarks.burden import KeyedDecision, add_contacts, decide_next
from playwright.sync_api import expect


def test_the_whole_loop_for_one_child_without_the_mouse(browser_of):
    # Given a contact that a person marked as needing somebody now, so that it stands first
    worker = browser_of("Social worker")
    add_contacts(worker, 1)
    worker.goto("/contacts/")
    worker.mouse.move(0, 0)

    # When it is opened, decided and copied with keys alone
    done = decide_next(worker, KeyedDecision(level="4", reasons="Seen hungry at school three days running."))
    expect(worker.get_by_role("heading", level=1)).to_contain_text("Recorded")
    expect(worker.get_by_label("The decision as plain text")).to_contain_text("Seen hungry at school")
    worker.keyboard.press("c")
    expect(worker.get_by_text("Copied").first).to_be_visible()

    # Then that took few keys beyond the reasons, and the next contact is one key away
    print(f"keys beyond typing reasons: {done.keys}")  # noqa: T201 - a figure to read with -s
    assert done.keys <= 12
    worker.keyboard.press("n")
    expect(worker.get_by_role("heading", level=1)).to_have_text("Today’s contacts")


def test_the_checklist_and_what_stands_beside_can_be_answered_by_keys(browser_of):
    worker = browser_of("Social worker")
    add_contacts(worker, 1)
    worker.goto("/contacts/")
    keyed = KeyedDecision(level="3", reasons="The nursery sees them weekly.", checklist="ynkyn")
    done = decide_next(worker, keyed)
    text = worker.get_by_label("The decision as plain text")
    expect(text).to_contain_text("not known")
    print(f"keys with the checklist: {done.keys}")  # noqa: T201 - a figure to read with -s
    assert done.keys <= 16


def test_the_manager_agrees_by_keys(browser_of):
    worker, manager = browser_of("Social worker"), browser_of("Team manager")
    [ref] = add_contacts(worker, 1)
    worker.goto("/contacts/")
    decide_next(worker, KeyedDecision(level="3", reasons="The nursery sees them weekly."))
    manager.goto("/contacts/?show=authorise")
    manager.keyboard.press("o")
    expect(manager.get_by_role("heading", level=1)).to_contain_text("C-")
    manager.keyboard.press("d")
    manager.keyboard.press("+")
    manager.keyboard.press("Control+Enter")
    expect(manager.get_by_role("heading", level=1)).to_contain_text("Recorded")
    assert ref


def test_every_key_is_listed_and_can_be_switched_off(browser_of):
    worker = browser_of("Social worker")
    worker.goto("/contacts/")
    worker.keyboard.press("?")
    dialog = worker.get_by_role("dialog", name="Keys on this page")
    expect(dialog).to_contain_text("Add a contact")
    dialog.get_by_role("button", name="Turn single keys off").click()
    expect(dialog).to_have_count(0)
    worker.keyboard.press("o")
    expect(worker.get_by_role("heading", level=1)).to_have_text("Today’s contacts")
