"""How long the NHS's chart takes for every authority of England, beside a plain reading of its rules.

    python -m benchmarks.charts

Needs the published months of referrals in FANLIGHT_DATA (default ../shared/data). The R package whose
answers the charts must give took 1.75 CPU seconds on the same series, measured apart; it is not run here.
"""

from __future__ import annotations

import csv
import os
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
from tests.evidence.plain_xmr import plain_xmr
from tools.measure import ROOT, record

from fanlight.evidence.control_chart import COMMON_CAUSE, ControlChart
from fanlight.evidence.xmr_chart import xmr_charts

TARGET_S, RUNS = 0.3, 9
MODULES = [
    "fanlight.evidence.xmr_chart",
    "fanlight.evidence.ruled_chart",
    "fanlight.evidence.run_rules",
    "fanlight.evidence.moving_range",
    "fanlight.evidence.signals",
    "benchmarks.charts",
]
Series = list[tuple[str, np.ndarray, np.ndarray]]


def authorities() -> Series:
    """Name, months and referrals of each authority."""
    folder = Path(os.environ.get("FANLIGHT_DATA", ROOT.parent / "shared" / "data"))
    path = folder / "evidence" / "dfe_referrals_monthly_2012_2024.csv"
    if not path.is_file():
        sys.exit(f"{path} is not there: name the folder of the published data in FANLIGHT_DATA")
    found: dict[str, list[tuple[str, float]]] = {}
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["level"] == "Local authority":
                value = float(row["referrals"] or "nan")
                found.setdefault(row["la_name"], []).append((row["month"], value))
    return [
        (
            name,
            np.array([m for m, _ in sorted(rows)], dtype="datetime64[D]"),
            np.array([v for _, v in sorted(rows)]),
        )
        for name, rows in found.items()
    ]


def timed(days: np.ndarray, values: np.ndarray, sizes: list[int]) -> tuple[list[ControlChart], list[float]]:
    taken = []
    charts: list[ControlChart] = []
    for _ in range(RUNS):
        began = time.process_time()
        charts = xmr_charts(days, values, sizes)
        taken.append(time.process_time() - began)
    return charts, taken


def main() -> None:
    series = authorities()
    days, values = (np.concatenate([one[place] for one in series]) for place in (1, 2))
    charts, taken = timed(days, values, [len(one[1]) for one in series])
    began = time.process_time()
    plain = [plain_xmr(one[2].tolist()) for one in series]
    slow = time.process_time() - began
    differing = sum(
        ours != theirs
        for chart, (_, marks) in zip(charts, plain, strict=True)
        for ours, theirs in zip(chart.mark, marks, strict=True)
    )
    marks = Counter(mark for chart in charts for mark in chart.mark)
    known = int(np.isfinite(values).sum())
    figures = {
        "authorities": len(series),
        "months with a value": known,
        "charts, CPU s, median": round(float(np.median(taken)), 4),
        "charts, CPU s, slowest": round(max(taken), 4),
        "plain reading, CPU s": round(slow, 3),
        "marks that differ from the plain reading": differing,
        "months marked, per cent": round(100 * (1 - (marks[COMMON_CAUSE] - len(values) + known) / known), 1),
        f"all authorities under {TARGET_S} s": "met" if max(taken) < TARGET_S else "MISSED",
    }
    for words, figure in figures.items():
        print(f"  {words}: {figure}")
    record("charts", figures=figures, modules=MODULES)
    if differing or max(taken) >= TARGET_S:
        sys.exit("a mark differs or it was too slow")


if __name__ == "__main__":
    main()
