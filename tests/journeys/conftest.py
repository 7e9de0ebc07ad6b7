"""Who takes part in a journey: people of the made-up authority, each at a browser of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.support.browser import DESKTOP, Watch, watched_page
from tests.support.server import Server, folder_of_the_run, made_up_server


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/journeys" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def sqlite_server(tmp_path_factory) -> Iterator[Server]:
    once_in = folder_of_the_run(tmp_path_factory)
    with made_up_server(tmp_path_factory.mktemp("exampleshire"), once_in=once_in) as running:
        yield running


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory, postgres_url) -> Iterator[Server]:
    with made_up_server(tmp_path_factory.mktemp("exampleshire-postgres"), postgres_url) as running:
        yield running


@pytest.fixture(scope="session")
def addresses(sqlite_server) -> dict[str, dict[str, str]]:
    """Of each page the address that each role may open, on the server's own data."""
    return sqlite_server.run("tests.journeys.prepared", "addresses")


@pytest.fixture
def server(request) -> Server:
    """SQLite, unless a journey is parametrised to go over both (`indirect`)."""
    return request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_server")


@pytest.fixture
def javascript() -> bool:
    """Whether browsers run scripts; parametrise to have both."""
    return True


@pytest.fixture
def browser_of(browser, watch, server, javascript) -> Iterator[Any]:
    """`browser_of("Social worker")`: a page on which this person is signed in, in a session of its own."""
    with ExitStack() as stack:

        def open_page(who: str, **options: Any) -> Any:
            options = {"java_script_enabled": javascript, **options}
            return stack.enter_context(signed_in_page(browser, watch, server, who, **options))

        yield open_page


@pytest.fixture(scope="session")
def kept_pages(browser, sqlite_server) -> Iterator[KeptPages]:
    """Pages that stay open from test to test."""
    kept = KeptPages(browser, sqlite_server)
    yield kept
    kept.close()


@pytest.fixture
def page_of(kept_pages, watch) -> Iterator[Any]:
    """`page_of("Social worker")`: this person's page, kept from test to test; what it complains of is not.

    For tests that only look at pages: a browser session of their own is most of what such a test takes.
    """
    yield from kept_pages.heard_by(watch)


class KeptPages:
    """One open page a person, with and without JavaScript."""

    def __init__(self, browser: Any, server: Server) -> None:
        self._browser, self._server = browser, server
        self._stack = ExitStack()
        self._ear = Watch()
        self._pages: dict[tuple[str, bool], Any] = {}

    def heard_by(self, watch: Watch) -> Iterator[Any]:
        """Give out pages; at the end their complaints are those of this watch."""
        self._ear.found.clear()
        used: list[Any] = []

        def page_of(who: str, *, javascript: bool = True) -> Any:
            page = self._page(who, javascript)
            page.set_viewport_size(DESKTOP)
            used.append(page)
            return page

        yield page_of
        for page in used:
            page.goto(
                "/health/"
            )  # what it still does belongs to this test; an empty page takes a process of its own
        watch.found.extend(self._ear.found)
        watch.fail_if_complained()

    def _page(self, who: str, javascript: bool) -> Any:
        if (who, javascript) not in self._pages:
            opened = signed_in_page(
                self._browser, self._ear, self._server, who, java_script_enabled=javascript
            )
            self._pages[who, javascript] = self._stack.enter_context(opened)
        return self._pages[who, javascript]

    def close(self) -> None:
        self._ear.found.clear()
        self._stack.close()


def signed_in_page(browser: Any, watch: Any, server: Server, who: str, **options: Any) -> Any:
    """Open a watched page for a role ("Analyst") or a user name; sign in by the form the first time."""
    user_name = server.people.get(who, who)
    if user_name not in server.signed_in:
        server.signed_in[user_name] = sign_in(browser, server, user_name)
    state = server.signed_in[user_name]
    return watched_page(browser, watch, storage_state=state, base_url=server.address, **options)


def sign_in(browser: Any, server: Server, user_name: str) -> Any:
    """Sign in by the form and give back the cookies."""
    context = browser.new_context(viewport=DESKTOP, base_url=server.address)
    try:
        page = context.new_page()
        page.goto("/account/sign-in/")
        page.locator("input[name=login]:visible").fill(user_name)
        page.locator("input[name=password]:visible").fill(server.password)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Sign out").wait_for()
        return context.storage_state()
    finally:
        context.close()


@pytest.fixture
def second_worker(server) -> str:
    """The user name of another social worker at the same front door."""
    return server.run("tests.journeys.prepared", "colleague")
