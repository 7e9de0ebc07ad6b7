"""How far made-up authorities lie from England's published figures, and how far chance moves them.

    python -m benchmarks.calibration

Five seeds of 20,000 contacts; each figure with its published value, mean, extremes and spread. Published
figures are one year's, the authority is invented: nearness shows the calibration, nothing about practice.
"""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from datetime import date
from typing import Any

from tools.measure import record

from fanlight.synthetic import make_authority
from fanlight.synthetic.compare import Figure, compare

SEEDS = (2026, 1, 2, 3, 4)
CONTACTS, YEARS, UNTIL = 20_000, 5, date(2026, 11, 23)


def main() -> None:
    found: dict[str, list[Figure]] = defaultdict(list)
    for seed in SEEDS:
        began = time.process_time()
        for figure in compare(make_authority(contacts=CONTACTS, years=YEARS, until=UNTIL, seed=seed)):
            found[figure.title].append(figure)
        print(f"seed {seed}: {time.process_time() - began:.1f} s of processor time", flush=True)
    figures: dict[str, Any] = {"contacts": CONTACTS, "years": YEARS, "seeds": list(SEEDS)}
    print(f"{'figure':<62}{'published':>10}{'mean':>8}{'least':>8}{'most':>8}{'sd':>7}")
    for title, ones in found.items():
        made = [one.made_up for one in ones]
        row = {
            "published": round(ones[0].published, 2),
            "mean": round(statistics.mean(made), 2),
            "least": round(min(made), 2),
            "most": round(max(made), 2),
            "sd": round(statistics.stdev(made), 2),
            "unit": ones[0].unit,
            "source": ones[0].source,
        }
        figures[title] = row
        print(
            f"{title:<62}{row['published']:>10}{row['mean']:>8}{row['least']:>8}{row['most']:>8}{row['sd']:>7}"
        )
    record("calibration", figures=figures, modules=["fanlight.synthetic", "benchmarks.calibration"])


if __name__ == "__main__":
    main()
