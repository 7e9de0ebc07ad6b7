"""Made-up worlds without fatigue in which the mix of contacts looks like it, and worlds with it.

    python -m benchmarks.fatigue_worlds

Targets: "shown" in at most 5 % of each confounded world (six that leave a trace in recorded severity or a
proxy of correlation .3), where the test without control reaches 97 %; at an odds ratio of .95 a decision and
12,000 decisions "shown" in at least 80 %; a call under 10 s. A seventh world leaves no trace: it is run and
printed, and has no target.
"""

from __future__ import annotations

import sys
import time
from typing import Any

import numpy as np
from tools.measure import record

from benchmarks.fatigue_world import CONFOUNDED, FATIGUE, PLANNER, UNTRACED, World, made_world
from fanlight.estimates.wilson import wilson_interval
from fanlight.practice.fatigue import decision_fatigue

SEED = 2016
RUNS, POWER_RUNS = 400, 200


def shares(world: World, runs: int, seed: int, **how: float) -> dict[str, Any]:
    """How often each verdict, and how often the test without control finds a fall."""
    verdicts: dict[str, int] = {}
    naive, slowest = 0, 0.0
    for run in range(runs):
        table = made_world(world, np.random.default_rng([seed, run]), **how)
        began = time.perf_counter()
        found = decision_fatigue(table)
        slowest = max(slowest, time.perf_counter() - began)
        verdicts[found.verdict] = verdicts.get(found.verdict, 0) + 1
        naive += found.naive is not None and found.naive.high < 1
    shown = verdicts.get("shown", 0)
    low, high = wilson_interval(shown, runs)
    return {
        "runs": runs,
        "shown_share": shown / runs,
        "shown_share_interval": [round(float(low), 4), round(float(high), 4)],
        "naive_share": naive / runs,
        "verdicts": verdicts,
        "slowest_s": round(slowest, 2),
    }


def worlds() -> dict[str, World]:
    """What is run, each with the words it is recorded under."""
    ways = {
        "severity itself, dealt out": {"correlation": 1.0, "dealt": True},
        "proxy .3, dealt out": {"correlation": 0.3, "dealt": True},
        "proxy .3, picked from a queue": {"correlation": 0.3, "dealt": False},
    }
    return {
        f"{name}; {words}": World(name, **way)  # type: ignore[arg-type]
        for name in CONFOUNDED
        for words, way in ways.items()
    }


def main() -> None:
    figures: dict[str, Any] = {}
    failed = False

    def tell(name: str, found: dict[str, Any]) -> None:
        figures[name] = found
        print(f"{name}: {found}", flush=True)

    for at, (name, world) in enumerate(worlds().items()):
        found = shares(world, RUNS, SEED + at)
        tell(name, found)
        failed |= found["shown_share"] > 0.05
    for name in CONFOUNDED:
        naive = [found["naive_share"] for key, found in figures.items() if key.startswith(name)]
        print(f"{name}: without control up to {max(naive):.0%}", flush=True)
    strong = shares(World(PLANNER, 0.3, dealt=False, strength=0.9), RUNS, SEED + 50)
    tell("strong planner, picked from a queue", strong)
    tell("seventh world: no trace in severity", shares(World(UNTRACED), POWER_RUNS, SEED + 60))
    tell("no fatigue, dealt by chance", shares(World(FATIGUE), POWER_RUNS, SEED + 61))
    many = shares(World(FATIGUE), 50, SEED + 62, decisions=60_000)
    tell("no fatigue, dealt by chance, 60,000 decisions", many)
    for at, (resets, effect) in enumerate((r, e) for r in (False, True) for e in (0.3, 0.6, 1.0)):
        world = World(FATIGUE, effect=effect, per_decision=0.95, resets=resets)
        kind = "until a break" if resets else "over the session"
        found = shares(world, POWER_RUNS, SEED + 70 + at)
        tell(f"odds ratio .95 {kind}, severity {effect} a standard deviation", found)
        failed |= found["shown_share"] < 0.8 or found["slowest_s"] > 10
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
            "fanlight.practice.working_order",
            "benchmarks.fatigue_world",
            "benchmarks.fatigue_worlds",
        ],
        seed=SEED,
    )
    sys.exit(failed)


if __name__ == "__main__":
    main()
