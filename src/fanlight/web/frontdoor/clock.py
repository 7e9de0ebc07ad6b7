"""The authority's clock for a contact: when a decision is due, and how much time is left, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from fanlight.terms.clocks import (
    StatutoryClock,
    TimeLeft,
    UrgencyLevel,
    due_at,
    time_left,
    urgent_due_at,
    urgent_words,
)
from fanlight.terms.working_days import WorkingCalendar
from fanlight.web.accounts.models import Authority
from fanlight.web.frontdoor.models import Contact


def local(at: datetime) -> datetime:
    """English wall-clock time, without zone, as the library reckons."""
    return timezone.localtime(at).replace(tzinfo=None)


@dataclass(frozen=True)
class ContactClock:
    """How long is left on one contact. `due` is None while the clock has not started."""

    due: datetime | None
    left: TimeLeft | None
    urgency: UrgencyLevel | None
    urgent_due: datetime | None
    urgent: str

    @property
    def words(self) -> str:
        if self.left is None:
            return "The clock starts when it is accepted as a referral"
        return self.left.words


class DoorClock:
    """The clock as this authority has set it, at one moment."""

    def __init__(self, authority: Authority, now: datetime) -> None:
        self.authority = authority
        self.now = local(now)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        return WorkingCalendar(
            opens=self.authority.opens_at,
            closes=self.authority.closes_at,
            closed_days=frozenset(date.fromisoformat(day) for day in self.authority.closed_days),
        )

    @cached_property
    def statutory(self) -> StatutoryClock:
        return StatutoryClock(
            name="Decision on next steps",
            starts=self.authority.clock_starts,
            working_days=self.authority.clock_working_days,
            source=self.authority.clock_source,
            out_of_hours_counts_from=self.authority.out_of_hours_counts_from,
        )

    @cached_property
    def ladder(self) -> dict[str, UrgencyLevel]:
        """The authority's urgency levels by code, most urgent first."""
        levels = (UrgencyLevel(**level) for level in self.authority.urgency_levels)
        return {level.code: level for level in sorted(levels, key=lambda level: level.order)}

    def of(self, contact: Contact) -> ContactClock:
        """The clock of one contact."""
        starts = self._starts(contact)
        due = due_at(starts, self.statutory, self.calendar) if starts else None
        urgency = self.ladder.get(contact.urgency)
        urgent_due = urgent_due_at(local(contact.received_at), urgency) if urgency else None
        return ContactClock(
            due=due,
            left=time_left(self.now, due, self.calendar) if due else None,
            urgency=urgency,
            urgent_due=urgent_due,
            urgent=f"{urgency.words}: {urgent_words(self.now, urgent_due)}" if urgency and urgent_due else "",
        )

    def arrived_out_of_hours(self, received_at: datetime) -> bool:
        """Whether it came while the front door was closed."""
        return not self.calendar.is_open(local(received_at))

    def _starts(self, contact: Contact) -> datetime | None:
        if self.authority.clock_starts == Authority.ClockStart.REFERRAL:
            return local(contact.referral_at) if contact.referral_at else None
        started = local(contact.received_at)
        if contact.time_known:
            return started
        # Only the day is known: the clock is the strictest one, from the opening of that day.
        return datetime.combine(started.date(), self.authority.opens_at)
