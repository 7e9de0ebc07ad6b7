"""Makes docs/images/brief.png, the README's picture: the brief beside the decision, in the made-up authority.

.venv/bin/python tools/brief_picture.py
"""

# ruff: noqa: T201 - it speaks to the terminal
from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402 - the root goes on the path first
from tests.support.browser import DESKTOP, FLAGS, find_chromium  # noqa: E402 - the root goes on the path first
from tests.support.server import Server, made_up_server  # noqa: E402 - the root goes on the path first
from tools.few_colours import few_colours  # noqa: E402 - the root goes on the path first

PICTURE = ROOT / "docs" / "images" / "brief.png"
LARGEST = 200_000


def main() -> int:
    """Serve Exampleshire, open a contact as its social worker, save what stands on the first screen."""
    chromium = find_chromium()
    if chromium is None:
        print("Chromium is not here (Debian: chromium-headless-shell; or set FANLIGHT_CHROMIUM)")
        return 1
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        server = stack.enter_context(made_up_server(Path(folder)))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = open_brief(browser, server)
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        PICTURE.write_bytes(few_colours(page.screenshot()))
        browser.close()
    size = PICTURE.stat().st_size
    print(f"{PICTURE.relative_to(ROOT)}: {size / 1000:.0f} kB")
    return int(size > LARGEST)


def open_brief(browser: Browser, server: Server) -> Page:
    """Open the first contact that waits for a decision, on a screen of 1280 x 900."""
    page = browser.new_context(viewport=DESKTOP, base_url=server.address).new_page()
    page.goto("/account/sign-in/")
    page.locator("input[name=login]:visible").fill(server.people["Social worker"])
    page.locator("input[name=password]:visible").fill(server.password)
    page.get_by_role("button", name="Sign in").click()
    page.keyboard.press("o")
    page.get_by_role("button", name="Record the decision").wait_for()
    return page


if __name__ == "__main__":
    sys.exit(main())
