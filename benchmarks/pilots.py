"""A thousand intervals for rate ratios beside statsmodels, same method, in one run.

    python -m benchmarks.pilots

statsmodels is installed into an environment of its own, never into the project's. It has the score interval
for a ratio of two Poisson rates, and the exact conditional test without an interval of the same kind; mid-P
it has not. Target: 1,000 intervals in under 0.1 s.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from typing import Any

import numpy as np
from tools.measure import record

from fanlight.estimates.rate_ratio import METHODS, rate_ratio

STATSMODELS = "statsmodels==0.14.5"
COUNT, SEED = 1000, 2026
PEER = """
import json, sys, time
import numpy as np
from statsmodels.stats.rates import confint_poisson_2indep, test_poisson_2indep
a, s, b, t = (np.array(one) for one in json.load(sys.stdin))
began = time.perf_counter()
p = test_poisson_2indep(a, s, b, t, method="score", compare="ratio").pvalue
low, high = zip(*[confint_poisson_2indep(*one, method="score", compare="ratio") for one in zip(a, s, b, t)])
score = time.perf_counter() - began
began = time.perf_counter()
exact = [test_poisson_2indep(*one, method="exact-cond", compare="ratio").pvalue for one in zip(a, s, b, t)]
exact_s = time.perf_counter() - began
print(json.dumps({"score_s": score, "exact_p_only_s": exact_s, "p": list(p), "low": low, "high": high}))
"""


def peer(tables: list[list[float]]) -> dict[str, Any]:
    """The same tables by statsmodels, in an environment that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "-q", STATSMODELS], check=True)
        done = subprocess.run(
            [python, "-c", PEER], input=json.dumps(tables), capture_output=True, text=True, check=True
        )
    return json.loads(done.stdout)


def main() -> None:
    rng = np.random.default_rng(SEED)
    a, b = rng.poisson(20, COUNT), rng.poisson(30, COUNT)
    s, t = rng.uniform(0.5, 2, COUNT), np.ones(COUNT)
    figures: dict[str, Any] = {"intervals": COUNT}
    for method in METHODS:
        rate_ratio(a[:2], s[:2], b[:2], t[:2], method=method)
        began = time.perf_counter()
        result = rate_ratio(a, s, b, t, method=method)
        figures[f"fanlight_{method}_s"] = round(time.perf_counter() - began, 5)
    other = peer([one.tolist() for one in (a, s, b, t)])
    figures["statsmodels"] = STATSMODELS
    figures["statsmodels_score_s"] = round(other["score_s"], 4)
    figures["statsmodels_exact_p_without_interval_s"] = round(other["exact_p_only_s"], 4)
    figures["times_faster_score"] = round(other["score_s"] / figures["fanlight_score_s"])
    clear = [low > 1 or high < 1 for low, high in zip(other["low"], other["high"], strict=True)]
    figures["statsmodels_score_disagrees_of_1000"] = int(np.sum((np.array(other["p"]) < 0.05) != clear))
    figures["largest_difference_of_p_score"] = float(np.abs(np.array(other["p"]) - result.p).max())
    for name, value in figures.items():
        print(f"{name:<45}{value}")
    record(
        "pilots",
        figures=figures,
        modules=["fanlight.estimates.rate_ratio", "fanlight.estimates.root_finding", "benchmarks.pilots"],
        seed=SEED,
    )
    if max(figures[f"fanlight_{method}_s"] for method in METHODS) > 0.1:
        sys.exit("target missed: 1,000 intervals in under 0.1 s")


if __name__ == "__main__":
    main()
