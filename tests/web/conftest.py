"""Tests of the web below the browser: an installation of their own, and a small front door."""

from __future__ import annotations

import pytest

from fanlight.web.audit.keys import audit_key
from tests.web.builders import make_door


@pytest.fixture(autouse=True)
def installation(settings, tmp_path, monkeypatch):
    """A data folder and keys of this test's own; imports wait until a test runs them."""
    settings.HOME = tmp_path
    settings.AUDIT_KEY = lambda: "key of a test"
    audit_key.cache_clear()
    monkeypatch.setattr("fanlight.web.exchange.jobs.start", lambda batch: None)
    yield
    audit_key.cache_clear()


@pytest.fixture
def door(db):
    """Three teams and a worker of each role."""
    return make_door()
