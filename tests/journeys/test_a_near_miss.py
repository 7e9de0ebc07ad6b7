"""A near miss is told in confidence, read by the facilitator, asked about, and forgotten whose it is."""

from __future__ import annotations

import re
import uuid

import pytest
from playwright.sync_api import expect

from tests.support.browser import axe


def press(page, name):
    page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.click()


def open_own(page):
    page.goto("/practice/near-misses/")
    page.locator("summary", has_text="Have you told one?").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_near_miss_from_the_first_question_to_the_destruction(browser_of, server, watch, javascript):
    watch.allow("status of 422")
    worker, lead = browser_of("Social worker"), browser_of("Principal social worker")
    main, said = worker.get_by_role("main"), f"The list was read from the wrong day {uuid.uuid4().hex[:6]}"

    # When a child is in danger now, the worker is told whom to ring, and no report is begun
    worker.goto("/practice/")
    press(worker, "Near misses")
    press(worker, "Tell a near miss")
    expect(worker.get_by_role("radio", checked=True)).to_have_count(0)
    worker.get_by_role("radio", name="Yes").check()
    press(worker, "Go on")
    expect(main).to_contain_text("ring 999")
    expect(main).to_contain_text("01632 960 100")
    expect(worker.get_by_role("textbox")).to_have_count(0)

    # When none is, the worker tells it; a name is asked about before it is sent
    press(worker, "tell it as a near miss")
    worker.get_by_role("radio", name="No", exact=True).check()
    press(worker, "Go on")
    worker.get_by_label("What happened?").fill(f"{said}. Then Peregrina saw it")
    press(worker, "Send it in confidence")
    expect(main).to_contain_text("Do these words name somebody? Peregrina")
    worker.get_by_label("What happened?").fill(f"{said}. Then a colleague saw it")
    press(worker, re.compile("Send it"))
    expect(worker.get_by_role("heading", level=1)).to_contain_text("Sent")
    assert axe(worker) == []

    # Then it waits, and nobody else meets it
    open_own(worker)
    expect(main).to_contain_text(said)
    lead.goto("/practice/near-misses/reports/")
    expect(lead.get_by_role("main")).not_to_contain_text(said)

    # When the batch of the next day is written, the facilitator reads, codes and asks back
    server.run("tests.journeys.prepared", "near_miss_batch")
    lead.goto("/practice/near-misses/reports/")
    lead.locator("section").filter(has_text=said).get_by_role("link").click()
    lead.get_by_label("Lost at hand-over").check()
    press(lead, "Keep the themes")
    lead.get_by_label("Ask whoever reported it").fill("Which list was it?")
    press(lead, "Ask")
    report = lead.url
    expect(lead.get_by_role("main")).to_contain_text("Which list was it?")
    assert axe(lead) == []

    # And the worker answers without being known
    open_own(worker)
    worker.get_by_label("The facilitator asks: Which list was it?").fill("The one by the door")
    own = worker.locator("section").filter(has_text=said)
    own.get_by_role("button", name="Answer").click()
    expect(main).to_contain_text("Your answer is written with the next batch")
    server.run("tests.journeys.prepared", "near_miss_batch")
    lead.goto(report)
    expect(lead.get_by_role("main")).to_contain_text("The one by the door")

    # Until the worker has destroyed that it is theirs
    open_own(worker)
    own.get_by_role("button", name="Destroy it now").click()
    expect(main).to_contain_text("nobody knows any longer whose it is")
    open_own(worker)
    expect(main).not_to_contain_text(said)
