"""How long it takes to make up an authority of 20,000 contacts and five years, and to load it.

    FANLIGHT_HOME=EMPTY python -m benchmarks.load

Runs `fanlight demo --no-serve`, as a user would, and reads the times that it prints.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

from tools.measure import record

CONTACTS, YEARS = 20_000, 5
TARGET_S = 60
STEP = re.compile(r"^ +([\d.]+) s  (.+)$", re.MULTILINE)
MODULES = [
    "fanlight.synthetic",
    "fanlight.web.site.demo",
    "fanlight.web.site.starting",
    "fanlight.web.exchange.storing",
    "benchmarks.load",
]


def main() -> None:
    if os.environ.get("FANLIGHT_DATABASE_URL") or not os.environ.get("FANLIGHT_HOME"):
        sys.exit("Name an empty folder in FANLIGHT_HOME; FANLIGHT_DATABASE_URL must not be set.")
    fanlight = Path(sys.executable).with_name("fanlight")
    words = ["demo", "--no-serve", "--contacts", str(CONTACTS), "--years", str(YEARS)]
    began = time.monotonic()
    told = subprocess.run([str(fanlight), *words], capture_output=True, text=True, check=True).stdout
    seconds = time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    steps = [(float(at), words) for at, words in STEP.findall(told)]
    figures: dict[str, float | str] = {"contacts": CONTACTS, "years": YEARS, "whole, s": round(seconds, 1)}
    for (at, name), (until, _) in pairwise(steps):
        figures[f"{name}, s"] = round(until - at, 1)
    figures |= {
        "processor, s": round(used.ru_utime + used.ru_stime, 1),
        "memory at most, MB": round(used.ru_maxrss / 1024),
        f"target under {TARGET_S} s": "met" if seconds < TARGET_S else "MISSED",
    }
    for name, figure in figures.items():
        print(f"  {name}: {figure}")
    record("load", figures=figures, modules=MODULES)
    if seconds >= TARGET_S:
        sys.exit(f"over {TARGET_S} s")


if __name__ == "__main__":
    main()
