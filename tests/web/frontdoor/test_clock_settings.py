"""The clock as the authority has set it: where it starts, what out of hours counts, real hours of urgency."""

from __future__ import annotations

from datetime import datetime, time

import pytest
from django.utils import timezone

from fanlight.web.accounts.models import Authority
from fanlight.web.frontdoor.clock import DoorClock
from fanlight.web.frontdoor.models import Contact

# No database: the clock reckons from one contact and the settings.
THURSDAY, FRIDAY, SATURDAY, MONDAY = (datetime(2026, 11, day) for day in (19, 20, 21, 23))


def at(day: datetime, clock: str = "10:00") -> datetime:
    return timezone.make_aware(datetime.combine(day.date(), time.fromisoformat(clock)))


def of(contact: Contact, now: datetime = FRIDAY, **settings):
    return DoorClock(Authority(**settings), at(now)).of(contact)


def due(contact: Contact, **settings) -> str:
    clock = of(contact, **settings)
    return f"{clock.due:%a %d %b %H:%M}" if clock.due else ""


@pytest.mark.parametrize(
    ("received", "counts_from", "expected"),
    [
        (at(THURSDAY), "arrival", "Fri 20 Nov 17:00"),
        (at(FRIDAY), "arrival", "Mon 23 Nov 17:00"),
        (at(SATURDAY, "23:10"), "arrival", "Mon 23 Nov 17:00"),
        (at(SATURDAY, "23:10"), "next_opening", "Tue 24 Nov 17:00"),
        (at(FRIDAY, "17:00"), "next_opening", "Tue 24 Nov 17:00"),
        (at(FRIDAY, "16:59"), "next_opening", "Mon 23 Nov 17:00"),
    ],
)
def test_out_of_hours_counts_from_arrival_or_from_the_next_opening(received, counts_from, expected):
    assert due(Contact(received_at=received), out_of_hours_counts_from=counts_from) == expected


def test_bank_holidays_and_own_closed_days_do_not_count():
    christmas_eve = Contact(received_at=at(datetime(2026, 12, 24)))
    assert due(christmas_eve) == "Tue 29 Dec 17:00"
    assert due(christmas_eve, closed_days=["2026-12-29", "2026-12-30"]) == "Thu 31 Dec 17:00"
    assert due(Contact(received_at=at(datetime(2026, 4, 2)))) == "Tue 07 Apr 17:00"


def test_the_length_and_the_hours_are_settings():
    assert due(Contact(received_at=at(THURSDAY)), clock_working_days=3) == "Tue 24 Nov 17:00"
    assert due(Contact(received_at=at(THURSDAY)), closes_at=time(18, 30)) == "Fri 20 Nov 18:30"


def test_a_clock_that_starts_at_referral_waits_for_it():
    contact = Contact(received_at=at(THURSDAY))
    clock = of(contact, clock_starts="referral")
    assert (clock.due, clock.left) == (None, None)
    assert clock.words == "The clock starts when it is accepted as a referral"
    contact.referral_at = at(FRIDAY)
    assert due(contact, clock_starts="referral") == "Mon 23 Nov 17:00"


def test_where_only_the_day_is_known_the_strictest_clock_counts():
    midnight = Contact(received_at=at(THURSDAY, "00:00"), time_known=False)
    assert due(midnight, out_of_hours_counts_from="next_opening") == "Fri 20 Nov 17:00"


def test_urgency_runs_in_real_hours_through_the_night():
    clock = of(Contact(received_at=at(FRIDAY, "16:00"), urgency="red"), now=FRIDAY)
    assert f"{clock.urgent_due:%a %H:%M}" == "Fri 20:00"
    assert clock.urgent.startswith("Someone now: needed by 20:00 today")
    late = of(Contact(received_at=at(FRIDAY, "16:00"), urgency="red"), now=SATURDAY)
    assert late.urgent == "Someone now: overdue by 14 h"


def test_the_authoritys_own_ladder_and_a_rung_that_is_gone():
    ladder = [{"code": "now", "words": "Straight away", "hours": 1, "order": 0}]
    assert of(Contact(received_at=at(FRIDAY), urgency="now"), urgency_levels=ladder).urgent.startswith(
        "Straight"
    )
    gone = of(Contact(received_at=at(FRIDAY), urgency="red"), urgency_levels=ladder)
    assert (gone.urgency, gone.urgent) == (None, "")


def test_time_left_is_in_words():
    assert of(Contact(received_at=at(THURSDAY)), now=FRIDAY).words == "due by 17:00 today, 7 h left"
    assert "overdue by" in of(Contact(received_at=at(THURSDAY)), now=MONDAY).words


def test_winter_time_is_english_time():
    summer = Contact(received_at=datetime(2026, 7, 1, 16, 30, tzinfo=timezone.get_fixed_timezone(0)))
    clock = DoorClock(Authority(out_of_hours_counts_from="next_opening"), at(FRIDAY))
    assert clock.arrived_out_of_hours(summer.received_at), "17:30 on an English clock"
    assert f"{clock.of(summer).due:%d %b %H:%M}" == "03 Jul 17:00"
