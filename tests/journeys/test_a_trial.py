"""A way of working is tried: planned, approved by another, frozen, read and declined; noise is measured."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import expect

from tests.support.browser import axe


def fill(page, label, words):
    page.get_by_label(label, exact=True).first.fill(words)


def press(page, name):
    page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.click()


def day(page, legend, on):
    group = page.get_by_role("group", name=legend)
    for box, value in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        group.get_by_label(box, exact=True).fill(str(value))


def test_a_trial_from_plan_to_a_refusal_that_nobody_sees(browser_of, watch):
    watch.allow("status of 422")
    lead, manager = browser_of("Principal social worker"), browser_of("Team manager")
    worker, today = browser_of("Social worker"), date.today()

    # When the practice lead plans a trial that changes who is helped, the form refuses it
    lead.goto("/practice/trials/")
    press(lead, "Plan a trial")
    group = lead.get_by_role("group", name="Does it change whether or when any child or family is helped?")
    group.get_by_role("radio", name="Yes").check()
    fill(lead, "What is tried", "Two minutes of silence before a decision")
    fill(lead, "What it is", "guard:silence")
    fill(lead, "What do you think will follow?", "Fewer decisions are changed by the manager")
    lead.get_by_role("radio", name="Weeks (or other periods) of one service").check()
    lead.get_by_role("radio", name="Drawn by lot").check()
    day(lead, "First day", today + timedelta(days=7))
    fill(lead, "Days in a period", "7")
    fill(lead, "How many periods?", "16")
    lead.get_by_label("One of your own (optional)").fill("Decisions changed")
    lead.get_by_label("Out of what?").fill("decisions")
    fill(lead, "How many in one period, as things are?", "40")
    fill(lead, "Out of how many?", "200")
    lead.get_by_role("radio", name="Fewer of them").check()
    fill(lead, "How many more or fewer in 100 would matter?", "30")
    press(lead, "See what it could show")
    main = lead.get_by_role("main")
    expect(main).to_contain_text("never whether or when a child is helped")

    # When it varies only how staff work, they are told what it could show
    group.get_by_role("radio", name="No", exact=True).check()
    press(lead, "See what it could show")
    expect(main).to_contain_text("This trial could show it")
    press(lead, "Keep it in the register")
    expect(main).to_contain_text("Tell the workers first")

    # When what is missing is answered, the manager approves and the lead freezes it
    press(lead, "Change the plan")
    group.get_by_role("radio", name="No", exact=True).check()
    lead.get_by_role("radio", name="Weeks (or other periods) of one service").check()
    lead.get_by_role("radio", name="Drawn by lot").check()
    lead.get_by_role("radio", name="Fewer of them").check()
    lead.get_by_label("Who could be harmed by it").fill("Nobody; we ask on Fridays")
    lead.get_by_label("Could it touch some children").fill("Part-time workers; the manager looks")
    lead.get_by_label("When is it stopped early").fill("If decisions take longer; the manager")
    lead.get_by_label("How were the workers told?").fill("In the team meeting")
    day(lead, "When were they told?", today)
    lead.get_by_label("Each worker may decline").check()
    press(lead, "Keep it in the register")
    address = lead.url
    manager.goto(address)
    press(manager, "Read it and approve")
    manager.get_by_label("Why you agree").fill("It costs two minutes")
    manager.get_by_label("I have read the plan").check()
    press(manager, "Approve it")
    expect(manager.get_by_role("main")).to_contain_text("It costs two minutes")
    lead.reload()
    press(lead, "Freeze it")
    lead.get_by_label("I have read what this trial could and could not show").check()
    press(lead, "Freeze it")
    expect(main).to_contain_text("SHA-256")

    # Then a worker reads it in the register and declines, and nobody else sees that
    worker.goto("/practice/trials/")
    press(worker, "Two minutes of silence before a decision")
    press(worker, "I decline")
    expect(worker.get_by_role("main")).to_contain_text("You declined")
    manager.goto(address)
    expect(manager.get_by_role("main")).to_contain_text("Fewer than 5 workers declined, or none")
    assert axe(worker) == []

    # And a finished one says its result in fixed words
    worker.goto("/practice/trials/")
    press(worker, "A break away from the screen at noon (made up)")
    expect(worker.get_by_role("main")).to_contain_text("the true ratio lies between")


def test_a_noise_audit_from_vignettes_to_the_report(browser_of):
    lead, worker = browser_of("Principal social worker"), browser_of("Social worker")

    # When the practice lead opens an audit, they are told how precisely it would measure
    lead.goto("/practice/noise/open/")
    fill(lead, "Name of the audit", "Noise in spring")
    lead.get_by_label("No coat, no lunch").check()
    lead.get_by_label("Shouting upstairs").check()
    for box in lead.get_by_role("group", name="Whom do you invite?").get_by_role("checkbox").all():
        box.check()
    fill(lead, "How many of them come again weeks later?", "2")
    fill(lead, "After how many days?", "21")
    press(lead, "See how precisely it would measure")
    expect(lead.get_by_role("main")).to_contain_text("would be measured to about")
    press(lead, "Open it and invite")

    # Then a worker judges each on the levels' own words, and is asked to come back
    worker.goto("/practice/noise/")
    press(worker, "Noise in spring")
    press(worker, "Begin")
    for _ in range(2):
        worker.get_by_role("radio").nth(2).check()
        press(worker, "Keep it and go on")
    expect(worker.get_by_role("main")).to_contain_text("the first round is done")

    # And the report of a finished one says where the noise is, for everyone
    worker.goto("/practice/noise/")
    press(worker, "Noise at the front door (made up)")
    press(worker, "Read the report")
    expect(worker.get_by_role("main")).to_contain_text("Two workers picked at random differ")
    assert axe(worker) == []
