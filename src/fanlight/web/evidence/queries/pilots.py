"""A pilot's page: what was registered, what was foretold, what was counted, what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils import timezone

from fanlight.evidence.pilot import PilotSpec
from fanlight.evidence.pilot_count import Count
from fanlight.evidence.pilot_report import PilotReport, pilot_report
from fanlight.evidence.preflight import Preflight, preflight
from fanlight.web.evidence.models import Pilot, PilotCount
from fanlight.web.evidence.queries.own_counts import OwnMonth, own_months, source_words

SEED = 2026  # of the pilots that are drawn: the answer is the same each time
Kind = PilotCount.Kind


@dataclass(frozen=True)
class Month:
    """One month: the numbers that stand."""

    month: date
    pilot: PilotCount | None
    compared: PilotCount | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class PilotPage:
    """Everything on a pilot's page."""

    pilot: Pilot
    foretold: Sequence[str]
    months: Sequence[Month]
    process: Sequence[PilotCount]
    own: Sequence[OwnMonth]
    own_words: str
    corrected: Sequence[PilotCount]
    report: PilotReport | None
    waits_for: str


def pilots() -> Sequence[Pilot]:
    """The register, the newest first."""
    return list(Pilot.objects.select_related("by").order_by("-at", "-pk"))


def flown(spec: PilotSpec) -> Preflight:
    """What the pilot could show."""
    return preflight(spec, rng=np.random.default_rng(SEED))


def pilot_page(pilot: Pilot) -> PilotPage:
    """A pilot with its counts, and what they show as the plan says."""
    counts = list(pilot.counts.select_related("by", "superseded_by").order_by("month", "pk"))
    standing = [one for one in counts if not hasattr(one, "superseded_by")]
    after = [one for one in standing if one.kind == Kind.PILOT]
    compared = [one for one in standing if one.kind == Kind.COMPARED]
    report, waits_for = None, ""
    if pilot.frozen_at:
        report, waits_for = _report(pilot, after, compared)
    return PilotPage(
        pilot=pilot,
        foretold=pilot.foretold if pilot.frozen_at else flown(pilot.spec).sentences(),
        months=_months(pilot, after, compared, report),
        process=[one for one in standing if one.kind == Kind.PROCESS],
        own=own_months(pilot, standing) if pilot.frozen_at else [],
        own_words=source_words(pilot),
        corrected=[one for one in counts if hasattr(one, "superseded_by")],
        report=report,
        waits_for=waits_for,
    )


def expected_month(pilot: Pilot, today: date | None = None) -> date:
    """The month that is to be counted next."""
    counted = set(pilot.counts.filter(kind=Kind.PILOT).values_list("month", flat=True))
    month = pilot.starts_on.replace(day=1)
    last = (today or timezone.localdate()).replace(day=1)
    while month in counted and month < last:
        month = _next(month)
    return month


def _report(
    pilot: Pilot, after: Sequence[PilotCount], compared: Sequence[PilotCount]
) -> tuple[PilotReport | None, str]:
    """The report of the months that have all they need; and which wait for a number."""
    beside = {one.month: one for one in compared}
    if pilot.comparison in (Pilot.Comparison.PLACE, Pilot.Comparison.BOTH):
        ready = [one for one in after if one.month in beside]
        waiting = len(after) - len(ready)
        pairs = [_count(beside[one.month]) for one in ready]
    else:
        ready, waiting = list(after), 0
        pairs = [_count(one) for one in compared]  # months before, in order
    report = pilot_report(pilot.spec, [_count(one) for one in ready][: pilot.months], pairs[: pilot.months])
    wait = "One month waits" if waiting == 1 else f"{waiting} months wait"
    told = f"{wait} for the count of the other place." if waiting else ""
    return report, told


def _months(
    pilot: Pilot,
    after: Sequence[PilotCount],
    compared: Sequence[PilotCount],
    report: PilotReport | None,
) -> list[Month]:
    mine, other = ({one.month: one for one in side} for side in (after, compared))
    process = report.process if report else None
    rows, place = [], 0
    for month in sorted({*mine, *other}):
        low = high = None
        paired = pilot.comparison in (Pilot.Comparison.BEFORE, Pilot.Comparison.KNOWN) or month in other
        if month in mine and paired and process is not None and place < len(process.low):
            low, high = float(process.low[place]), float(process.high[place])
            place += 1
        rows.append(Month(month, mine.get(month), other.get(month), low, high))
    return rows


def _count(one: PilotCount) -> Count:
    return Count(one.events, one.exposure)


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
