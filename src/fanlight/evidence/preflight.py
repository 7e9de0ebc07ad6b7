"""Before a pilot starts: what it could show, what it would overstate, and what would pass for an effect."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import special

from fanlight.estimates.alpha_spending import PlannedLooks, crossing, planned_looks
from fanlight.estimates.e_process_power import alarm_chance
from fanlight.estimates.rate_power import (
    DesignAnalysis,
    RateDesign,
    design_analysis,
    events_needed,
    smallest_detectable,
)
from fanlight.estimates.rate_ratio import level
from fanlight.estimates.worst_first import WorstFirst, mean_of_places, worst_first
from fanlight.evidence.pilot import PilotSpec
from fanlight.evidence.pilot_analysis import power_of_pilot
from fanlight.evidence.pilot_count import Count
from fanlight.evidence.pilot_verdict import EVEN_CHANCE

WANTED = 0.8  # power that a pilot should have
CONFIDENCE = 0.95
SURE = 1e6  # events that stand for a rate taken as known, or drawn in towards many places


@dataclass(frozen=True, slots=True)
class Wording:
    """What a study, its two sides and its periods are called in sentences."""

    study: str = "pilot"
    sides: str = "before and after"
    period: str = "month"


PILOT = Wording()


@dataclass(frozen=True, slots=True)
class PriceOfPeeking:
    """What looking every month costs.

    Attributes
    ----------
    false_alarms
        Chance of a wrong "significant" at some look, if each look is taken as the only one.
    planned
        Looks planned beforehand, their bounds by alpha spending (O'Brien-Fleming type).
    planned_power
        Chance to find the smallest effect with these.
    any_time_power
        Chance to find it with evidence that may be looked at any time; None where a control's change enters.
    """

    false_alarms: float
    planned: PlannedLooks
    planned_power: float
    any_time_power: float | None


@dataclass(frozen=True, slots=True)
class Preflight:
    """What a pilot could show.

    Attributes
    ----------
    spec
        The pilot.
    power
        Chance to find the smallest effect that matters.
    smallest_detectable
        Ratio nearest to 1 found 8 times in 10, on the wanted side; None where none is.
    finds
        What finds of the smallest effect would look like: how far they overstate it.
    times_longer
        How many times as many events, before and after, would give power 0.8.
    worst_start
        Where the place was chosen as the worst: what that alone does.
    peeking
        The price of looking every month.
    """

    spec: PilotSpec
    power: float
    smallest_detectable: float | None
    finds: DesignAnalysis
    times_longer: float
    worst_start: WorstFirst | None
    peeking: PriceOfPeeking

    @property
    def could_show(self) -> bool:
        """Whether the chance to find what matters is at least one half."""
        return self.power >= EVEN_CHANCE

    def columns(self) -> dict[str, NDArray[np.float64]]:
        """The planned looks: names to arrays of one length."""
        return self.peeking.planned.columns()

    def sentence(self) -> str:
        """Tell the verdict before the start."""
        return self._could(PILOT)

    def _could(self, words: Wording) -> str:
        one = words.study
        often = f"{100 * self.power:.0f} of 100"
        effect = self._effect()
        if not self.could_show:
            return f"This {one} could not show it: if {effect} were true, {often} such {one}s would find it."
        if self.power < WANTED:
            return f"This {one} might show it: if {effect} were true, {often} such {one}s would find it."
        return f"This {one} could show it: if {effect} were true, {often} such {one}s would find it."

    def sentences(self, words: Wording = PILOT) -> list[str]:
        """Tell everything that was worked out, in plain words, the verdict first."""
        told = [self._could(words), self._detectable()]
        if np.isfinite(self.finds.exaggeration) and self.power < WANTED:
            told.append(
                f"Beware of a find: half of the {words.study}s that do find it would show a ratio beyond "
                f"{self.finds.median_found:.2g}, though {self.spec.smallest_effect:.2g} is true."
            )
        if self.times_longer > 1:
            told.append(
                f"For 80 of 100 it needs about {self.times_longer:.1f} times as many events {words.sides}."
            )
        if self.worst_start:
            told.append(self.worst_start.sentence())
        return [*told, *self._looks(words)]

    def _effect(self) -> str:
        ratio = self.spec.smallest_effect
        if ratio < 1:
            return f"a fall of {100 * (1 - ratio):.0f} in 100"
        return f"a rise of {100 * (ratio - 1):.0f} in 100"

    def _detectable(self) -> str:
        ratio = self.smallest_detectable
        if ratio is None:
            return "No effect at all would be found 8 times in 10."
        change = f"fall of {100 * (1 - ratio):.0f}" if ratio < 1 else f"rise of {100 * (ratio - 1):.0f}"
        return f"The smallest effect found 8 times in 10 is a {change} in 100."

    def _looks(self, words: Wording) -> list[str]:
        price = self.peeking
        if self.spec.months == 1:
            return []
        often = f"{100 * price.false_alarms:.0f} of 100 {words.study}s"
        told = (
            f"Looked at each {words.period} as if it were the only time, {often} without an effect would "
            f"seem to have one. With {self.spec.months} looks planned beforehand "
            f"{100 * price.planned_power:.0f} of 100 find the effect and 5 of 100 are wrong"
        )
        if price.any_time_power is None:
            return [f"{told}."]
        any_time = f"{100 * price.any_time_power:.0f} of 100 find it and at most 5 of 100 are wrong"
        return [f"{told}; followed at any time without a plan, {any_time}."]


def preflight(spec: PilotSpec, *, rng: np.random.Generator, draws: int = 1000) -> Preflight:
    """Work out what a pilot could show.

    Parameters
    ----------
    spec
        The pilot.
    rng
        Draws the pilots that are followed at any time.
    draws
        How many of those.

    Returns
    -------
    Preflight
        In well under two seconds.

    Examples
    --------
    >>> from fanlight.evidence.pilot_count import Count
    >>> spec = PilotSpec("Altman's size", "before", Count(14, 5), 3, 36, smallest_effect=0.5)
    >>> preflight(spec, rng=np.random.default_rng(1)).sentence()
    'This pilot could not show it: if a fall of 50 in 100 were true, 23 of 100 such pilots would find it.'
    """
    worst = _worst_start(spec)
    design = _design(spec, worst)
    rise = spec.smallest_effect > 1
    finds = design_analysis(design, spec.smallest_effect)
    power = finds.rise if rise else finds.fall
    found = smallest_detectable(design, power=WANTED, rise=rise)
    if spec.comparison == "both":
        power, found = _beside_a_control(spec)
        finds = replace(finds, median_found=float("nan"), exaggeration=float("nan"), power=power)
    needed = 1.0 if power >= WANTED else _times_longer(spec, design)
    return Preflight(spec, power, found, finds, needed, worst, _peeking(spec, design, power, rng, draws))


def _worst_start(spec: PilotSpec) -> WorstFirst | None:
    if spec.start.chosen != "worst":
        return None
    typical = spec.start.typical
    if typical:
        mean = typical.events / typical.exposure * spec.before.exposure
    else:  # the places whose worst is expected to have this count
        mean = mean_of_places(spec.before.events, spec.start.places, variation=spec.start.variation)
    return worst_first(
        max(mean, 1e-3),
        spec.start.places,
        spec.exposure_ratio,
        variation=spec.start.variation,
        method=spec.method,
    )


def _design(spec: PilotSpec, worst: WorstFirst | None) -> RateDesign:
    """Events to compare with; after a worst start those that stand without chance; of a known rate, many."""
    events, ratio = spec.before.events, spec.exposure_ratio
    if worst:
        events *= min(worst.falls_to, 1.0)
    if spec.comparison == "known":
        return RateDesign(SURE, ratio * events / SURE, spec.method, CONFIDENCE, spec.dispersion)
    return RateDesign(max(events, 1e-3), ratio, spec.method, CONFIDENCE, spec.dispersion)


def _beside_a_control(spec: PilotSpec) -> tuple[float, float | None]:
    controls = _controls(spec)

    def power(ratio: float) -> float:
        return power_of_pilot(
            spec.before, spec.after_exposure, ratio=ratio, controls=controls, dispersion=spec.dispersion
        )

    grid = np.exp(np.linspace(0, np.log(1e-3) if spec.smallest_effect < 1 else np.log(1e3), 400)[1:])
    enough = [float(ratio) for ratio in grid if power(float(ratio)) >= WANTED]
    return power(spec.smallest_effect), enough[0] if enough else None


def _controls(spec: PilotSpec) -> tuple[float, float]:
    control, exposure = spec.control_before or Count(0, 1), spec.control_after_exposure or 0.0
    return control.events, control.per(exposure)


def _times_longer(spec: PilotSpec, design: RateDesign) -> float:
    if spec.comparison in ("both", "known"):
        drift = special.ndtri(WANTED) - special.ndtri(level(CONFIDENCE) / 2)
        means = [design.compared_mean, design.compared_mean * design.exposure_ratio * spec.smallest_effect]
        means += list(_controls(spec)) if spec.comparison == "both" else []
        error = spec.dispersion * sum(1 / max(mean, 1e-9) for mean in means)
        return float(error * (drift / np.log(spec.smallest_effect)) ** 2)
    needed = events_needed(
        spec.smallest_effect,
        spec.exposure_ratio,
        power=WANTED,
        method=spec.method,
        dispersion=spec.dispersion,
    )
    return needed / design.compared_mean


def _peeking(
    spec: PilotSpec, design: RateDesign, power: float, rng: np.random.Generator, draws: int
) -> PriceOfPeeking:
    share = np.arange(1, spec.months + 1) / spec.months
    # Information of a log ratio: the before is whole from the start, the after grows.
    grown = 1 / (1 + 1 / (design.exposure_ratio * share)) if spec.comparison == "before" else share
    fraction = grown / grown[-1]
    once = -float(special.ndtri(level(CONFIDENCE) / 2))
    each = PlannedLooks(fraction, np.full(spec.months, once), np.full(spec.months, 0.05), 0.05)
    planned = planned_looks(fraction, alpha=level(CONFIDENCE))
    drift = float(special.ndtri(np.clip(power, 1e-6, 1 - 1e-6))) + once
    any_time = None
    if spec.comparison != "both":
        any_time = alarm_chance(
            design.compared_mean / spec.dispersion,
            design.exposure_ratio,
            spec.smallest_effect,
            periods=spec.months,
            sought=spec.smallest_effect,
            rng=rng,
            draws=draws,
        )
    return PriceOfPeeking(
        false_alarms=float(np.sum(crossing(each, 0.0))),
        planned=planned,
        planned_power=float(crossing(planned, drift)[0].sum()),
        any_time_power=any_time,
    )
