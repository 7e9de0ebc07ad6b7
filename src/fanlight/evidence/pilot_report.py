"""A registered pilot with its counts: what may be said while it runs, and the verdict at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fanlight.estimates.e_process import EProcess, compared_rates_e_process, known_rate_e_process
from fanlight.estimates.gamma_poisson import NO_SPREAD, SpreadOfRates, shrunken_ratio
from fanlight.estimates.worst_first import mean_of_places
from fanlight.evidence.pilot import PilotSpec
from fanlight.evidence.pilot_analysis import PilotResult, analyse_pilot, power_of_pilot
from fanlight.evidence.pilot_count import Count
from fanlight.evidence.pilot_verdict import Verdict, verdict


@dataclass(frozen=True, slots=True)
class PilotReport:
    """What a pilot shows so far, or at its end.

    Attributes
    ----------
    spec
        As registered.
    months
        Months counted.
    result
        The analysis that was registered, of all months; None before the last.
    process
        Evidence that may be looked at any time, after each month; None without a count.
    verdict
        At the end that of the result; before, that of the process: a look on the way costs nothing.
    how
        Which analysis was made, in words.
    """

    spec: PilotSpec
    months: int
    result: PilotResult | None
    process: EProcess | None
    verdict: Verdict | None
    how: str

    @property
    def is_over(self) -> bool:
        """Whether every month is counted."""
        return self.months >= self.spec.months

    def sentence(self) -> str:
        """Tell the verdict, and whether it may change."""
        if self.verdict is None:
            return "Nothing has been counted yet."
        if self.is_over:
            return self.verdict.sentence()
        return f"So far, after {self.months} of {self.spec.months} months: {self.verdict.sentence()}"


def pilot_report(spec: PilotSpec, after: Sequence[Count], compared: Sequence[Count] = ()) -> PilotReport:
    """Analyse a pilot as it was registered.

    Parameters
    ----------
    spec
        The registration.
    after
        The pilot's months, in order.
    compared
        Months of the other place (place, both), or of the same place before (before, where there are any).

    Returns
    -------
    PilotReport
        Before the last month only what stays valid however often one looks.

    Raises
    ------
    ValueError
        A comparison with another place whose months are missing.

    Examples
    --------
    >>> spec = PilotSpec("Call back within a day", "before", Count(60, 12), 12, 12, smallest_effect=0.5)
    >>> pilot_report(spec, [Count(2, 1)] * 12).verdict.word
    'shown'
    >>> pilot_report(spec, [Count(2, 1)] * 3).sentence()[:34]
    'So far, after 3 of 12 months: Not '
    """
    if spec.comparison in ("place", "both") and len(compared) < len(after):
        raise ValueError("each month needs the count of the other place as well")
    if not after:
        return PilotReport(spec, 0, None, None, None, "")
    process, how = _followed(spec, after, compared)
    if len(after) < spec.months:
        low, high = float(process.low[-1]), float(process.high[-1])
        so_far = verdict(low, high, power=1.0, smallest_effect=spec.smallest_effect)
        return PilotReport(spec, len(after), None, process, so_far, how)
    result, how = _ended(spec, _sum(after), _sum(compared) if compared else None)
    return PilotReport(spec, len(after), result, process, result.verdict, how)


def _sum(counts: Sequence[Count]) -> Count:
    return Count(sum(one.events for one in counts), sum(one.exposure for one in counts))


def _followed(spec: PilotSpec, after: Sequence[Count], compared: Sequence[Count]) -> tuple[EProcess, str]:
    events, exposure = (np.array([getattr(one, name) for one in after]) for name in ("events", "exposure"))
    if spec.comparison != "known" and len(compared) >= len(after):
        beside = compared[: len(after)]
        process = compared_rates_e_process(
            events,
            exposure,
            [one.events for one in beside],
            [one.exposure for one in beside],
            sought=spec.smallest_effect,
        )
        return process, "each month beside a month of the comparison; valid however often one looks"
    rate = (
        _prior(spec).shrunk(spec.before.events, spec.before.exposure) if _worst(spec) else spec.before.per()
    )
    process = known_rate_e_process(events, rate * exposure, sought=spec.smallest_effect)
    taken = "the rate before is taken as certain" if spec.comparison == "before" else "beside a known rate"
    return process, f"{taken}; valid however often one looks"


def _ended(spec: PilotSpec, after: Count, compared: Count | None) -> tuple[PilotResult, str]:
    if spec.comparison == "both" and compared is not None:
        result = analyse_pilot(
            spec.before,
            after,
            control_before=spec.control_before,
            control_after=compared,
            method=spec.method,
            smallest_effect=spec.smallest_effect,
        )
        return result, f"the change beside the other place’s change, {spec.method}"
    if _worst(spec):
        return _drawn_in(spec, after), f"the count before drawn towards the other places first, {spec.method}"
    before = compared if spec.comparison == "place" and compared is not None else spec.before
    if spec.comparison == "known":  # as if counted for ever
        before = Count(spec.before.events * 10**6, spec.before.exposure * 10**6)
    result = analyse_pilot(before, after, method=spec.method, smallest_effect=spec.smallest_effect)
    beside = {"place": "beside the other place", "known": "beside the known rate"}
    return result, f"{beside.get(spec.comparison, 'after beside before')}, {spec.method}"


def _worst(spec: PilotSpec) -> bool:
    return spec.start.chosen == "worst" and spec.comparison == "before"


def _prior(spec: PilotSpec) -> SpreadOfRates:
    """What the other places say: their mean where it is known, else what the worst of so many implies."""
    shape = min(spec.start.variation**-2, NO_SPREAD) if spec.start.variation else NO_SPREAD
    if spec.start.typical:
        return SpreadOfRates(max(spec.start.typical.per(), 1e-9), shape)
    mean = mean_of_places(spec.before.events, spec.start.places, variation=spec.start.variation)
    return SpreadOfRates(max(mean, 1e-3) / spec.before.exposure, shape)


def _drawn_in(spec: PilotSpec, after: Count) -> PilotResult:
    prior = _prior(spec)
    estimate = shrunken_ratio(
        after.events, after.exposure, spec.before.events, spec.before.exposure, prior, method=spec.method
    )
    # As many events as the drawn-in rate implies, in the exposure that was counted.
    likely = Count(
        max(1.0, round(prior.shrunk(spec.before.events, spec.before.exposure) * spec.before.exposure)),
        spec.before.exposure,
    )
    power = power_of_pilot(likely, after.exposure, ratio=spec.smallest_effect, method=spec.method)
    low, high = float(estimate.low[0]), float(estimate.high[0])
    told = verdict(low, high, power=power, smallest_effect=spec.smallest_effect)
    return PilotResult(estimate, told, power)
