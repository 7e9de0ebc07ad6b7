"""Which database the tests use. SQLite for the whole; PostgreSQL again for what touches the database.

`tools/run_tests.py postgres` starts a server, sets FANLIGHT_TEST_DB=postgres and FANLIGHT_DATABASE_URL
(before Django reads its settings) and runs pytest; then only tests that ask for a database are kept.
"""

from __future__ import annotations

import os

import pytest

from tests.support.not_run import not_run
from tests.support.postgres import find_postgres, running_postgres

# Every page as opened by everybody: what it shows is the same on both, and that each page opens on both is
# the access matrix's.
ONCE = {"everything"}
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "postgres_url"}
ABSENT = "PostgreSQL is not here (Debian: postgresql; or set FANLIGHT_TEST_PG)"
ON_POSTGRES = os.environ.get("FANLIGHT_TEST_DB") == "postgres"


def touches_database(item: pytest.Item) -> bool:
    """Say whether a test asks for the database, by mark, by fixture or as a Django TestCase."""
    fixtures = set(getattr(item, "fixturenames", ()))
    if fixtures & ONCE:
        return False
    databases = getattr(getattr(item, "cls", None), "databases", None)
    return bool(item.get_closest_marker("django_db") or DATABASE_FIXTURES & fixtures or databases)


def pytest_collection_modifyitems(config, items):
    if not ON_POSTGRES:
        return
    kept = [item for item in items if touches_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not touches_database(item)])
    items[:] = kept


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    if ON_POSTGRES and not os.environ.get("FANLIGHT_DATABASE_URL"):
        not_run(f"{ABSENT}; or started without make postgres")


@pytest.fixture(scope="session")
def postgres_url():
    """URL of an empty database on a real PostgreSQL of its own, also in the run on SQLite."""
    binaries = find_postgres()
    if binaries is None:
        not_run(ABSENT)
    with running_postgres(binaries) as url:
        yield url
