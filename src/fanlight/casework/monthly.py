"""Measures of the front door by month, from events alone: what one file of an authority can tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fanlight.casework.event import Event, EventKind
from fanlight.terms.measures import MEASURES, Measure
from fanlight.terms.periods import add_months
from fanlight.terms.working_days import WorkingCalendar

Month = tuple[int, int]
_ENGLAND = WorkingCalendar()


@dataclass(frozen=True, slots=True)
class MonthlyMeasure:
    """One measure, month by month.

    Attributes
    ----------
    code
        A key of `fanlight.terms.measures.MEASURES`.
    months
        First days of consecutive months, shape (n,).
    numerators, denominators
        Counts, shape (n,); the denominator of a plain count is the count.
    full_from
        Months before it are told in part only: their numerators are "at least so many". None: all are whole.
    """

    code: str
    months: tuple[date, ...]
    numerators: tuple[int, ...]
    denominators: tuple[int, ...]
    full_from: date | None = None

    @property
    def measure(self) -> Measure:
        return MEASURES[self.code]

    @property
    def is_count(self) -> bool:
        return not self.measure.denominator

    @property
    def whole(self) -> tuple[bool, ...]:
        """Which months are told in full, shape (n,)."""
        return tuple(self.full_from is None or month >= self.full_from for month in self.months)

    def values(self) -> list[float]:
        """Counts, or percentages; NaN for a month without cases or told in part only."""
        if self.is_count:
            return [float(count) for count in self.numerators]
        told = zip(self.numerators, self.denominators, self.whole, strict=True)
        return [100 * above / below if below and whole else float("nan") for above, below, whole in told]

    def sentence(self) -> str:
        """The whole period in natural frequencies."""
        above, below = sum(self.numerators), sum(self.denominators)
        if self.is_count:
            return f"{above:,} in {len(self.months)} month{'s' * (len(self.months) != 1)}."
        share = f" ({100 * above / below:.0f} %)" if below else ""
        return f"{'' if all(self.whole) else 'at least '}{above:,} of {below:,}{share}."


def monthly_measures(
    events: Iterable[Event],
    first: date,
    last: date,
    *,
    complete_from: date | None = None,
    calendar: WorkingCalendar = _ENGLAND,
) -> list[MonthlyMeasure]:
    """Referrals, re-referrals, no further action, assessments in 45 working days, conferences in 15.

    Parameters
    ----------
    events
        Of one source; others than these kinds are passed over.
    first, last
        The months told: from that of `first` to that of `last`.
    complete_from
        The day from which the source tells every referral: re-referrals are told in full 12 months later.
        None: the whole history is there.
    calendar
        England's working days.

    Returns
    -------
    list
        One a measure that the events can tell, in the order above; none for kinds that are absent.

    Examples
    --------
    >>> june, july = date(2025, 6, 8), date(2025, 7, 20)
    >>> told = monthly_measures(
    ...     [Event("C1", EventKind.REFERRAL, june), Event("C1", EventKind.REFERRAL, july)], june, july)
    >>> [(one.code, one.numerators) for one in told]
    [('referrals', (1, 1)), ('re_referral_12m', (0, 1))]
    """
    by_kind: dict[EventKind, list[Event]] = {}
    for event in events:
        by_kind.setdefault(event.kind, []).append(event)
    referrals = _once(by_kind.get(EventKind.REFERRAL, []))
    told = [
        _Told("referrals", [(event.on, True) for event in referrals]),
        _Told("re_referral_12m", _re_referrals(referrals), complete_from and add_months(complete_from, 12)),
        _Told("referral_no_further_action", _no_further_action(referrals)),
        _Told("assessment_in_45_working_days", _assessments(by_kind.get(EventKind.ASSESSMENT, []), calendar)),
        _Told(
            "section_47_to_conference_15",
            _conferences(by_kind.get(EventKind.SECTION_47, []), by_kind.get(EventKind.ICPC, []), calendar),
        ),
    ]
    months = _months(first, last)
    return [_by_month(one, months) for one in told if one.cases]


@dataclass(frozen=True, slots=True)
class _Told:
    """Cases of a measure: the day each belongs to, and whether it counts above the line."""

    code: str
    cases: Sequence[tuple[date, bool]]
    full_from: date | None = None


def _once(referrals: Iterable[Event]) -> list[Event]:
    """One referral a child and day; of two, the one that was taken further."""
    kept: dict[tuple[str, date], Event] = {}
    for event in referrals:
        before = kept.get((event.person_id, event.on))
        if before is None or before.detail.get("nfa") == "yes":
            kept[event.person_id, event.on] = event
    return sorted(kept.values(), key=lambda event: event.on)


def _re_referrals(referrals: Sequence[Event]) -> list[tuple[date, bool]]:
    latest: dict[str, date] = {}
    cases = []
    for event in referrals:
        before = latest.get(event.person_id)
        cases.append((event.on, before is not None and add_months(before, 12) >= event.on))
        latest[event.person_id] = event.on
    return cases


def _no_further_action(referrals: Sequence[Event]) -> list[tuple[date, bool]]:
    return [(event.on, event.detail["nfa"] == "yes") for event in referrals if event.detail.get("nfa")]


def _assessments(assessments: Iterable[Event], calendar: WorkingCalendar) -> list[tuple[date, bool]]:
    return [
        (event.ended_on, calendar.working_days_between(event.on, event.ended_on) <= 45)
        for event in assessments
        if event.ended_on
    ]


def _conferences(
    enquiries: Iterable[Event], conferences: Iterable[Event], calendar: WorkingCalendar
) -> list[tuple[date, bool]]:
    """Each conference with the child's latest enquiry begun by its day; one without is left out."""
    begun: dict[str, list[date]] = {}
    for event in enquiries:
        begun.setdefault(event.person_id, []).append(event.on)
    cases = []
    for conference in conferences:
        before = [on for on in begun.get(conference.person_id, ()) if on <= conference.on]
        if before:
            days = calendar.working_days_between(max(before), conference.on)
            cases.append((conference.on, days <= 15))
    return cases


def _months(first: date, last: date) -> list[Month]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [divmod(first.year * 12 + first.month - 1 + step, 12) for step in range(count)]


def _by_month(told: _Told, months: Sequence[Month]) -> MonthlyMeasure:
    at = {month: place for place, month in enumerate(months)}
    above, below = [0] * len(months), [0] * len(months)
    for on, counts in told.cases:
        place = at.get((on.year, on.month - 1))
        if place is not None:
            above[place] += counts
            below[place] += 1
    days = tuple(date(year, month + 1, 1) for year, month in months)
    return MonthlyMeasure(told.code, days, tuple(above), tuple(below), told.full_from)
