"""What was counted is kept until anything is written, and no longer."""

from __future__ import annotations

import pytest

from fanlight.web.audit import remembered as module
from fanlight.web.audit.recording import tell_read
from fanlight.web.audit.remembered import remembered
from tests.web.builders import make_contact

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered():
    module.forget()


@pytest.fixture
def read():
    """Counts how often it was read: 1, 2, 3."""
    times = iter(range(1, 100))
    return lambda: next(times)


def test_read_once_and_anew_after_a_write_but_not_after_a_reading(door, read):
    make_contact(door)
    assert (remembered("contacts", read), remembered("contacts", read)) == (1, 1)
    tell_read(by=door.worker, record="list of today's contacts", what="list", persons=[])
    assert remembered("contacts", read) == 1
    make_contact(door)
    assert (remembered("contacts", read), remembered("contacts", read)) == (2, 2)


def test_nothing_of_before_a_write_stays(door, read):
    make_contact(door)
    remembered("one worker's", read)
    make_contact(door)
    remembered("another's", read)
    assert [name for name, *_ in module._kept] == ["another's"]


def test_each_name_has_its_own_and_not_more_than_so_many(door, read):
    make_contact(door)
    told = [remembered(f"name {at}", read) for at in range(module.MOST + 3)]
    assert told == list(range(1, module.MOST + 4))
    assert len(module._kept) == module.MOST
    assert remembered(f"name {module.MOST + 2}", read) == told[-1]
    assert remembered("name 0", read) == told[-1] + 1


def test_before_any_write_nothing_is_kept(read):
    assert (remembered("contacts", read), remembered("contacts", read)) == (1, 2)
