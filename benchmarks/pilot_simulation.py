"""Pilots by draws: p beside its interval, coverage, false credit of a worst start, the price of peeking.

    python -m benchmarks.pilot_simulation

Targets: no disagreement in 1,000,000 tables; mid-P covers 94-96 % where 5 events are expected on each side,
exact at least 95 %; false credit after a worst start at most 5 %; monthly looks at most 5 % false alarms,
planned ones with at least 90 % of the fixed design's power, unplanned ones with at least 55 %.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from scipy import stats
from tools.measure import record

from fanlight.estimates.alpha_spending import SPENDING, planned_looks
from fanlight.estimates.e_process import RatioMixture
from fanlight.estimates.gamma_poisson import shrunken_ratio, spread_of_rates
from fanlight.estimates.rate_power import RateDesign, design_analysis, smallest_detectable
from fanlight.estimates.rate_ratio import METHODS, rate_ratio, tails

SEED = 2026
TABLES, AREAS, STARTS, PILOTS = 1_000_000, 150, 2_000, 10_000
COVERED = ((5, 5), (5, 8), (7, 12), (10, 10), (12, 40), (20, 20), (50, 80), (100, 100))


def disagreements(rng: np.random.Generator) -> dict[str, int]:
    """Tables of all sizes, from none to ten million events, in which p and interval say different things."""
    found = dict.fromkeys(METHODS, 0)
    for method, _ in product(METHODS, range(10)):
        mean = 10 ** rng.uniform(-1, 4, TABLES // 10)
        mean[::50] = 10 ** rng.uniform(4, 7, len(mean[::50]))
        a, b = rng.poisson(mean), rng.poisson(mean * 10 ** rng.uniform(-0.5, 0.5, len(mean)))
        result = rate_ratio(a, 10 ** rng.uniform(-2, 2, len(mean)), b, 1.0, method=method)
        found[method] += int(((result.p < 0.05) != ((result.low > 1) | (result.high < 1))).sum())
    return found


def coverage(method: str) -> list[float]:
    """Chance that the interval holds the true ratio, summed over all counts, for each pair of means."""
    covered = []
    for mean, other in COVERED:
        for share in (0.6, 1.0, 1.9):
            ratio = mean / other / share
            top = int(max(mean, other) + 10 * np.sqrt(max(mean, other)) + 12)
            a, b = np.meshgrid(np.arange(top), np.arange(top), indexing="ij")
            result = rate_ratio(a, share, b, 1.0, method=method)
            held = ((result.low <= ratio) & (ratio <= result.high)).reshape(a.shape)
            chance = np.outer(
                stats.poisson.pmf(np.arange(top), mean), stats.poisson.pmf(np.arange(top), other)
            )
            covered.append(float((held * chance).sum()))
    return covered


def worst_start(rng: np.random.Generator, mean: float, variation: float) -> tuple[float, float]:
    """Share of pilots without effect, begun in the worst of 150 areas, that show a fall: plain, drawn in."""
    plain = drawn = 0
    for _ in range(STARTS):
        rates = mean * (rng.gamma(variation**-2, variation**2, AREAS) if variation else np.ones(AREAS))
        before = rng.poisson(rates)
        worst = int(before.argmax())
        after = rng.poisson(rates[worst])
        plain += bool(rate_ratio(after, 1.0, before[worst], 1.0).high[0] < 1)
        drawn += bool(
            shrunken_ratio(after, 1.0, before[worst], 1.0, spread_of_rates(before, 1.0)).high[0] < 1
        )
    return plain / STARTS, drawn / STARTS


def peeking(
    rng: np.random.Generator, before: float, months: int, ratio: float, sought: float
) -> dict[str, float]:
    """Share of pilots that alarm: at the end only, at any month, at planned looks, at any time."""
    b = rng.poisson(before / months, (PILOTS, months)).cumsum(axis=1)
    a = rng.poisson(before / months * ratio, (PILOTS, months)).cumsum(axis=1)
    share = np.arange(1, months + 1) / months
    each = (a.ravel() * 1.0, np.repeat(b[:, -1], months) * 1.0, np.tile(np.log(share), PILOTS))
    p = 2 * np.minimum(*tails(*each, "mid-p")).reshape(a.shape)
    told = {"at the end": (p[:, -1] < 0.05).mean(), "every month as if once": (p < 0.05).any(axis=1).mean()}
    grown = share / (1 + share) * 2
    for name in SPENDING:
        told[f"planned, {name}"] = (p < planned_looks(grown, spending=name).nominal_p).any(axis=1).mean()
    expected = before * share
    known, compared = np.full(a.shape, -np.inf), np.full(a.shape, -np.inf)
    nodes = RatioMixture.around(sought).nodes()
    for node in nodes:
        known = np.logaddexp(known, a * np.log(node) - (node - 1) * expected)
        compared = np.logaddexp(compared, a * np.log(node) - (a + b) * np.log((1 + node) / 2))
    line = np.log(20 * len(nodes))
    told["at any time, rate known"] = (known > line).any(axis=1).mean()
    told["at any time, rates compared"] = (compared > line).any(axis=1).mean()
    sure = stats.poisson(before)
    lower, upper = sure.cdf(a[:, -1]) - sure.pmf(a[:, -1]) / 2, sure.sf(a[:, -1]) + sure.pmf(a[:, -1]) / 2
    told["at the end, rate known"] = (2 * np.minimum(lower, upper) < 0.05).mean()
    return {name: round(float(value), 4) for name, value in told.items()}


def main() -> None:
    rng = np.random.default_rng(SEED)
    figures: dict[str, Any] = {"tables_each_method": TABLES, "disagreements": disagreements(rng)}
    print(figures["disagreements"], flush=True)
    for method in METHODS:
        covered = coverage(method)
        figures[f"coverage {method} (least, most)"] = [round(min(covered), 4), round(max(covered), 4)]
        print(method, figures[f"coverage {method} (least, most)"], flush=True)
    for mean, variation in product((5, 10, 20, 50), (0.0, 0.2)):
        plain, drawn = worst_start(rng, mean, variation)
        figures[f"worst of {AREAS}, mean {mean}, variation {variation}: false credit (plain, drawn in)"] = [
            plain,
            drawn,
        ]
        print(mean, variation, plain, drawn, flush=True)
    for before, months in ((24, 24), (60, 24), (200, 36)):
        found = smallest_detectable(RateDesign(before, 1.0)) or 0.1
        for name, ratio, sought in (
            ("no effect", 1.0, found),
            ("effect found 8 in 10", found, found),
            ("the same, another sought", found, round(found**1.4, 3)),
        ):
            key = f"{before} before, {months} monthly looks, {name} ({ratio:.3f})"
            figures[key] = peeking(rng, before, months, ratio, sought)
            print(key, figures[key], flush=True)
    altman = RateDesign(14, 3 / 5)
    half, fifth = design_analysis(altman, 0.5), design_analysis(altman, 0.8)
    figures["Altman's size: power for a halving"] = round(half.power, 4)
    figures["Altman's size: median find under .8"] = round(fifth.median_found, 4)
    record(
        "pilot_simulation",
        figures=figures,
        modules=[
            *(
                f"fanlight.estimates.{name}"
                for name in (
                    "alpha_spending",
                    "e_process",
                    "gamma_poisson",
                    "inversion",
                    "rate_power",
                    "rate_ratio",
                    "root_finding",
                )
            ),
            "benchmarks.pilot_simulation",
        ],
        seed=SEED,
    )


if __name__ == "__main__":
    main()
