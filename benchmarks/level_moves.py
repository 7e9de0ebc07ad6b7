"""How far the level of an authority's referrals moves by itself: why a step of a fifth is mostly not found.

    python -m benchmarks.level_moves

Published referrals of the authorities that have every month, nothing planted. In each stretch of 24 months:
do six months in a row stand a fifth or more from the same six months a year before? Months of a year are so
compared with the same months; the noise of one month is averaged over six.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from tools.measure import record

from fanlight.exchange.published_panel import published_panel

CHARTED, SIX, YEAR, STEP = 24, 6, 12, 0.2
LARGE = 400  # referrals a month


def main() -> None:
    told = published_panel("referrals")
    whole = told.values[np.isfinite(told.values).all(axis=1)]
    large = whole[whole.mean(axis=1) >= LARGE]
    figures = {"authorities": len(whole), f"authorities of {LARGE} or more a month": len(large)}
    for name, counts in (("all", whole), (f"mean {LARGE} or more", large)):
        share, twice = moved(counts), moved(counts, noise=np.random.default_rng(2026))
        figures[f"24 months with six a fifth from the year before, {name}"] = round(share, 4)
        figures[f"the same of a level that stands still, {name}"] = round(twice, 4)
    print(figures)
    modules = ["fanlight.exchange.published_panel", "benchmarks.level_moves"]
    record("level_moves", figures=figures, modules=modules, seed=2026)


def moved(counts: NDArray[np.float64], noise: np.random.Generator | None = None) -> float:
    """The share of stretches in which the level moves by a fifth or more within the year.

    With `noise` each authority's own level stands still: its months are drawn anew around its mean with the
    effects of its months and the dispersion of its own months about a running level.
    """
    if noise is not None:
        counts = np.array([_still(one, noise) for one in counts])
    sums = np.lib.stride_tricks.sliding_window_view(counts, SIX, axis=1).sum(axis=2)
    ratio = np.abs(sums[:, YEAR:] / sums[:, :-YEAR] - 1) >= STEP
    stretches = np.lib.stride_tricks.sliding_window_view(ratio, CHARTED - SIX + 1, axis=1)
    return float(stretches.any(axis=2).mean())


def _still(counts: NDArray[np.float64], noise: np.random.Generator) -> NDArray[np.float64]:
    months = np.arange(len(counts)) % YEAR
    level = np.convolve(np.pad(counts, SIX, mode="edge"), np.ones(2 * SIX + 1) / (2 * SIX + 1), mode="valid")
    season = np.array([(counts / level)[months == month].mean() for month in range(YEAR)])
    expected = level * season[months]
    dispersion = max(float(((counts - expected) ** 2 / expected).mean()), 1.0)
    flat = counts.mean() * season[months]
    return np.maximum(noise.normal(flat, np.sqrt(dispersion * flat)), 0.0)


if __name__ == "__main__":
    main()
