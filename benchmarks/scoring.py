"""How long a million decisions take to score; writes docs/measured/scoring.json.

    python -m benchmarks.scoring

A million forecasts (in whole percents as people give them, and all different), a third of them lost from
sight: weights within 40 strata of age band and team, the weighted Brier score, and the parts by isotonic
regression, weighted. All of it together is to take under 2 s; the parts with their bootstrap intervals are
timed beside it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from tools.measure import record

from fanlight.estimates.censoring_weights import censoring_weights, weighted_brier
from fanlight.estimates.cumulative_incidence import cumulative_incidence
from fanlight.estimates.forecasts import brier_parts
from fanlight.practice.calibration import calibrate

SEED, SIZE, HORIZON, STRATA = 20261125, 1_000_000, 183, 40
LIMIT = 2.0
MODULES = [
    "fanlight.estimates.censoring_weights",
    "fanlight.estimates.cumulative_incidence",
    "fanlight.estimates.forecasts",
    "fanlight.practice.calibration",
    "benchmarks.scoring",
]


def median_seconds(run: Callable[[], Any], times: int = 5) -> float:
    """Of several runs, by the wall clock."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return round(float(np.median(taken)), 3)


def main() -> None:
    rng = np.random.default_rng(SEED)
    stratum = rng.integers(0, STRATA, SIZE)
    share = rng.beta(1, 3, SIZE)
    back = np.where(rng.random(SIZE) < share, rng.integers(1, HORIZON + 1, SIZE), 10_000)
    lost = np.where(rng.random(SIZE) < 1 / 3, rng.integers(1, HORIZON + 1, SIZE), 10_000)
    when, ended = np.minimum(np.minimum(back, lost), HORIZON), back <= np.minimum(lost, HORIZON)
    outcome = ended.astype(np.float64)
    figures: dict[str, Any] = {"decisions": SIZE, "strata": STRATA}
    late = False
    for name, said in (("whole percents", share.round(2)), ("all different", share)):

        def scored(said: np.ndarray = said) -> None:
            weights = censoring_weights(when, ended, HORIZON, stratum)
            known = weights.weight > 0
            weighted_brier(said, outcome, weights)
            brier_parts(said[known], outcome[known], weights.weight[known])

        seconds = median_seconds(scored)
        late |= seconds >= LIMIT
        figures[f"weights, score and parts, {name}, s"] = seconds
        figures[f"parts with intervals, {name}, s"] = median_seconds(
            lambda said=said: calibrate(said, outcome, np.random.default_rng(SEED)), 1
        )
    figures["cumulative incidence, s"] = median_seconds(
        lambda: cumulative_incidence(when, ended.astype(np.int64))
    )
    for words, figure in figures.items():
        print(f"  {words}: {figure}")
    record("scoring", figures=figures, modules=MODULES, seed=SEED)
    sys.exit(int(late))


if __name__ == "__main__":
    main()
