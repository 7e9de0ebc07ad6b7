"""What one file can be asked, and what it cannot tell: for a look at it that keeps nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from fanlight.casework.event import Event, EventKind
from fanlight.exchange.accounting import by_reason, rows_lost
from fanlight.exchange.checking import Checked
from fanlight.exchange.published_figures import authority_names
from fanlight.exchange.reading import Reading
from fanlight.terms.periods import add_months

MOST_MONTHS, FIRST_PLACES, MOST_REASONS = 36, 3, 40
NOT_READ = ("Times", "What", "Where", "Reason", "First place")
_ASKED = {
    EventKind.REFERRAL: "Referrals: the file holds none, so re-referrals and no further action are not told.",
    EventKind.ASSESSMENT: "Assessments: the file holds none.",
    EventKind.SECTION_47: "Section 47 enquiries: the file holds none.",
}
BrokenRule = tuple[str, str, str, int, list[str]]


def months_of(reading: Reading) -> tuple[date, date] | None:
    """The months a file speaks of: the census year of a return; else those of its events, at most 36."""
    if reading.year and reading.format == "cin_census":
        end = reading.reference_on or date(reading.year, 3, 31)
        return date(end.year - 1, 4, 1), end
    days = [event.on for event in reading.events if event.kind in (EventKind.REFERRAL, EventKind.CONTACT)]
    days = days or [_day(event) for event in reading.events]
    if not days:
        return None
    return max(min(days), add_months(max(days), -MOST_MONTHS + 1)), max(days)


def _day(event: Event) -> date:
    return event.ended_on or event.on


def cannot_tell(reading: Reading, la_code: str) -> list[str]:
    """Rows that no figure counts, what the file holds nothing of, and that nobody knows whose it is.

    Parameters
    ----------
    la_code
        Three-figure code of the authority beside whose published figures the file is set; "" for none.
    """
    held = {event.kind for event in reading.events}
    told = [rows_lost(reading), *(words for kind, words in _ASKED.items() if kind not in held)]
    if la_code not in authority_names():
        said = f"the authority {la_code}, of which nothing is published" if la_code else "no authority"
        told.append(f"The file names {said}: no published figure stands beside it until one is chosen.")
    return [words for words in told if words]


def not_read(checked: Checked) -> list[Sequence[str]]:
    """What was set aside, by reason, in the order of `NOT_READ`."""
    return [
        (f"{one.count:,}", "row" if one.whole_row else "value", one.where, one.reason, one.first.place)
        for one in by_reason(checked.set_aside)[:MOST_REASONS]
    ]


def broken_rules(checked: Checked) -> list[BrokenRule]:
    """Findings by rule: id, severity, message, times, first places; errors first, then the most frequent."""
    said = Counter((found.rule, found.severity, found.message) for found in checked.findings)
    places: dict[str, list[str]] = {}
    for found in checked.findings:
        places.setdefault(found.rule, []).append(found.place)
    in_order = sorted(said.items(), key=lambda one: (one[0][1], -one[1]))
    return [(*rule, count, places[rule[0]][:FIRST_PLACES]) for rule, count in in_order]
