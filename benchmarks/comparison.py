"""Proposition 99 by Fanlight and by other programs, in one run: the average effect, and what it costs.

    python -m benchmarks.comparison

Each peer has an environment of its own, and each of its methods a process of its own; costs are those
of the method with what it imports late, without the process's start. One that cannot be installed, fails or
needs longer than its time is named as not run. Effects are packs a head and year: they differ because the
methods do, and so Fanlight shows the spread.
"""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from tools.measure import ROOT, record

from fanlight.evidence.comparison.estimate import ESTIMATORS, estimate
from fanlight.evidence.comparison.panel import Panel, panel

DATA = ROOT / "tests" / "data" / "evidence" / "california_prop99.csv"
PEERS = {
    "mlsynth==1.0.0": ("mlsynth_simplex", "mlsynth_simplex_placebos"),
    "pysyncon==1.7.0": ("pysyncon_synth", "pysyncon_augmented", "pysyncon_synth_placebos"),
    "diff-diff==3.13.0": ("diff_diff_sdid",),
    "CausalPy==0.9.0": ("causalpy_weighted",),
}
INSTALL_SECONDS, RUN_SECONDS, RUNS = 600, 90, 5
SIMPLEX, WITHIN = -19.514, 0.001
SIMPLEX_SECONDS, ALL_SECONDS = 0.5, 5.0
BAYESIAN = (
    "not run here: CausalPy's default is a Bayesian model of weights and error, sampled for minutes; it asks "
    "another question (-26.3 when it was tried)"
)


def main() -> None:
    found: dict[str, Any] = {"fanlight": ours(), "peers": {}, "CausalPy, Bayesian": BAYESIAN}
    for requirement, methods in PEERS.items():
        python = installed(requirement)
        for method in methods:
            one = peer(python, method) if python else "not run: it could not be installed"
            found["peers"][f"{method} ({requirement})"] = one
            print(f"{method:<40}{one if isinstance(one, str) else _line(one)}", flush=True)
    good = targets(found)
    found["targets"] = {name: "met" if met else "MISSED" for name, met in good.items()}
    record(
        "comparison",
        figures=found,
        modules=["fanlight.evidence.comparison", "fanlight.estimates.nonnegative", "benchmarks.comparison"],
    )
    print(found["targets"])
    sys.exit(int(not all(good.values())))


def california() -> Panel:
    with DATA.open(encoding="utf-8", newline="") as lines:
        head, *rows = csv.reader(lines)
    values = np.array([[float(cell) for cell in row[1:]] for row in rows]).T
    return panel(head[1:], values, treated="California", first=19)


def ours() -> dict[str, Any]:
    """Each estimator with California and all 38 placebos, the best of some runs."""
    found = {}
    for name in ESTIMATORS:
        runs = []
        for _ in range(RUNS):
            processor, elapsed = time.process_time(), time.perf_counter()
            one = estimate(california(), name)
            runs.append((time.perf_counter() - elapsed, time.process_time() - processor))
        best = min(runs)
        found[name] = {
            "effect": round(one.average_effect, 4),
            "low": round(one.low, 2),
            "high": round(one.high, 2),
            "placebo_p": one.placebo_p,
            "placebos": one.placebos,
            "elapsed": round(best[0], 4),
            "processor": round(best[1], 4),
        }
        print(f"{name:<40}{_line(found[name])}", flush=True)
    return found


def installed(requirement: str) -> Path | None:
    """The peer's Python, or None where it cannot be had in time."""
    asked = f"from tools.peer_environment import peer_environment as p; print(p([{requirement!r}]))"
    try:
        done = subprocess.run(
            [sys.executable, "-c", asked],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=INSTALL_SECONDS,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    return Path(done.stdout.splitlines()[-1])


def peer(python: Path, method: str) -> dict[str, float] | str:
    script = Path(__file__).with_name("peer_comparison.py")
    environment = {**os.environ, "MPLBACKEND": "Agg"}
    words = [str(python), str(script), method, str(DATA)]
    running = subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    )
    try:
        told, complaint = running.communicate(timeout=RUN_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)  # with the processes it began: they would slow the next peer
        running.communicate()
        return f"not done in {RUN_SECONDS} s"
    if running.returncode or not told.strip():
        return f"failed: {(complaint.strip().splitlines() or ['no word'])[-1][:160]}"
    found: dict[str, float] = json.loads(told.splitlines()[-1])
    return {name: round(value, 4) for name, value in found.items()}


def targets(found: dict[str, Any]) -> dict[str, bool]:
    simplex = found["fanlight"]["synthetic_control"]
    return {
        f"simplex {SIMPLEX} within {WITHIN}": abs(simplex["effect"] - SIMPLEX) <= WITHIN,
        f"with 38 placebos under {SIMPLEX_SECONDS} s": simplex["placebos"] == 38
        and simplex["elapsed"] < SIMPLEX_SECONDS,
        f"five or more estimators under {ALL_SECONDS:g} s": len(found["fanlight"]) >= 5
        and sum(one["elapsed"] for one in found["fanlight"].values()) < ALL_SECONDS,
    }


def _line(one: dict[str, Any]) -> str:
    return f"{one['effect']:>9.3f} {one['processor']:>9.3f} s of processor {one['elapsed']:>8.3f} s"


if __name__ == "__main__":
    main()
