"""Whether the statistics of outcomes are right where the truth is known; writes docs/measured.

    python -m benchmarks.outcome_statistics

1. Cumulative incidence: its interval holds the truth in 93 to 97 of 100 samples, for 60, 200 and 1,000
   decisions, with children lost from sight; beside it an interval on the scale of log(-log).
2. The Brier score of forecasts where four in ten children are lost from sight before the horizon, more of
   the young and in some teams (recorded). Weighted by age band and team its bias is under .005; leaving the
   lost out is off by over .03. Where they are lost for a reason that nobody recorded the weights cannot know,
   and the bias is printed.
3. Shrunk shares of workers: 8 decisions each, base rate .2, standard deviation of log odds .5, middle and
   spread estimated. Intervals hold the workers' true rates in 93 to 97 of 100 on average over 30 and 100
   workers, 90 to 98 over 12. For the worker with the highest share it is printed and not promised.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit, logit, ndtri
from tools.measure import record

from fanlight.estimates.censoring_weights import censoring_weights, weighted_brier
from fanlight.estimates.cumulative_incidence import CumulativeIncidence, cumulative_incidence
from fanlight.estimates.shrunk_shares import shrunk_shares

SEED = 20261125
MODULES = [
    "fanlight.estimates.censoring_weights",
    "fanlight.estimates.cumulative_incidence",
    "fanlight.estimates.shrunk_shares",
    "benchmarks.outcome_statistics",
]
HORIZON = 180.0
BACK, UP, LOST = 400.0, 900.0, 300.0  # mean days, were there nothing else


@dataclass(frozen=True)
class Held:
    """Share of samples whose interval holds the truth: ours, and one on the scale of log(-log)."""

    ours: float
    log_log: float


def incidence_coverage(rng: np.random.Generator, *, size: int, samples: int) -> Held:
    """Coverage of the share that came back by the horizon, stepped up competing."""
    rate = 1 / BACK + 1 / UP
    truth = (1 / BACK) / rate * (1 - np.exp(-rate * HORIZON))
    held = np.zeros(2)
    for _ in range(samples):
        back, up, lost = (rng.exponential(scale, size) for scale in (BACK, UP, LOST))
        time = np.minimum(np.minimum(back, up), lost)
        cause = np.where(time == back, 1, np.where(time == up, 2, 0))
        curve = cumulative_incidence(time, cause)
        one = curve.at(HORIZON)
        low, high = log_log_interval(curve)
        held += one.low <= truth <= one.high, low <= truth <= high
    return Held(*(held / samples))


def log_log_interval(curve: CumulativeIncidence) -> tuple[float, float]:
    """The textbook's interval at the horizon; none where nothing happened."""
    at = int(np.searchsorted(curve.time, HORIZON, side="right")) - 1
    share, error = float(curve.incidence[at]), float(np.sqrt(curve.variance[at]))
    if not error:
        return share, share
    reach = float(ndtri(0.975)) * error / (share * np.log(share))
    return tuple(sorted((share ** np.exp(reach), share ** np.exp(-reach))))


@dataclass(frozen=True)
class BrierErrors:
    """Mean error of the Brier score, and how many were lost.

    `naive` leaves the lost out, `silent` counts them as "did not happen", `weighted` weighs by recorded age
    band and team, `unrecorded` does so where they are lost by something that nobody recorded.
    """

    lost: float
    naive: float
    silent: float
    weighted: float
    unrecorded: float
    coverage: float


@dataclass(frozen=True)
class MadeUp:
    """Made-up children: age band, team, whether of a kind that nobody recorded, chance, forecast."""

    age: np.ndarray
    team: np.ndarray
    hidden: np.ndarray
    share: np.ndarray
    said: np.ndarray


def made_up(rng: np.random.Generator, size: int) -> MadeUp:
    """The young come back more, and so do those of one team and of the hidden kind."""
    age, team, hidden = rng.integers(0, 4, size), rng.integers(0, 3, size), rng.random(size) < 0.5
    odds = np.array([0.3, 0.0, -3.2, -4.0])[age] + 0.4 * (team == 0) + 1.8 * (hidden - 0.5)
    said = expit(odds + rng.normal(0, 0.3, size))
    return MadeUp(age, team, hidden, expit(odds), said)


def brier_errors(rng: np.random.Generator, *, samples: int, size: int) -> BrierErrors:
    """Score forecasts of made-up children whose outcome is lost for known and for unknown reasons."""
    many = made_up(rng, 400_000)
    truth = float(((many.said - many.share) ** 2 + many.share * (1 - many.share)).mean())
    found = np.array([_one_sample(rng, size, truth) for _ in range(samples)])
    return BrierErrors(*(float(figure) for figure in found.mean(axis=0)))


def _one_sample(rng: np.random.Generator, size: int, truth: float) -> tuple[float, ...]:
    world = made_up(rng, size)
    when = np.where(rng.random(size) < world.share, rng.uniform(HORIZON / 3, HORIZON, size), np.inf)
    recorded = _score(rng, world, when, truth, 2.8 * (world.age < 2) + 0.5 * (world.team == 0))
    unknown = _score(rng, world, when, truth, 3.0 * world.hidden)
    return (*recorded[:4], unknown[3], recorded[4])


def _score(
    rng: np.random.Generator, world: MadeUp, when: np.ndarray, truth: float, push: np.ndarray
) -> tuple[float, float, float, float, float]:
    """Share lost before the horizon; errors of three scores; whether the interval holds the truth."""
    lost_on = rng.exponential(1, len(when)) * _scale_for(push) / np.exp(push)
    time = np.minimum(np.minimum(when, lost_on), HORIZON)
    ended = when <= np.minimum(lost_on, HORIZON)
    weights = censoring_weights(time, ended, HORIZON, world.age * 3 + world.team)
    squared = (world.said - ended) ** 2
    one = weighted_brier(world.said, ended.astype(np.float64), weights)
    naive = float(squared[weights.known].mean())
    lost = float((lost_on < HORIZON).mean())
    return lost, naive - truth, float(squared.mean()) - truth, one.value - truth, one.low <= truth <= one.high


def _scale_for(push: np.ndarray, share: float = 0.4) -> float:
    """The mean days at which so many are lost by the horizon, whatever happens to them."""
    low, high = 1.0, 1e7
    for _ in range(60):
        middle = (low * high) ** 0.5
        lost = float((1 - np.exp(-HORIZON * np.exp(push) / middle)).mean())
        low, high = (middle, high) if lost > share else (low, middle)
    return middle


@dataclass(frozen=True)
class ShrunkCoverage:
    """Share of workers whose interval holds their true rate: on average, of the extreme one, of raw ones."""

    average: float
    extreme: float
    spread: float


def shrunk_coverage(
    rng: np.random.Generator,
    *,
    workers: int,
    samples: int,
    decisions: int = 8,
    rate: float = 0.2,
    sd: float = 0.5,
) -> ShrunkCoverage:
    """Coverage of the intervals of workers' shrunk shares."""
    held, extreme, spread = [], [], []
    for _ in range(samples):
        odds = rng.normal(logit(rate), sd, workers)
        yes = rng.binomial(decisions, expit(odds))
        found = shrunk_shares(yes, np.full(workers, decisions))
        within = (found.low <= expit(odds)) & (expit(odds) <= found.high)
        held.append(within.mean())
        highest = np.flatnonzero(yes == yes.max())
        extreme.append(within[rng.choice(highest)])
        spread.append(found.spread.low <= sd <= found.spread.high)
    return ShrunkCoverage(*(float(np.mean(one)) for one in (held, extreme, spread)))


def main() -> None:
    rng = np.random.default_rng(SEED)
    figures: dict[str, Any] = {}
    missed = []
    for size in (60, 200, 1000):
        held = incidence_coverage(rng, size=size, samples=4000)
        figures[f"incidence: interval holds, {size} decisions"] = held.ours
        figures[f"incidence: log(-log) interval holds, {size} decisions"] = held.log_log
        if not 0.93 <= held.ours <= 0.97:
            missed.append(f"incidence, {size}")
    errors = brier_errors(rng, samples=1000, size=2000)
    figures |= {
        "brier: share lost before the horizon": errors.lost,
        "brier: bias leaving the lost out": errors.naive,
        "brier: bias counting the lost as nothing": errors.silent,
        "brier: bias weighted by age band and team": errors.weighted,
        "brier: bias weighted, lost by something unrecorded": errors.unrecorded,
        "brier: weighted interval holds the truth": errors.coverage,
    }
    if abs(errors.weighted) >= 0.005 or abs(errors.naive) <= 0.03:
        missed.append("brier")
    for workers in (12, 30, 100):
        found = shrunk_coverage(rng, workers=workers, samples=1000)
        figures[f"shrunk shares: interval holds, {workers} workers, average"] = found.average
        figures[f"shrunk shares: interval holds, {workers} workers, the highest"] = found.extreme
        figures[f"shrunk shares: interval of the spread holds, {workers} workers"] = found.spread
        least, most = (0.90, 0.98) if workers == 12 else (0.93, 0.97)
        if not least <= found.average <= most:
            missed.append(f"shrunk shares, {workers}")
    figures = {name: round(figure, 4) for name, figure in figures.items()}
    for name, figure in figures.items():
        print(f"  {name}: {figure}")
    record("outcome_statistics", figures={**figures, "missed": missed}, modules=MODULES, seed=SEED)
    sys.exit(f"missed: {', '.join(missed)}" if missed else 0)


if __name__ == "__main__":
    main()
