"""Every action tells the audit log in its own transaction: both remain, or neither."""

from __future__ import annotations

from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import transaction

from fanlight.web.audit import chain, recording
from fanlight.web.audit.chain import verify
from fanlight.web.audit.models import AuditEvent
from fanlight.web.audit.recording import NothingTold, action, tell
from tests.web.audit.acts import ACTS, PRIVATE, every_action

pytestmark = pytest.mark.django_db
CHEAP = sorted(set(ACTS) - {"site.demo.load"})


def rows() -> dict[str, list[tuple]]:
    """Everything the database holds, table by table."""
    return {
        model._meta.label: sorted(model.objects.values_list(), key=repr)
        for model in apps.get_models()
        if model._meta.app_label
        in {"accounts", "audit", "casework", "evidence", "exchange", "frontdoor", "practice"}
    }


def test_every_action_stands_in_the_list():
    assert sorted(every_action()) == sorted(ACTS)


@pytest.mark.parametrize("name", CHEAP)
def test_it_tells_the_log(name, door):
    act = ACTS[name](door)
    before = AuditEvent.objects.count()
    act()
    told = list(AuditEvent.objects.filter(seq__gt=before))
    assert told
    assert verify().broken_at is None
    if name in PRIVATE:
        assert [(row.actor, row.record, row.persons, row.detail) for row in told] == [("", "", [], {})] * len(
            told
        )


def test_loading_a_made_up_authority_tells_the_log(door):
    type(door.team).objects.filter(name="Front door").update(name="Front door of the test")
    act = ACTS["site.demo.load"](door)
    before = AuditEvent.objects.count()
    act()
    assert AuditEvent.objects.count() > before


@pytest.mark.parametrize("name", CHEAP)
def test_a_failure_after_it_leaves_nothing(name, door, monkeypatch):
    act = ACTS[name](door)
    before = rows()

    @contextmanager
    def write_and_fail():
        with transaction.atomic():
            yield
            raise RuntimeError("the power failed before the commit")

    monkeypatch.setattr(recording, "write", write_and_fail)
    with pytest.raises(RuntimeError, match="power"):
        act()
    assert rows() == before


@pytest.mark.parametrize("name", CHEAP)
def test_an_action_whose_row_cannot_be_written_changes_nothing(name, door, monkeypatch):
    act = ACTS[name](door)
    before = rows()

    def broken(**_):
        raise RuntimeError("the log is full")

    monkeypatch.setattr(recording, "append", broken)
    with pytest.raises(RuntimeError, match="log is full"), transaction.atomic():
        act()
    assert rows() == before


def test_an_action_that_tells_nothing_is_refused(door):
    @action
    def forget(*, team):
        team.name = "Renamed"
        team.save()

    with pytest.raises(NothingTold), transaction.atomic():
        forget(team=door.team)
    door.team.refresh_from_db()
    assert door.team.name == "Front door"


def test_telling_outside_a_transaction_is_refused(door, monkeypatch):
    monkeypatch.setattr(chain, "connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(transaction.TransactionManagementError):
        tell(by=door.worker, action="say something")
