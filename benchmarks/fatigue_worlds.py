"""Made-up worlds without fatigue in which the mix of contacts looks like it, and worlds with it.

    python -m benchmarks.fatigue_worlds

Targets: "shown" in at most 5 % of each confounded world (six that leave a trace in recorded severity or a
proxy of correlation .3), where the test without control reaches 97 %; at an odds ratio of .95 a decision and
12,000 decisions in sessions of 20 "shown" in at least 80 %; a call under 10 s. A seventh world leaves no
trace: it is run and printed, and has no target; nor have shorter and longer sessions.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import Any

import numpy as np
from tools.measure import record

from benchmarks.fatigue_world import CONFOUNDED, FATIGUE, UNTRACED, World, made_world
from fanlight.estimates.wilson import wilson_interval
from fanlight.practice.fatigue import decision_fatigue

SEED = 2016
RUNS, POWER_RUNS, OTHER_RUNS = 150, 100, 50
MOST_FALSE, LEAST_NAIVE, LEAST_POWER, MOST_SECONDS = 0.05, 0.97, 0.8, 10
# Weak ones are the harder: the trend that would betray them is small.
WAYS = {
    "severity itself, strongly": {"correlation": 1.0, "strength": 0.8, "dealt": True},
    "proxy .3, strongly": {"correlation": 0.3, "strength": 0.8, "dealt": True},
    "proxy .3, strongly, picked from a queue": {"correlation": 0.3, "strength": 0.8, "dealt": False},
    "proxy .3, weakly": {"correlation": 0.3, "strength": 0.1, "dealt": True},
}


def shares(world: World, runs: int, seed: int, **how: int) -> dict[str, Any]:
    """How often each verdict, and how often the test without control finds a fall."""
    verdicts: Counter[str] = Counter()
    naive, slowest = 0, 0.0
    for run in range(runs):
        table = made_world(world, np.random.default_rng([seed, run]), **how)
        began = time.perf_counter()
        found = decision_fatigue(table)
        slowest = max(slowest, time.perf_counter() - began)
        verdicts[found.verdict] += 1
        naive += found.naive is not None and found.naive.high < 1
    return told(verdicts, naive, slowest)


def told(verdicts: Counter[str], naive: int, slowest: float) -> dict[str, Any]:
    """Shares of runs, that of "shown" with its interval."""
    runs, shown = verdicts.total(), verdicts["shown"]
    low, high = wilson_interval(shown, runs)
    return {
        "runs": runs,
        "shown_share": round(shown / runs, 4),
        "shown_share_interval": [round(float(low), 4), round(float(high), 4)],
        "naive_share": round(naive / runs, 4),
        "verdicts": dict(verdicts),
        "slowest_s": round(slowest, 2),
    }


def confounded(figures: dict[str, Any]) -> bool:
    """Run the six worlds in each way; whether one missed its target."""
    missed = False
    for at, name in enumerate(CONFOUNDED):
        verdicts: Counter[str] = Counter()
        naive, slowest = 0, 0.0
        for number, (words, way) in enumerate(WAYS.items()):
            found = shares(World(name, **way), RUNS, SEED + 10 * at + number)
            tell(figures, f"{name}; {words}", found)
            verdicts.update(found["verdicts"])
            naive += round(found["naive_share"] * RUNS)
            slowest = max(slowest, found["slowest_s"])
            missed |= found["shown_share"] > MOST_FALSE
            missed |= "strongly" in words and found["naive_share"] < LEAST_NAIVE
        tell(figures, f"{name}; all", told(verdicts, naive, slowest))
    return missed


def tell(figures: dict[str, Any], name: str, found: dict[str, Any]) -> None:
    figures[name] = found
    print(f"{name}: {found}", flush=True)


def main() -> None:
    figures: dict[str, Any] = {}
    missed = confounded(figures)
    tell(
        figures,
        "seventh world: no trace in severity",
        shares(World(UNTRACED, strength=0.8), OTHER_RUNS, SEED + 60),
    )
    tell(figures, "no fatigue, dealt by chance", shares(World(FATIGUE), POWER_RUNS, SEED + 61))
    many = shares(World(FATIGUE), OTHER_RUNS, SEED + 62, decisions=60_000)
    tell(figures, "no fatigue, dealt by chance, 60,000 decisions", many)
    for at, (resets, effect) in enumerate((r, e) for r in (False, True) for e in (0.3, 1.0)):
        world = World(FATIGUE, effect=effect, per_decision=0.95, resets=resets)
        kind = "until a break" if resets else "over the session"
        found = shares(world, POWER_RUNS, SEED + 70 + at)
        tell(figures, f"odds ratio .95 {kind}, severity {effect} a standard deviation", found)
        missed |= found["shown_share"] < LEAST_POWER or found["slowest_s"] > MOST_SECONDS
        for length in (8, 12, 40):
            other = shares(world, OTHER_RUNS, SEED + 80 + at, length=length)
            tell(figures, f"odds ratio .95 {kind}, severity {effect}, sessions of {length}", other)
    record(
        "fatigue_worlds",
        figures=figures,
        modules=[
            "fanlight.estimates.clustered",
            "fanlight.estimates.conditional_logit",
            "fanlight.estimates.proxy_bias",
            "fanlight.practice.fatigue",
            "fanlight.practice.fatigue_gate",
            "fanlight.practice.fatigue_reading",
            "fanlight.practice.naive_order",
            "fanlight.practice.working_order",
            "benchmarks.fatigue_world",
            "benchmarks.fatigue_worlds",
        ],
        seed=SEED,
    )
    sys.exit(missed)


if __name__ == "__main__":
    main()
