"""One full-size and one small made-up authority, shared by the tests here."""

import time
from datetime import date

import pytest

from fanlight.synthetic import Authority, make_authority


@pytest.fixture(scope="session")
def full_size() -> tuple[Authority, float]:
    """20,000 contacts over five years, and the processor seconds it took."""
    began = time.process_time()
    made = make_authority(contacts=20_000, years=5, until=date(2026, 11, 23), seed=2026)
    return made, time.process_time() - began


@pytest.fixture(scope="session")
def small() -> Authority:
    return make_authority(contacts=500, years=2, until=date(2024, 3, 5), seed=11)
