"""What deciding costs a worker beyond reading and typing reasons: keys pressed, seconds waited.

    .venv/bin/python -m benchmarks.burden

Ten made-up contacts are decided in a real browser by keys alone, from today's list to the copied text.
Counted: every key but those of the reasons; measured: the machine's seconds from the first key to the page
that confirms, without reading and typing time.

Estimated, since no person was timed: minutes of somebody new until the first decision is recorded, who
signs in and reads every word of today's list (longer on some days than on others) and of the contact's
page, decides by keys and types the reasons, by the keystroke-level model (Card, Moran and Newell,
Communications of the ACM 23(7), 1980: 0.28 s a key, 1.35 s of thought before each act) and 238 words a
minute of silent reading (Brysbaert, Journal of Memory and Language 109, 2019). Time to think about the
child is not in it. Written to docs/measured/burden.json.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MOST_KEYS = 12
MEDIAN_SECONDS = 60
MOST_MINUTES_TO_FIRST = 5
FIRST_DECISION = "minutes to the first decision, estimated, median contact"
SECONDS_A_KEY, SECONDS_OF_THOUGHT, WORDS_A_MINUTE = 0.28, 1.35, 238
ACTS = 5  # to sign in, to open the contact, to go to the decision, to choose the level, to send


@dataclass
class KeyedDecision:
    """What a worker decides, by its keys: the level's; y, n or k (not known) for each question."""

    level: str
    reasons: str
    checklist: str = ""
    keys: int = field(default=0, init=False)
    seconds: float = field(default=0.0, init=False)


TEN = (
    KeyedDecision("1", "The coat was found; school has no other worry."),
    KeyedDecision("2", "Asked about nursery places: leaflet and number given."),
    KeyedDecision("3", "Mother asks for help with bedtimes and agrees to family help."),
    KeyedDecision("4", "Third contact about food in a month; health visitor shares the worry.", "ynkyn"),
    KeyedDecision("1", "A repeat of yesterday's report by the same neighbour."),
    KeyedDecision("5", "Bruise on the ear of a baby who does not move yet.", "yynnk"),
    KeyedDecision("3", "Father left; mother low and asks for somebody to talk to."),
    KeyedDecision("7", "Open to the north team: allocated worker told by name."),
    KeyedDecision("8", "Moved last week: named person of the other authority has it."),
    KeyedDecision("4", "School: hungry, tired, and says nobody wakes them.", "nnkyy"),
)
SAID = (
    "The school called. The child came late and without lunch for the third time this month.",
    "Neighbour: shouting at night, a child crying for an hour. Does not want to be named.",
    "Police were called to an argument between the parents; two children upstairs, awake.",
)


def add_contacts(page: Any, count: int) -> list[str]:
    """Type contacts in and mark each as needing somebody now, so that they stand first on today's list."""
    from tests.journeys.steps import add_contact

    refs = []
    for position in range(count):
        refs.append(add_contact(page, f"Teal Numberfield{position}", said=SAID[position % len(SAID)]))
        page.locator("summary", has_text="Somebody is needed now").click()
        page.get_by_role("radio").locator("xpath=self::*[@name='urgency']").first.check()
        page.get_by_role("button", name="Mark", exact=True).click()
        page.get_by_text("Marked.", exact=True).wait_for()
    return refs


def decide_next(page: Any, keyed: KeyedDecision) -> KeyedDecision:
    """From today's list to the page that confirms, by keys alone; `keys` and `seconds` are then known."""
    typing = 0.0
    started = time.perf_counter()

    def press(key: str) -> None:
        page.keyboard.press(key)
        keyed.keys += 1

    press("o")
    page.get_by_role("button", name="Record the decision").wait_for()
    if keyed.checklist:
        press("c")  # opens the checklist and stands on its first question
        for answer in keyed.checklist:
            press(answer)
    press("d")
    press(keyed.level)
    before = time.perf_counter()
    page.keyboard.type(keyed.reasons)
    typing += time.perf_counter() - before
    press("Control+Enter")
    page.get_by_label("The decision as plain text").wait_for()
    keyed.seconds = time.perf_counter() - started - typing
    return keyed


def main() -> None:
    from playwright.sync_api import sync_playwright
    from tests.journeys.conftest import sign_in
    from tests.support.browser import DESKTOP, FLAGS, find_chromium
    from tests.support.server import made_up_server
    from tools.measure import record

    chromium = find_chromium()
    with ExitStack() as stack:
        server = stack.enter_context(made_up_server(Path(stack.enter_context(tempfile.TemporaryDirectory()))))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        state = sign_in(browser, server, server.people["Social worker"])
        page = browser.new_context(base_url=server.address, storage_state=state, viewport=DESKTOP).new_page()
        listed, words = words_to_read(page)
        add_contacts(page, len(TEN))
        page.goto("/contacts/")
        for number, keyed in enumerate(TEN, start=1):
            decide_next(page, keyed)
            page.keyboard.press("n")  # on to the next
            keyed.keys += 1
            page.get_by_role("heading", name="Today’s contacts").wait_for()
            print(f"{number:>2}  {keyed.keys:>2} keys beyond the reasons  {keyed.seconds:5.2f} s")
        fields = _fields(page)
        browser.close()
    figures = _figures(TEN, fields) | _first_decision(listed, words)
    for name, value in figures.items():
        print(f"{name}: {value}")
    record(
        "burden",
        figures=figures,
        modules=["fanlight.web.frontdoor", "fanlight.web.design", "benchmarks.burden"],
    )
    if figures[FIRST_DECISION] > MOST_MINUTES_TO_FIRST:
        raise SystemExit(f"too slow: {figures[FIRST_DECISION]} minutes to the first decision")


def words_to_read(page: Any) -> tuple[int, list[int]]:
    """Contacts on today's list; words on it and on the pages of its first ten, folded ones left out."""
    page.goto("/contacts/")
    links = page.locator("main a").evaluate_all(
        "links => links.map(link => link.getAttribute('href')).filter(to => /^.contacts.[0-9]+.$/.test(to))"
    )
    counts = []
    for address in ("/contacts/", *links[:10]):
        page.goto(address)
        counts.append(len(page.locator("main").inner_text().split()))
    return len(links), counts


def _first_decision(listed: int, words: Sequence[int]) -> dict[str, Any]:
    """Estimated minutes from the sign-in page to the first decision, for a median contact and the longest."""
    today, *pages = words
    keys = len("a.made-up.name") + len("a window over the door") + 2
    keys += min(keyed.keys for keyed in TEN) + statistics.median(len(keyed.reasons) for keyed in TEN)
    doing = keys * SECONDS_A_KEY + ACTS * SECONDS_OF_THOUGHT

    def minutes(read: float) -> float:
        return round((today + read) / WORDS_A_MINUTE + doing / 60, 1)

    return {
        "words on today's list": today,
        "words on a contact's page, median": statistics.median(pages),
        "words on a contact's page, most": max(pages),
        "contacts on today's list": listed,
        FIRST_DECISION: minutes(statistics.median(pages)),
        "minutes to the first decision, estimated, longest page": minutes(max(pages)),
        "people timed": 0,
    }


def _fields(page: Any) -> int:
    """How many questions the form of one child asks, obligatory or not."""
    page.keyboard.press("o")
    page.get_by_role("button", name="Record the decision").wait_for()
    section = page.locator("section").filter(has=page.get_by_role("heading", name="Decide for")).first
    names = section.locator("input:not([type=hidden]), textarea, select").evaluate_all(
        "controls => controls.map(control => control.name)"
    )
    return len(set(names))


def _figures(decisions: Sequence[KeyedDecision], fields: int) -> dict[str, Any]:
    keys = [keyed.keys for keyed in decisions]
    seconds = [keyed.seconds for keyed in decisions]
    if min(keys) > MOST_KEYS or statistics.median(seconds) > MEDIAN_SECONDS:
        raise SystemExit(f"too much: {min(keys)} keys, median {statistics.median(seconds):.1f} s")
    return {
        "contacts": len(decisions),
        "fields_asked_a_child": fields,
        "fields_obligatory": 2,
        "keys_shortest": min(keys),
        "keys_median": statistics.median(keys),
        "keys_most": max(keys),
        "seconds_median": round(statistics.median(seconds), 2),
        "seconds_most": round(max(seconds), 2),
    }


if __name__ == "__main__":
    main()
