"""How often the honest chart cries wolf, and what it finds, beside the standard and a rival told the truth.

    OPENBLAS_NUM_THREADS=1 python -m benchmarks.honest_chart

Made-up series in which nothing changes; England in April 2020; months of real authorities marked; a lasting
step of 20 per cent planted in the same authorities; the step each chart says it could show; the price of
fewer false alarms.
"""

from __future__ import annotations

import sys
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tools.measure import record

from benchmarks.honest_rival import cusum, told
from benchmarks.honest_series import MONTHS, harder, planted, referrals, still
from fanlight.evidence.control_chart import COMMON_CAUSE
from fanlight.evidence.honest_chart import honest_chart, honest_charts
from fanlight.evidence.honest_result import HonestChart

SEED, SERIES, CHARTED, WITHIN = 20261125, 4000, 24, 6
RATES, PROMISED = (0.02, 0.06, 0.2), 0.06
# Any mark on 24 points: the NHS's rules on an XmR chart (docs/methods/xmr-chart.md).
STANDARD = {
    "normal": 0.19,
    "Poisson, mean 1": 0.48,
    "Poisson, mean 8": 0.21,
    "AR(1) 0.4": 0.58,
    "seasonal": 0.001,
}
CONTINUOUS = ("normal", "AR(1) 0.4", "seasonal")
STANDARD_MARKED = 0.415  # of the twelve months after a fresh baseline of 24, all authorities
TOLD = ("found", "found without planting", "CUSUM", "CUSUM told the level")
Floats = NDArray[np.float64]
Figures = dict[str, Any]


def any_mark(values: Floats) -> float:
    """Share of series with any mark on their last 24 months."""
    charts = honest_charts(MONTHS, values)
    return float(np.mean([bool(chart.signals) for chart in charts]))


def wolf(series: int, rng: np.random.Generator) -> Figures:
    """Any mark where nothing changes."""
    figures: Figures = {}
    for name, values in still(series, rng).items():
        figures[f"any mark on 24 months, {name}"] = round(any_mark(values), 4)
        beside = STANDARD.get(name)
        print(f"{name:<45}{figures[f'any mark on 24 months, {name}']:>8.1%}   standard {beside}", flush=True)
    for name, values in harder(series // 2, rng).items():
        figures[f"not promised: any mark on 24 months, {name}"] = share = round(any_mark(values), 4)
        print(f"not promised: {name:<45}{share:>8.1%}", flush=True)
    return figures


def april_2020(months: NDArray[np.datetime64], england: Floats) -> Figures:
    """England charted up to the end of April 2020, as it was known then, and with all that came later."""
    place = int(np.nonzero(months == np.datetime64("2020-04"))[0][0])
    then, later = (
        honest_chart(months[: place + 1], england[: place + 1]),
        honest_chart(months, england, charted=60),
    )
    standard_errors = round(float(_score(then)[place]), 1)
    print(f"England, April 2020: {then.mark[place]}, {later.mark[place]} in 2024; z {standard_errors}")
    return {
        "England, April 2020, known in April 2020": then.mark[place],
        "England, April 2020, known in March 2024": later.mark[place],
        "England, April 2020, standard errors": standard_errors,
    }


def _score(chart: HonestChart) -> Floats:
    return chart.departure if chart.departure is not None else np.full(len(chart.y), np.nan)


def real(months: NDArray[np.datetime64], counts: Floats, rng: np.random.Generator) -> Figures:
    """Months of real authorities marked, and a planted step of 20 per cent found, by false-alarm rate."""
    figures: Figures = {}
    for rate in RATES:
        marked = [
            [mark != COMMON_CAUSE for mark in chart.mark[first : first + 12]]
            for first in range(24, len(months) - CHARTED + 1, 12)
            for chart in honest_charts(
                months[: first + CHARTED], counts[:, : first + CHARTED], false_alarm_rate=rate
            )
        ]
        tag = f"at most {rate:.0%}"
        figures[f"months of authorities marked, {tag}"] = round(float(np.mean(marked)), 4)
        figures |= {
            f"{name}, {tag}": share
            for name, share in found(months, counts, rate, rng, with_rival=rate == PROMISED).items()
        }
        print({name: one for name, one in figures.items() if name.endswith(tag)}, flush=True)
    return figures


def found(
    months: NDArray[np.datetime64], counts: Floats, rate: float, rng: np.random.Generator, *, with_rival: bool
) -> Figures:
    """Share of planted steps found within six months, the same way; and of such alarms without planting."""
    rows = []
    hindsight = told(months, counts)
    for first in range(60, len(months) - CHARTED + 1, 12):
        last = first + CHARTED
        before = honest_charts(months[:last], counts[:, :last], false_alarm_rate=rate)
        mean = counts[:, first - 60 : first].mean(axis=1)
        for way in (1, -1):
            place = first + rng.integers(0, 12, len(counts))
            stepped = planted(counts[:, :last], place, way, 0.2, rng)
            after = honest_charts(months[:last], stepped, false_alarm_rate=rate)
            moved = np.sqrt(stepped + 0.375) - np.sqrt(counts[:, :last] + 0.375)
            for row in range(len(counts)):
                window = slice(place[row], place[row] + WITHIN)
                rival = [False, False]
                if with_rival:
                    here = slice(place[row] - first, place[row] - first + WITHIN)
                    size = np.sqrt(mean[row]) * abs(np.sqrt(1 + 0.2 * way) - 1)
                    both = (
                        cusum(hindsight[row], first, CHARTED, moved[row], size, rate, rng, level=level)
                        for level in (False, True)
                    )
                    rival = [bool(alarms[way][here].any()) for alarms in both]
                rows.append(
                    (mean[row], _alarm(after[row], window, way), _alarm(before[row], window, way), *rival)
                )
    table = np.array(rows, dtype=np.float64)
    figures: Figures = {}
    for name, chosen in (("all", table[:, 0] > 0), ("mean 400 or more", table[:, 0] >= 400)):
        shares = table[chosen, 1:].mean(axis=0).round(4).tolist()
        for what, share in zip(
            ("found", "found without planting", "CUSUM", "CUSUM told the level"), shares, strict=True
        ):
            figures[f"20 % step, {name}: {what}"] = share
    return figures


def _alarm(chart: HonestChart, window: slice, way: int) -> bool:
    """Whether something became known in the window, the same way."""
    return any(
        window.start <= signal.last < window.stop and ("higher" in signal.words) == (way > 0)
        for signal in chart.signals
    )


def stated_step(series: int, rng: np.random.Generator) -> Figures:
    """Plant the rise that each chart says it could show within six months in four of five cases."""
    figures: Figures = {}
    for name, mean in (("Poisson, mean 8", 8.0), ("Poisson, mean 100", 100.0)):
        still_ones = rng.poisson(mean, (series, len(MONTHS))).astype(np.float64)
        sizes = np.array(
            [c.detectable_step.rise for c in honest_charts(MONTHS, still_ones) if c.detectable_step]
        )
        place = len(MONTHS) - WITHIN
        stepped = still_ones.copy()
        stepped[:, place:] = rng.poisson(mean * (1 + sizes[:, None]), (series, WITHIN))
        hit = [_alarm(one, slice(place, place + WITHIN), 1) for one in honest_charts(MONTHS, stepped)]
        figures[f"rise said to be shown in 80 %, found, {name}"] = round(float(np.mean(hit)), 4)
        print(name, f"rise of {np.median(sizes):.0%}, found", np.mean(hit), flush=True)
    return figures


def seconds(months: NDArray[np.datetime64], counts: Floats) -> Figures:
    """Processor time of all authorities, and of one chart."""
    honest_chart(months, counts[0])
    began = time.process_time()
    honest_charts(months, counts)
    every = time.process_time() - began
    began = time.process_time()
    for row in counts[:20]:
        honest_chart(months, row)
    one = (time.process_time() - began) / 20
    print(f"{len(counts)} authorities x {len(months)} months: {every:.2f} s; one chart {one * 1000:.0f} ms")
    return {
        "authorities charted, processor seconds": round(every, 2),
        "one chart, milliseconds": round(one * 1000),
    }


def main(series: int = SERIES) -> None:
    rng = np.random.default_rng(SEED)
    months, counts, england = referrals()
    figures: Figures = {"series": series, "authorities": len(counts)}
    figures |= seconds(months, counts) | april_2020(months, england) | real(months, counts, rng)
    figures |= stated_step(1000, rng) | wolf(series, rng)
    for name, beside in STANDARD.items():
        figures[f"standard: any mark on 24 months, {name}"] = beside
    figures["standard: months of authorities marked"] = STANDARD_MARKED
    record(
        "honest_chart",
        figures=figures,
        modules=[
            "fanlight.estimates.level_models",
            "fanlight.estimates.interventions",
            "fanlight.estimates.step_scan",
            "fanlight.estimates.alarm_limits",
            "fanlight.estimates.alarm_limits_table",
            "fanlight.evidence.honest_chart",
            "fanlight.evidence.honest_blocks",
            "fanlight.evidence.honest_scale",
            "benchmarks.honest_chart",
            "benchmarks.honest_rival",
            "benchmarks.honest_series",
        ],
        seed=SEED,
    )
    check(figures)


def check(figures: Figures) -> None:
    """What must hold."""
    for name in still(1, np.random.default_rng(0)):
        share = figures[f"any mark on 24 months, {name}"]
        assert share <= 0.06, (name, share)
        assert share >= 0.03 or name not in CONTINUOUS, (name, share)
    assert figures["England, April 2020, known in April 2020"] != COMMON_CAUSE
    assert figures["months of authorities marked, at most 6%"] <= 0.05
    found_by_chart, rival = (figures[f"20 % step, all: {who}, at most 6%"] for who in ("found", "CUSUM"))
    assert found_by_chart >= 0.8 * rival


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else SERIES)
