"""How often intervals and placebo tests of comparison areas are right, on real monthly series.

    python -m benchmarks.comparison_coverage [DRAWS]

In the 133 authorities with all 144 months of referrals, an authority and a month are drawn at random and a
made-up intervention is planted: counts from that month on are multiplied by .7 to 1.3. Asked is whether the
interval of each estimator holds the average effect that was planted (93-97 % wanted), and, with nothing
planted, how often its placebo p is at most .05 (at most .06 wanted): for an area at random, and one picked
because it was the largest, the smallest, or stood worst (highest against its own past), in every month.
"""

from __future__ import annotations

import csv
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from tools.measure import record

from fanlight.evidence.comparison.area import Area, Fit
from fanlight.evidence.comparison.estimate import FOR_COUNTS, Estimate, Estimator, estimate, suited
from fanlight.evidence.comparison.panel import Panel, panel
from fanlight.evidence.comparison.placebos import placebo_p
from fanlight.exchange.neighbours_by_name import neighbours_by_name

DATA = Path(os.environ.get("FANLIGHT_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
SEED, DRAWS = 2026, 2000
FEWEST_BEFORE, FEWEST_AFTER, YEAR = 24, 12, 12
RATIOS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3)
MODULES = [
    "fanlight.estimates.nonnegative",
    "fanlight.estimates.regression",
    *(
        f"fanlight.evidence.comparison.{part}"
        for part in ("area", "estimate", "panel", "placebos", *FOR_COUNTS)
    ),
    "benchmarks.comparison_coverage",
]
WANTED, SIZE = (0.93, 0.97), 0.06


def main() -> None:
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else DRAWS
    names, counts = complete_authorities()
    figures: dict[str, Any] = {"authorities": len(names), "months": counts.shape[1], "draws": draws}
    missed = False
    for mode in ("counts", "levels"):
        began = time.process_time()
        found, good = tried(names, counts, draws, as_counts=mode == "counts")
        figures[mode] = found
        missed |= not good
        print(f"{mode}: {time.process_time() - began:.0f} s of processor time", flush=True)
        told(mode, found)
        record("comparison_coverage", figures=figures, modules=MODULES, seed=SEED)
    sys.exit(int(missed))


def complete_authorities() -> tuple[list[str], np.ndarray]:
    """Names and counts (areas, months) of the authorities with every month."""
    series: dict[str, dict[str, float]] = defaultdict(dict)
    path = DATA / "evidence" / "dfe_referrals_monthly_2012_2024.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["level"] == "Local authority" and row["referrals"]:
                series[row["la_name"]][row["month"]] = float(row["referrals"])
    months = sorted({month for one in series.values() for month in one})
    names = sorted(name for name, one in series.items() if len(one) == len(months))
    return names, np.array([[series[name][month] for month in months] for name in names])


class Remembering:
    """An estimator that answers at once what it was asked before: most placebos come again and again."""

    def __init__(self, run: Estimator) -> None:
        self.run = run
        self.known: dict[Any, Fit] = {}

    def __call__(self, area: Area) -> Fit:
        key = (area.first, area.values.tobytes(), area.donors.tobytes())
        if key not in self.known:
            self.known[key] = self.run(area)
        return self.known[key]


def tried(
    names: list[str], counts: np.ndarray, draws: int, *, as_counts: bool
) -> tuple[dict[str, Any], bool]:
    """Draw, plant, ask; everything of one month at once, so that what is remembered stays small."""
    rng = np.random.default_rng(SEED)
    months = counts.shape[1]
    picked = rng.integers(len(names), size=draws)
    firsts = rng.integers(FEWEST_BEFORE, months - FEWEST_AFTER + 1, size=draws)
    ratios = rng.choice(RATIOS, size=draws)
    neighbours = neighbours_by_name(names)
    kept: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for first in range(FEWEST_BEFORE, months - FEWEST_AFTER + 1):
        run = {name: Remembering(one) for name, one in FOR_COUNTS.items()}

        def ask(values: np.ndarray, place: int, at: int = first) -> Panel:
            return panel(
                names,
                values,
                treated=names[place],
                first=at,
                neighbours=neighbours,
                seasons=(np.arange(months) + 3) % YEAR,
                counts=as_counts,
            )

        for draw in np.flatnonzero(firsts == first):
            place = int(picked[draw])
            planted = counts.copy()
            planted[place, first:] = np.floor(
                planted[place, first:] * ratios[draw] + rng.random(months - first)
            )
            truth = float((planted - counts)[place, first:].mean())
            level = float(counts[place, :first].mean())
            asked, unplanted = ask(planted, place), ask(counts, place)
            after = unplanted.values[place, first:]
            for name, one in each(asked, run):
                _covered(kept[name], one, truth, level)
                null = replace(run[name](unplanted.area(place)), scale=one.scale).standing(after)
                kept[name]["random"].append(placebo_p(null, one.standings) <= 0.05)
        for why, place in stood_out(counts, first).items():
            for name, one in each(ask(counts, place), run):
                kept[name][why].append(_found(one))
        if first % 12 == 0:
            print(f"  {first} months before", flush=True)
    found = {name: _figures(one) for name, one in kept.items()}
    good = all(
        WANTED[0] <= one["coverage"] <= WANTED[1] and one["size_random"] <= SIZE for one in found.values()
    )
    return found, good


def each(areas: Panel, run: dict[str, Remembering]) -> Iterator[tuple[str, Estimate]]:
    for name in suited(areas):
        yield name, estimate(areas, name, run=run[name])


def _found(one: Estimate) -> bool:
    return one.placebo_p is not None and one.placebo_p <= 0.05


def _covered(kept: dict[str, list[Any]], one: Estimate, truth: float, level: float) -> None:
    kept["covered"].append(one.low <= truth <= one.high)
    kept["half"].append((one.high - one.low) / 2 / level)
    kept["error"].append((one.average_effect - truth) / level)
    if truth / level < -0.25:
        kept["power"].append(_found(one))
    kept["size_level"].append(level)


def stood_out(counts: np.ndarray, first: int) -> dict[str, int]:
    """Areas that somebody might have picked because of how they stood in the year before."""
    year = counts[:, first - YEAR : first].mean(axis=1)
    worst = year / counts[:, : first - YEAR].mean(axis=1)
    return {"largest": int(np.argmax(year)), "smallest": int(np.argmin(year)), "worst": int(np.argmax(worst))}


def _figures(kept: dict[str, list[Any]]) -> dict[str, float]:
    covered, sizes = np.array(kept["covered"]), np.array(kept["size_level"])
    thirds = np.quantile(sizes, [1 / 3, 2 / 3])
    return {
        "coverage": round(float(covered.mean()), 4),
        "coverage_small_third": round(float(covered[sizes <= thirds[0]].mean()), 4),
        "coverage_large_third": round(float(covered[sizes > thirds[1]].mean()), 4),
        "median_half_width_percent_of_mean_before": round(100 * float(np.median(kept["half"])), 1),
        "root_mean_square_error_percent": round(100 * float(np.sqrt(np.mean(np.square(kept["error"])))), 1),
        "median_error_percent": round(100 * float(np.median(np.abs(kept["error"]))), 1),
        "found_where_a_quarter_or_more_fell": round(float(np.mean(kept["power"])), 3),
        **{
            f"size_{why}": round(float(np.mean(kept[why])), 4)
            for why in ("random", "largest", "smallest", "worst")
        },
    }


def told(mode: str, found: dict[str, Any]) -> None:
    print(
        f"{mode:<40}{'cover':>7}{'half':>7}{'power':>7}{'random':>8}{'largest':>8}{'smallest':>9}{'worst':>7}"
    )
    for name, one in found.items():
        print(
            f"{name:<40}{one['coverage']:>7.3f}{one['median_half_width_percent_of_mean_before']:>6.0f}%"
            f"{one['found_where_a_quarter_or_more_fell']:>7.3f}{one['size_random']:>8.3f}"
            f"{one['size_largest']:>8.3f}{one['size_smallest']:>9.3f}{one['size_worst']:>7.3f}"
        )
    print(
        "Picked because it stood out, an area 'differs' more often than 1 in 20 with no change at all.",
        flush=True,
    )


if __name__ == "__main__":
    main()
