"""A pilot's measure as this authority's own records count it, beside what people typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fanlight.terms.measures import MEASURES
from fanlight.terms.periods import add_months
from fanlight.web.evidence.models import Pilot, PilotCount
from fanlight.web.evidence.queries.catalogue import entry_of, load
from fanlight.web.evidence.queries.own_measures import MeasureCases

Kind = PilotCount.Kind


@dataclass(frozen=True)
class OwnMonth:
    """One month as the records count it, and what stands in the pilot for it.

    Attributes
    ----------
    events, exposure
        Counted and out of how many; a plain count is out of one month.
    is_whole
        Nothing in the month is still to become known.
    kind
        The pilot, or what it is compared with: the months before it began.
    stands
        The number that stands; None where the month has none.
    """

    month: date
    events: int
    exposure: float
    is_whole: bool
    kind: str
    stands: PilotCount | None

    @property
    def agrees(self) -> bool:
        """Whether the number that stands is the same."""
        one = self.stands
        return one is not None and (one.events, one.exposure) == (self.events, self.exposure)

    @property
    def may_be_taken(self) -> bool:
        """Whether a person may take it over: told in full, not empty, and not there already."""
        return self.is_whole and self.exposure > 0 and not self.agrees


def cases_of(code: str) -> MeasureCases | None:
    """Cases of a measure on offer; None where nothing that tells it is held."""
    entry = entry_of(f"measure-{code}") if code in MEASURES else None
    return load(entry).measure if entry else None


def source_words(pilot: Pilot) -> str:
    """Which records, in words; "" where none are drawn from."""
    if pilot.own_measure not in MEASURES:
        return ""
    where = f"contacts of {pilot.own_team}" if pilot.own_team else "the whole service"
    return f"{MEASURES[pilot.own_measure].title}, {where}"


def own_months(pilot: Pilot, counts: Sequence[PilotCount]) -> list[OwnMonth]:
    """The months of the pilot, and those before where they are what it is compared with.

    Parameters
    ----------
    counts
        The numbers that stand.
    """
    found = cases_of(pilot.own_measure) if pilot.own_measure else None
    if found is None:
        return []
    cases = found.cases
    if pilot.own_team_id:
        if found.team is None:
            return []
        cases = cases.where(found.team[cases.row] == pilot.own_team_id)
    start = pilot.starts_on.replace(day=1)
    first = add_months(start, -pilot.months) if pilot.comparison == Pilot.Comparison.BEFORE else start
    last = add_months(start, pilot.months - 1)
    months = [month for month in found.months if first <= month <= last]
    told = cases.by_month(months)
    standing = {(one.kind, one.month): one for one in counts}
    rows = []
    for month, tally, whole in zip(told.months, told.tallies, told.whole, strict=True):
        kind = Kind.PILOT if month >= start else Kind.COMPARED
        events, exposure = (tally.of, 1.0) if tally.is_count else (tally.yes, float(tally.of))
        rows.append(OwnMonth(month, events, exposure, bool(whole), kind, standing.get((kind, month))))
    return rows
