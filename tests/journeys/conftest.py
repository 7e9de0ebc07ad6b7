"""Who takes part in a journey: people of the made-up authority, each at a browser of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.support.browser import DESKTOP, watched_page
from tests.support.server import Server, made_up_server


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/journeys" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def sqlite_server(tmp_path_factory) -> Iterator[Server]:
    with made_up_server(tmp_path_factory.mktemp("exampleshire")) as running:
        yield running


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory, postgres_url) -> Iterator[Server]:
    with made_up_server(tmp_path_factory.mktemp("exampleshire-postgres"), postgres_url) as running:
        yield running


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
