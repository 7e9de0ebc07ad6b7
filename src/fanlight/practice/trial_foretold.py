"""Before a trial begins: what it could show and what a find would overstate, told as for a pilot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fanlight.evidence.pilot import LONGEST, PilotSpec
from fanlight.evidence.pilot_count import Count
from fanlight.evidence.preflight import Preflight, Wording, preflight
from fanlight.practice.trial import TrialPlan
from fanlight.practice.trial_schedule import STEPPED_WEDGE, Schedule

FEWEST_WAYS = 41  # two-sided: of 40 ways the rarest is 1 in 20 still
WORDS = Wording(study="trial", sides="in each arm", period="period")


@dataclass(frozen=True, slots=True)
class Foretold:
    """What a trial could show.

    Attributes
    ----------
    plan
        The trial.
    flight
        Power, exaggeration and the price of peeking of two rates with as much information.
    """

    plan: TrialPlan
    flight: Preflight

    @property
    def power(self) -> float:
        """Chance to find the smallest effect; 0 where so few ways to draw never rule out chance."""
        return self.flight.power if self.can_ever_show else 0.0

    @property
    def can_ever_show(self) -> bool:
        """Whether there are enough ways to draw for a p below .05."""
        return self.plan.schedule.ways() >= FEWEST_WAYS

    def sentence(self) -> str:
        """Tell the verdict before the start."""
        return self.sentences()[0]

    def sentences(self) -> list[str]:
        """Tell everything in plain words, the verdict first."""
        if not self.can_ever_show:
            ways = self.plan.schedule.ways()
            return [
                f"This trial could not show anything: its schedule could have been drawn in {ways} ways, "
                "so that even the clearest result could be chance more than 5 times in 100. "
                + (
                    "It needs 12 periods or more."
                    if self.plan.schedule.is_paired
                    else "It needs more teams, or weeks in turn."
                )
            ]
        told = self.flight.sentences(WORDS)
        if self.plan.schedule.is_paired:
            return told
        looks = 0 if self.flight.spec.months == 1 else 1
        return [
            *told[: len(told) - looks],
            "On the way nothing is told: teams differ by themselves, and a look that stays valid needs each "
            "to be its own comparison.",
        ]


def foretell(plan: TrialPlan, *, rng: np.random.Generator) -> Foretold:
    """Work out what a trial could show.

    Parameters
    ----------
    plan
        With its schedule.
    rng
        Draws the trials that are followed at any time.

    Returns
    -------
    Foretold
        An approximation: the trial is taken as two rates with as much information as its schedule has, where
        differences between teams count as over-dispersion. The analysis itself is a permutation test, which
        finds a little less with few pairs or teams.

    References
    ----------
    Hussey and Hughes (2007), Contemporary Clinical Trials 28, 182-191, on the information of a schedule.
    """
    on, off, wider = _information(plan)
    per_event = plan.exposure / plan.events
    # Events are whole numbers; with fewer than one expected there is nothing to compare.
    before = max(1.0, round(off))
    spec = PilotSpec(
        title=plan.title,
        comparison="place",
        before=Count(before, before * per_event),
        after_exposure=on * per_event,
        months=min(plan.schedule.periods, LONGEST),
        smallest_effect=plan.smallest_effect,
        dispersion=min(plan.dispersion + wider, 1e5),
    )
    return Foretold(plan, preflight(spec, rng=rng))


def _information(plan: TrialPlan) -> tuple[float, float, float]:
    """Events that count in each arm, and what differences between units add to the dispersion."""
    schedule = plan.schedule
    units, periods = schedule.on.shape
    cell = plan.events / units
    if schedule.is_paired:  # each unit is its own comparison: what it is by itself cancels
        half = plan.events * periods / 2
        return half, half, 0.0
    square = plan.variation**2
    if schedule.kind == STEPPED_WEDGE:
        share, own = _wedge(schedule)
        half = 2 * share * cell
        return half, half, square * own * share * cell
    on = int(schedule.on[:, 0].sum())
    return on * periods * cell, (units - on) * periods * cell, square * periods * cell


def _wedge(schedule: Schedule) -> tuple[float, float]:
    """Cells' worth of information within periods, and how far a team's own rate stays in the estimate."""
    begun = schedule.on.astype(np.float64)
    started = begun.sum(axis=0)
    waiting = len(begun) - started
    both = started * waiting / len(begun)
    weight = both / both.sum()
    each = weight * (begun / np.maximum(started, 1) - (1 - begun) / np.maximum(waiting, 1))
    return float(both.sum()), float((each.sum(axis=1) ** 2).sum())
