"""What the front door counts, offered to the evidence room as series: neither room knows the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from fanlight.casework import contact_cases
from fanlight.web.casework.known import known
from fanlight.web.evidence.queries.own_events import months_told
from fanlight.web.evidence.queries.own_measures import MeasureCases, offer
from fanlight.web.frontdoor.queries import report_arrays as read
from fanlight.web.frontdoor.queries.report import cases_of_events

OF_EVENTS = (
    "re_referral_12m",
    "referral_no_further_action",
    "assessment_in_45_working_days",
    "section_47_to_conference_15",
)
OF_CONTACTS = ("contacts", *contact_cases.REPEATS)


def offer_series() -> None:
    """Offer each measure of the monthly report that a chart can show."""
    for code in OF_CONTACTS:
        offer(code, _contacts(code))
    for code in OF_EVENTS:
        offer(code, _events(code))


def _contacts(code: str) -> Callable[[], MeasureCases | None]:
    def cases() -> MeasureCases | None:
        first, last = read.contacts_held_from(), _end_of_last_month()
        if first is None or first > last:
            return None
        found = read.contact_days(first, last)
        if code == "contacts":
            told = contact_cases.contacts(found.received_on)
        else:
            told = contact_cases.repeats(found.person, found.received_on, first)[code]
        return MeasureCases(told, found.person, months_told(first, last), team=found.team)

    return cases


def _events(code: str) -> Callable[[], MeasureCases | None]:
    def cases() -> MeasureCases | None:
        held = known()
        if held is None:
            return None
        last = held.up_to
        found = read.referral_columns(read.looking_back(held.first_on), last)
        told, events = cases_of_events(found, held.first_on, last, held)
        return MeasureCases(told[code], events[code].person, months_told(held.first_on, last))

    return cases


def _end_of_last_month() -> date:
    return timezone.localdate().replace(day=1) - timedelta(days=1)
