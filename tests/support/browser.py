"""A real Chromium, watched: a page that complains, or asks any other machine for anything, fails its test."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.support.not_run import not_run

ROOT = Path(__file__).parents[2]
# The shell is the same browser without its windows: pages take it half the time.
CHROMIUM = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
AXE = ROOT / "tests" / "web" / "vendor" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
LOCAL = {"127.0.0.1", "localhost", "[::1]", "::1"}
SCRIPTING_OFF = "matchMedia('(scripting: none)').matches"
FLAGS = [
    "--no-sandbox",  # root in a container
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No other machine can be reached even by mistake.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


class Watch:
    """Collects what a page complains of. `allow(pattern)` names a complaint a test means to cause."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.allowed: list[re.Pattern[str]] = []

    def allow(self, pattern: str) -> None:
        """Let complaints that match this regular expression pass, such as "status of 404"."""
        self.allowed.append(re.compile(pattern))

    def problems(self) -> list[str]:
        """List what was complained of and not allowed."""
        return [words for words in self.found if not any(rule.search(words) for rule in self.allowed)]

    def fail_if_complained(self) -> None:
        """Fail the test when something was complained of and not allowed."""
        if problems := self.problems():
            pytest.fail("The page complained:\n  " + "\n  ".join(problems), pytrace=False)

    def listen(self, page: Any) -> None:
        """Hear everything this page says."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"script error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("request", self._request)

    def _console(self, message: Any) -> None:
        if message.type in {"error", "warning"}:  # a breach of the content security policy is an error
            where = (message.location or {}).get("url", "")
            self.found.append(f"console {message.type}: {message.text} ({where})")

    def _failed(self, request: Any) -> None:
        # A download, or a click on the way elsewhere, ends what was still loading: no fault.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.found.append(f"request failed: {request.url} ({request.failure})")

    def _request(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in LOCAL:
            self.found.append(f"asked another machine: {request.url}")


def find_chromium() -> str | None:
    """Find the browser: $FANLIGHT_CHROMIUM, else Debian's."""
    told = os.environ.get("FANLIGHT_CHROMIUM")
    if told and not Path(told).exists():
        raise FileNotFoundError(f"FANLIGHT_CHROMIUM={told} is not there")
    return told or next((path for path in CHROMIUM if Path(path).exists()), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for the session."""
    chromium = find_chromium()
    if chromium is None:
        not_run("Chromium is not here (Debian: chromium-headless-shell; or set FANLIGHT_CHROMIUM)")
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread; Django would take the test's own queries for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, headless=True, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def watch() -> Watch:
    """What the pages of this test complain of; use `watch.allow(pattern)` for what is meant."""
    return Watch()


@contextmanager
def watched_page(browser: Any, watch: Watch, **options: Any) -> Iterator[Any]:
    """Open a page in a fresh session of the browser; fail at the end if it complained."""
    usual = {"viewport": DESKTOP, "locale": "en-GB", "timezone_id": "Europe/London"}
    context = browser.new_context(**usual | options)
    context.set_default_timeout(10_000)
    context.on("page", watch.listen)
    try:
        yield context.new_page()
    finally:
        context.close()
    watch.fail_if_complained()


@pytest.fixture
def page(browser, watch):
    """A page with JavaScript, 1280 x 900, in a session of its own."""
    with watched_page(browser, watch) as opened:
        yield opened


@pytest.fixture
def page_without_javascript(browser, watch):
    """The same with JavaScript off."""
    with watched_page(browser, watch, java_script_enabled=False) as opened:
        yield opened


@pytest.fixture
def second_page(browser, watch):
    """A second person at a second machine, for journeys of two."""
    with watched_page(browser, watch) as opened:
        yield opened


@contextmanager
def copy_with_scripting(page: Any) -> Iterator[Any]:
    """Open what a page without JavaScript shows where axe can run; the page's own scripts stay off."""
    html, address = page.content(), page.url
    context = page.context.browser.new_context(
        viewport=page.viewport_size, storage_state=page.context.storage_state()
    )

    def answer(route: Any) -> None:
        if route.request.url == address:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif route.request.resource_type == "script":
            route.abort()
        else:
            route.continue_()

    try:
        copy = context.new_page()
        copy.route("**/*", answer)
        if address.startswith("http"):
            copy.goto(address)
        else:
            copy.set_content(html)
        yield copy
    finally:
        context.close()


def axe(page: Any) -> list[str]:
    """List what axe finds against WCAG 2.2 AA and good practice: one line a fault; empty is well."""
    page.wait_for_load_state()  # a click returns when the next page has begun
    if page.evaluate(SCRIPTING_OFF):
        with copy_with_scripting(page) as copy:
            return axe(copy)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
        ".then(result => result.violations)",
        AXE_TAGS,
    )
    return [
        f"{fault['id']} ({fault['impact']}): {fault['help']}: {node['html'][:160]}"
        for fault in found
        for node in fault["nodes"]
    ]


def screenshot(page: Any, name: str) -> None:
    """Save the whole page as test-results/NAME.png where screens are wanted (`make journeys`)."""
    if os.environ.get("FANLIGHT_SCREENS"):
        path = ROOT / "test-results" / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path, full_page=True)
