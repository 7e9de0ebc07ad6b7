"""The authority's own figures of a whole year, reconciled with its published ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fanlight.casework.cases import Cases
from fanlight.casework.child_days import ChildDays
from fanlight.casework.reconciled import Counted, Reconciled, reconcile
from fanlight.casework.recounted import by_another_day, each_child_once
from fanlight.exchange.published_shares import PUBLISHED
from fanlight.exchange.published_value import published_value, published_years
from fanlight.terms.periods import Period, add_months, reporting_year, reporting_year_of
from fanlight.web.audit.remembered import remembered
from fanlight.web.frontdoor.queries import report_arrays as read
from fanlight.web.frontdoor.queries.report import cases_of_events


@dataclass(frozen=True)
class PublishedBeside:
    """Measures beside their published values; none before any import, or without a whole year."""

    known: read.Known | None
    last_year: Period | None
    found: Sequence[Reconciled]


def beside_published(la_code: str) -> PublishedBeside:
    """Each measure that is published, of the last complete year held that is published too.

    Parameters
    ----------
    la_code
        Three-figure code of the authority; "" when it is not among the published figures.
    """
    known = read.known()
    last = _last_complete_year(known) if known else None
    if known is None or last is None:
        return PublishedBeside(known, None, [])

    def beside(code: str) -> Reconciled:
        words = f"{code} beside published {la_code} {last.last_on}"
        return remembered(words, lambda: _reconciled(code, la_code, known, last))

    return PublishedBeside(known, last, [beside(code) for code in PUBLISHED])


def _last_complete_year(known: read.Known) -> Period | None:
    """The last year to 31 March of which every day is held; None while there is none."""
    year = reporting_year_of(known.up_to)
    if year.last_on > known.up_to:
        year = reporting_year(year.last_on.year - 1)
    return year if year.first_on >= known.first_on else None


def _reconciled(code: str, la_code: str, known: read.Known, last: Period) -> Reconciled:
    years = published_years(code, la_code) if la_code else []
    held = [year for year in years if known.first_on <= _needs(code, year) and year <= last.last_on.year]
    year = reporting_year(held[0]) if held else last
    own, *others = _counted(code, year, known)
    published = published_value(code, la_code, held[0] if held else years[0]) if years else None
    return reconcile(code, own, published, others)


def _needs(code: str, year: int) -> date:
    """The first day that must be held to count a year: re-referrals look back 12 months."""
    first = reporting_year(year).first_on
    return add_months(first, -read.EARLIER) if code == "re_referral_12m" else first


def _counted(code: str, year: Period, known: read.Known) -> Iterator[Counted]:
    """A year by the measure's own words first, then in other ways."""
    first, last = year.first_on, year.last_on
    # Assessments begun within the year may be completed in the next.
    later = min(add_months(last, read.EARLIER), known.up_to)
    found = read.referral_columns(read.looking_back(first), last)
    cases, events = cases_of_events(found, first, later, known)
    told = cases[code]
    yield _of(told.within(first, last), year, "")
    if events[code] is found:
        once = each_child_once(told.within(first, last), found.person)
        yield Counted(last.year, "each child once", *once)
    elif code == "assessment_in_45_working_days":
        begun = by_another_day(told, events[code].on)
        yield _of(begun.within(first, last), year, "by the day it began")
    else:
        held, enquiries = read.conferences_held(first, later)
        begun_on = ChildDays(enquiries.person, enquiries.on, held.person).on_or_before(held.person, held.on)
        yield _of(by_another_day(told, begun_on).within(first, last), year, "by the day of the enquiry")


def _of(cases: Cases, year: Period, how: str) -> Counted:
    tally = cases.tally()
    return Counted(year.last_on.year, how, tally.yes, tally.of)
