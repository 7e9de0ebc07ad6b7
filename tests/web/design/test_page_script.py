"""The page in a real browser: accessible in every state, driven by keys, whole without a script."""

import pytest

from tests.support.browser import DESKTOP, PHONE, axe
from tests.web.design import gallery

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("query", ["", "?wrong=1"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_accessible(page, address, query, size):
    page.set_viewport_size(size)
    page.goto(address + query)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], "scrolls sideways"


def test_forced_colours_and_print_keep_the_marks(page, address):
    page.goto(address)
    fill = "el => getComputedStyle(el).fill"
    bar = page.locator(".fl-fig-1").first
    assert bar.evaluate(fill) == "rgb(18, 67, 109)"
    page.emulate_media(forced_colors="active")
    ground = page.locator(".fl-fig-ground").first
    assert bar.evaluate(fill) != ground.evaluate(fill)
    page.emulate_media(media="print", forced_colors="none")
    assert bar.evaluate(fill) == "rgb(18, 67, 109)"
    assert not page.locator(".fl-filter").is_visible()
    assert page.get_by_text("Said <b>before</b> & again").is_visible(), "folded words are printed"


def test_whole_without_a_script(page_without_javascript, address):
    page = page_without_javascript
    page.set_viewport_size(PHONE)
    page.goto(address)
    assert page.get_by_role("link", name="Team").is_visible()
    assert page.locator("[data-copy-target]").is_hidden()
    assert page.locator("kbd:visible").count() == 0
    page.locator("#id_line-0-reasons").fill("As told")
    page.locator("#id_line-0-level_2").check()
    page.get_by_role("button", name="Recommend").click()
    assert gallery.posts[-1]["line-0-level"] == "s17"


def test_menu_opens_on_a_phone(page, address):
    page.set_viewport_size(PHONE)
    page.goto(address)
    assert page.get_by_role("link", name="Team").is_hidden()
    page.get_by_role("button", name="Menu").click()
    assert page.get_by_role("link", name="Team").is_visible()


def test_answers_by_key_alone(page, address):
    page.goto(address)
    page.locator("#id_line-0-level_0").focus()
    page.keyboard.press("3")
    assert page.locator("#id_line-0-level_2").is_checked()
    assert page.evaluate("document.activeElement.id") == "id_line-0-reasons"
    page.keyboard.type("3 s c ? y")  # typing is never taken for a key
    assert page.locator("#id_line-0-reasons").input_value() == "3 s c ? y"
    assert gallery.posts == []
    page.locator("#id_unborn_0").focus()
    page.keyboard.press("n")
    page.keyboard.press("k")
    assert page.locator("#id_unborn_1").is_checked()
    assert page.locator("#id_injury_2").is_checked()


def test_control_enter_sends_the_primary_once(page, address):
    page.goto(address)
    page.locator("#id_line-0-reasons").focus()
    page.evaluate("document.getElementById('decision').addEventListener('submit', e => e.preventDefault())")
    page.evaluate(
        "window.sent = []; addEventListener('submit', e => sent.push(e.submitter && e.submitter.value))"
    )
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")
    assert page.evaluate("sent") == ["recommend"]
    assert page.locator("[data-primary]").get_attribute("aria-disabled") == "true"


def test_a_form_is_sent_with_its_button(page, address):
    page.goto(address)
    page.locator("#id_line-0-reasons").fill("As told")
    page.keyboard.press("Control+Enter")
    page.locator(".govuk-error-summary").wait_for()
    assert [post["do"] for post in gallery.posts] == ["recommend"]
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary", "errors are read first"


def test_shortcuts_are_listed_and_can_be_switched_off(page, address):
    page.goto(address)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys on this page")
    assert "Recommend" in dialog.inner_text()
    assert axe(page) == []
    dialog.get_by_role("button", name="Turn single keys off").click()
    page.keyboard.press("t")
    assert page.url == address
    page.reload()
    page.keyboard.press("l")
    assert page.url == address, "the choice is kept"
    page.keyboard.press("?")
    page.get_by_role("button", name="Turn single keys on").click()
    page.keyboard.press("c")
    assert page.locator("#announcer").inner_text() == ""


def test_copy_is_announced_and_exact(page, address):
    page.goto(address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("c")
    page.locator("#announcer", has_text="Copied").wait_for(state="attached")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "Level: Child in need\nReasons: as told"


def test_one_key_repeats_the_child_above(page, address):
    page.goto(address)
    page.locator("#id_line-0-level_3").check()
    page.locator("#id_line-0-reasons").fill("Both saw it")
    page.locator("[data-repeat-from]").focus()
    page.keyboard.press("r")
    assert page.locator("#id_line-1-level_3").is_checked()
    assert page.locator("#id_line-1-reasons").input_value() == "Both saw it"
    page.locator("#announcer", has_text="read them before you go on").wait_for(state="attached")
