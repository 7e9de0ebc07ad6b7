"""The morning's hand-over: what came at night, decided or not, until somebody of the day takes it over."""

from datetime import timedelta

from django.utils import timezone

from fanlight.web.accounts.models import Authority
from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.queries import hand_over
from tests.web.builders import decide, make_contact


def waiting(door):
    rows = hand_over(door.manager, Authority.current(), timezone.now())
    return [row.contact for row in rows]


def test_what_was_decided_at_night_is_handed_over_too(door):
    night = make_contact(door, team=door.night, out_of_hours=True, ago=timedelta(hours=9))
    decide(night, door.manager)
    assert waiting(door) == [night]
    actions.take_hand_over(contacts=[night], by=door.worker)
    assert waiting(door) == []


def test_what_was_decided_long_ago_is_no_hand_over(door):
    old = make_contact(door, out_of_hours=True, ago=timedelta(days=60))
    decide(old, door.manager)
    still_open = make_contact(door, out_of_hours=True, ago=timedelta(days=60))
    assert waiting(door) == [still_open]


def test_what_came_by_day_is_no_hand_over(door):
    make_contact(door)
    assert waiting(door) == []
