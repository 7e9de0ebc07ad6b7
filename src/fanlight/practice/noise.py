"""A noise audit: the same cases judged by several workers, some of them twice, weeks apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import erfc, isfinite

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.agreement import (
    SCALES,
    Ratings,
    gwet_ac,
    jackknife_interval,
    krippendorff_alpha,
    percent_agreement,
    quadratic_weights,
)
from fanlight.estimates.estimate import Estimate
from fanlight.estimates.variance_components import (
    Cells,
    Components,
    NotEstimable,
    component_interval,
    variance_components,
)

__all__ = ["SCALES", "AuditedNoise", "JudgementTable", "NotEstimable", "audit_noise"]


@dataclass(frozen=True, slots=True)
class JudgementTable:
    """Judgements, each column of one length: who, on which case, at which time, what.

    `judgement` is text on a nominal scale and a number on the others.
    """

    rater: Sequence[str]
    case: Sequence[str]
    occasion: Sequence[str]
    judgement: Sequence[str] | NDArray[np.float64]

    def first_occasion(self) -> Ratings:
        """Each rater's first judgement of each case."""
        seen: set[tuple[str, str]] = set()
        kept = []
        for at in np.argsort(np.array(self.occasion), kind="stable"):
            cell = (self.rater[at], self.case[at])
            if cell not in seen:
                seen.add(cell)
                kept.append(int(at))
        return Ratings.of([self.case[at] for at in kept], [self.judgement[at] for at in kept])


@dataclass(frozen=True, slots=True)
class AuditedNoise:
    """What an audit found; None where an estimate has no meaning.

    Attributes
    ----------
    level, pattern, occasion, system
        Standard deviations in the unit of the judgements: between workers; what is particular to a worker
        on a case; from one time to the next; all three together.
    two_workers_differ
        Chance that two workers picked at random differ on a case: at all on a nominal or ordinal scale, by
        the units asked for or more on an interval scale.
    percent, alpha, ac1, ac2
        Agreement at each worker's first judgement.
    why_not
        Why the standard deviations are not given; "" when they are.
    """

    level: Estimate | None
    pattern: Estimate | None
    occasion: Estimate | None
    system: Estimate | None
    two_workers_differ: Estimate | None
    percent: Estimate | None
    alpha: Estimate | None
    ac1: Estimate | None
    ac2: Estimate | None
    why_not: str = ""

    def as_json(self) -> dict[str, object]:
        """The contract of `fanlight practice noise --json`."""

        def told(one: Estimate | None) -> dict[str, float | None] | None:
            return one.as_json() if one else None

        return {
            "level_sd": told(self.level),
            "pattern_sd": told(self.pattern),
            "occasion_sd": told(self.occasion),
            "system_sd": told(self.system),
            "two_workers_differ": told(self.two_workers_differ),
            "agreement": {
                "percent": told(self.percent),
                "krippendorff_alpha": told(self.alpha),
                "gwet_ac1": told(self.ac1),
                "gwet_ac2": told(self.ac2),
            },
            "why_not": self.why_not,
        }

    def sentence(self) -> str:
        """What it means, in words."""
        parts = []
        if self.two_workers_differ:
            one = self.two_workers_differ
            parts.append(
                f"Two workers picked at random differ on a case {one.value:.0%} of the time "
                f"({one.low:.0%} to {one.high:.0%})."
            )
        if self.level and self.pattern and self.occasion and self.system:
            parts.append(
                f"Noise {self.system.value:.1f}: level {self.level.value:.1f}, pattern "
                f"{self.pattern.value:.1f}, occasion {self.occasion.value:.1f}."
            )
        elif self.why_not:
            parts.append(f"Level, pattern and occasion: cannot tell, since {self.why_not}.")
        return " ".join(parts)


def audit_noise(table: JudgementTable, *, scale: str, differ: float | None = None) -> AuditedNoise:
    """Take the noise of a team apart.

    Parameters
    ----------
    scale
        "nominal", "ordinal" or "interval".
    differ
        On an interval scale: how many units apart two judgements are different. None leaves that out.

    Raises
    ------
    ValueError
        No such scale.

    References
    ----------
    Kahneman, Sibony and Sunstein, Noise (2021), appendix A; parts by restricted maximum likelihood with
    profile-likelihood intervals, agreement with jackknife intervals over cases.

    Examples
    --------
    >>> table = JudgementTable(list("aabbcc"), list("xyxyxy"), ["1"] * 6, ["NFA", "CIN"] * 2 + ["CIN"] * 2)
    >>> round(audit_noise(table, scale="nominal").two_workers_differ.value, 3)
    0.333
    """
    if scale not in SCALES:
        raise ValueError(f"{scale} is no scale: {', '.join(SCALES)}")
    ratings = table.first_occasion()
    weights = quadratic_weights(ratings.values)
    discrete = scale != "interval"
    percent = _over_cases(ratings, percent_agreement) if discrete else None
    (level, pattern, occasion, system), why_not = _parts(table, scale)
    return AuditedNoise(
        level,
        pattern,
        occasion,
        system,
        _turned(percent) if discrete else _apart(system, differ),
        percent,
        _over_cases(ratings, lambda one: krippendorff_alpha(one, scale)),
        _over_cases(ratings, gwet_ac) if scale == "nominal" else None,
        _over_cases(ratings, lambda one: gwet_ac(one, weights)) if scale == "ordinal" else None,
        why_not,
    )


def _over_cases(ratings: Ratings, statistic: Callable[[Ratings], float]) -> Estimate | None:
    value = statistic(ratings)
    return Estimate(value, *jackknife_interval(ratings, statistic)) if isfinite(value) else None


def _turned(percent: Estimate | None) -> Estimate | None:
    """From agreeing to differing."""
    if percent is None:
        return None
    return Estimate(1 - percent.value, max(1 - percent.high, 0.0), min(1 - percent.low, 1.0))


def _parts(table: JudgementTable, scale: str) -> tuple[tuple[Estimate | None, ...], str]:
    none = (None, None, None, None)
    if scale == "nominal":
        return none, "judgements are words, not numbers"
    try:
        cells = Cells.of(
            np.array(table.rater), np.array(table.case), np.asarray(table.judgement, dtype=np.float64)
        )
        found = variance_components(cells)
    except NotEstimable as why:
        return none, str(why)
    return tuple(_part(cells, found, name) for name in ("level", "pattern", "occasion", "system")), ""


def _part(cells: Cells, found: Components, name: str) -> Estimate:
    def of(one: Components) -> float:
        return float(getattr(one, name))

    return Estimate(of(found), *component_interval(cells, of, name))


def _apart(system: Estimate | None, units: float | None) -> Estimate | None:
    """Chance that two judgements lie so many units apart: their difference has twice the variance of one."""
    if system is None or units is None:
        return None

    def differing(sd: float) -> float:
        return erfc(units / (2 * sd)) if sd else 0.0

    return Estimate(differing(system.value), differing(system.low), differing(system.high))
