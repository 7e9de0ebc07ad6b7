"""Other programs on the same made-up cases as the certified search: seconds to an answer.

Each is installed into an environment of its own, and solves another problem: FasterRisk a score of five
items, imodels a greedy fast-and-frugal tree, pystreed an optimal tree of depth 4. One that cannot be had,
fails or takes too long is named with the reason.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tools.peer_environment import peer_environment

PATIENCE_S = 300
PEERS = {
    "fasterrisk": (
        ("fasterrisk==0.1.10",),
        "from fasterrisk.fasterrisk import RiskScoreOptimizer\n"
        "began, cpu = time.perf_counter(), time.process_time()\n"
        "m = RiskScoreOptimizer(X=X, y=2.0 * y - 1, k=5)\nm.optimize()",
    ),
    "imodels": (
        ("imodels==3.0.4", "six"),
        "from imodels import FastFrugalTreeClassifier\n"
        "began, cpu = time.perf_counter(), time.process_time()\n"
        "FastFrugalTreeClassifier(max_depth=5).fit(X, y.astype(int))",
    ),
    "pystreed": (
        ("pystreed==1.4.0",),
        "from pystreed import STreeDClassifier\n"
        "began, cpu = time.perf_counter(), time.process_time()\n"
        "m = STreeDClassifier(max_depth=4, max_num_nodes=5, time_limit=240)\n"
        "m.fit(X.astype(int), y.astype(int))",
    ),
}
PROGRAM = """
import sys, time
import numpy as np
both = np.load(sys.argv[1])
X, y = both["X"].astype(float), both["y"].astype(float)
{work}
print("TIMES", time.perf_counter() - began, time.process_time() - cpu)
"""


def peers(cues: NDArray[np.float64], outcome: NDArray[np.bool_]) -> dict[str, Any]:
    """Seconds and processor seconds of each, without its start; or why it was not run."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cases.npz"
        np.savez(file, X=cues, y=outcome)
        return {name: _run(requirements, work, file) for name, (requirements, work) in PEERS.items()}


def _run(requirements: tuple[str, ...], work: str, file: Path) -> dict[str, Any]:
    try:
        python = peer_environment(requirements)
    except (SystemExit, OSError, subprocess.SubprocessError) as cannot:
        return {"not_run": str(cannot)}
    words = [str(python), "-c", PROGRAM.format(work=work), str(file)]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    except subprocess.TimeoutExpired:
        return {"not_run": f"no answer in {PATIENCE_S} s"}
    for line in done.stdout.splitlines():
        if line.startswith("TIMES"):
            wall, cpu = map(float, line.split()[1:])
            return {"s": round(wall, 3), "cpu_s": round(cpu, 3)}
    return {"not_run": f"failed: {' '.join(done.stderr.strip().splitlines()[-1:])}"}
