"""A trial with its counts: what may be said on the way, and the result in fixed words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.cluster_rates import permuted_cluster_rate_ratio
from fanlight.estimates.e_process import EProcess, compared_rates_e_process
from fanlight.estimates.paired_rates import paired_rate_ratio
from fanlight.estimates.rate_ratio import RateRatio
from fanlight.estimates.stepped_wedge import stepped_wedge_ratio
from fanlight.evidence.pilot_count import Count
from fanlight.evidence.pilot_verdict import COULD_NOT, NOT_SHOWN, SHOWN, SHOWN_ABSENT, Verdict, verdict
from fanlight.practice.trial import TrialPlan, arms_of, is_on
from fanlight.practice.trial_schedule import STEPPED_WEDGE

CANNOT_TELL = "cannot tell"
RESULTS = (SHOWN, NOT_SHOWN, SHOWN_ABSENT, CANNOT_TELL)
Floats = NDArray[np.float64]
Cells = Mapping[tuple[str, int], Count]


@dataclass(frozen=True, slots=True)
class TrialReport:
    """What a trial shows so far, or at its end.

    Attributes
    ----------
    plan
        As frozen.
    counted
        Periods with every number they need.
    on, usual
        Sums of all numbers in each way of working; None without any.
    estimate
        The analysis that was planned; None before the end, and where the plan was broken.
    process
        Evidence that may be looked at any time, after each pair of periods; None where no look stays valid.
    result
        In fixed words; None while there is nothing to say.
    how
        Which analysis it rests on.
    """

    plan: TrialPlan
    counted: int
    on: Count | None
    usual: Count | None
    estimate: RateRatio | None
    process: EProcess | None
    result: Verdict | None
    how: str

    @property
    def is_over(self) -> bool:
        """Whether every period is counted."""
        return self.counted >= self.plan.schedule.periods

    @property
    def is_against(self) -> bool:
        """Whether a change the wrong way is shown already: what a stop rule waits for."""
        if self.process is None or not len(self.process.p):
            return False
        falls = self.plan.smallest_effect < 1
        return bool(self.process.low[-1] > 1 if falls else self.process.high[-1] < 1)

    def columns(self) -> dict[str, Floats]:
        """The evidence on the way: names to arrays of one length, a row a pair of periods."""
        return self.process.columns() if self.process else {}

    def sentence(self) -> str:
        """Tell the result, and whether it may change."""
        if self.result is None:
            return "Nothing can be said yet."
        if self.is_over or self.result.word == CANNOT_TELL:
            return self.result.sentence()
        return (
            f"So far, after {self.counted} of {self.plan.schedule.periods} periods: {self.result.sentence()}"
        )


def trial_report(
    plan: TrialPlan,
    cells: Cells,
    *,
    power: float,
    rng: np.random.Generator,
    broken: Sequence[str] = (),
    stopped: bool = False,
) -> TrialReport:
    """Analyse a trial as it was planned.

    Parameters
    ----------
    plan
        As frozen.
    cells
        Of each unit (or arm of workers) and period, from 0, what was counted.
    power
        Chance, told before, of finding the smallest effect that matters.
    rng
        Used where the schedule could have been drawn in more than 20,000 ways.
    broken
        In which ways the plan was not kept to; any makes the result "cannot tell".
    stopped
        Whether it ended before its last period.

    Returns
    -------
    TrialReport
        After an early stop only evidence that stays valid whenever one stops gives a result.

    Examples
    --------
    >>> from datetime import date
    >>> from fanlight.practice.trial_schedule import draw_schedule
    >>> rng = np.random.default_rng(1)
    >>> drawn = draw_schedule("randomised", "weeks", ["The service"], 16, rng)
    >>> plan = TrialPlan("A break at noon", "breaks", "", drawn, 1, date(2026, 1, 5), 7, "Left open",
    ...                  "contacts", 40, 200, 0.7)
    >>> count = {("The service", at): (20 if on else 38) + at % 4 for at, on in enumerate(drawn.on[0])}
    >>> cells = {cell: Count(one, 200) for cell, one in count.items()}
    >>> trial_report(plan, cells, power=0.9, rng=rng).sentence()
    'Shown. A fall is shown: the true ratio lies between 0.521 and 0.555.'
    >>> trial_report(plan, cells, power=0.9, rng=rng, broken=["Two weeks were swapped."]).result.word
    'cannot tell'
    """
    wanted = {(unit, at) for at in range(plan.schedule.periods) for unit in arms_of(plan.schedule, at)}
    cells = {cell: count for cell, count in cells.items() if cell in wanted}
    whole = [
        at
        for at in range(plan.schedule.periods)
        if all((unit, at) in cells for unit in arms_of(plan.schedule, at))
    ]
    on, usual = _arms(plan, cells, True), _arms(plan, cells, False)
    process = _followed(plan, cells, whole)
    over = len(whole) == plan.schedule.periods
    estimate, how = (_ended(plan, cells, rng), plan.analysis) if over and not broken else (None, "")
    if broken:
        result: Verdict | None = Verdict(CANNOT_TELL, f"The plan was not kept to: {' '.join(broken)}")
    elif estimate is not None:
        result = _said(plan, float(estimate.low[0]), float(estimate.high[0]), power)
    else:
        result, how = _on_the_way(plan, process, stopped)
    return TrialReport(plan, len(whole), on, usual, estimate, process, result, how)


def _arms(plan: TrialPlan, cells: Cells, on: bool) -> Count | None:
    return _sum(count for (unit, at), count in cells.items() if is_on(plan.schedule, unit, at) is on)


def _sum(counts: Iterable[Count]) -> Count | None:
    held = list(counts)
    if not held:
        return None
    return Count(sum(one.events for one in held), sum(one.exposure for one in held))


def _pairs(plan: TrialPlan, cells: Cells, whole: Sequence[int]) -> list[tuple[Count, Count]]:
    """Of each pair of periods that is counted: all units once on, all units once as usual."""
    found = []
    for first in range(0, plan.schedule.periods, 2):
        if first in whole and first + 1 in whole:
            here = {cell: count for cell, count in cells.items() if cell[1] in (first, first + 1)}
            on, usual = _arms(plan, here, True), _arms(plan, here, False)
            if on and usual:
                found.append((on, usual))
    return found


def _columns(pairs: Sequence[tuple[Count, Count]]) -> tuple[Floats, Floats, Floats, Floats]:
    on, on_exposure, usual, usual_exposure = (
        np.array([getattr(pair[side], name) for pair in pairs], dtype=np.float64)
        for side in (0, 1)
        for name in ("events", "exposure")
    )
    return on, on_exposure, usual, usual_exposure


def _followed(plan: TrialPlan, cells: Cells, whole: Sequence[int]) -> EProcess | None:
    pairs = _pairs(plan, cells, whole) if plan.schedule.is_paired else []
    return compared_rates_e_process(*_columns(pairs), sought=plan.smallest_effect) if pairs else None


def _ended(plan: TrialPlan, cells: Cells, rng: np.random.Generator) -> RateRatio:
    schedule = plan.schedule
    if schedule.is_paired:
        return paired_rate_ratio(*_columns(_pairs(plan, cells, range(schedule.periods))), rng=rng)
    events, exposure = (
        np.array(
            [[getattr(cells[unit, at], name) for at in range(schedule.periods)] for unit in schedule.units]
        )
        for name in ("events", "exposure")
    )
    if schedule.kind == STEPPED_WEDGE:
        return stepped_wedge_ratio(events, exposure, schedule.starts, rng=rng)
    return permuted_cluster_rate_ratio(events.sum(axis=1), exposure.sum(axis=1), schedule.on[:, 0], rng=rng)


def _on_the_way(plan: TrialPlan, process: EProcess | None, stopped: bool) -> tuple[Verdict | None, str]:
    if process is None:
        if stopped:
            return Verdict(CANNOT_TELL, "It ended early, and no look before the end stays valid."), ""
        return None, ""
    how = "pairs of periods, valid however often one looks and whenever one stops"
    said = _said(plan, float(process.low[-1]), float(process.high[-1]), 1.0)
    if stopped and said.word == NOT_SHOWN:
        return Verdict(CANNOT_TELL, f"It ended early. {said.reason}"), how
    return said, how


def _said(plan: TrialPlan, low: float, high: float, power: float) -> Verdict:
    """The pilots' verdict, without their fourth word: what could not be shown is not shown, and says so."""
    said = verdict(low, high, power=power, smallest_effect=plan.smallest_effect, study="trial")
    return Verdict(NOT_SHOWN, said.reason) if said.word == COULD_NOT else said
