"""What reading a CIN Census return costs: processor seconds and memory, at 1,000 and 10,000 children.

    python -m benchmarks.read_cin

Each size is read in a process of its own, so that its memory is its own. The returns are written from a
made-up authority. Growth tells whether ten times the children cost ten times the work.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from tools.measure import record

from fanlight.casework.event import EventKind
from fanlight.exchange.cin_census import read_cin_census
from fanlight.exchange.write_cin_census import write_cin_census
from fanlight.synthetic import make_authority

SEED = 2026
SIZES = (1_000, 10_000)
RUNS = 3
GROWTH_AT_MOST = 12  # ten times the children, and some room
MODULES = ["fanlight.exchange", "fanlight.casework.event", "benchmarks.read_cin"]


def main() -> None:
    figures: dict[str, float | str] = {}
    with tempfile.TemporaryDirectory(prefix="fanlight-cin-") as folder:
        for children, path in zip(SIZES, make_returns(Path(folder)), strict=True):
            runs = [measured(path) for _ in range(RUNS)]
            best = min(runs, key=lambda run: run["cpu"])
            assert best["children"] == children, best
            assert best["set_aside"] == 0, best
            size = path.stat().st_size / 1e6
            figures |= {
                f"{children:,} children: file, MB": round(size, 2),
                f"{children:,} children: events": best["events"],
                f"{children:,} children: processor, s (best of {RUNS})": round(best["cpu"], 2),
                f"{children:,} children: memory above the imports, MB": round(best["above"], 1),
                f"{children:,} children: memory of the process, MB": round(best["process"], 1),
            }
    small, large = (figures[f"{n:,} children: processor, s (best of {RUNS})"] for n in SIZES)
    growth = round(large / small, 1)
    held = growth <= GROWTH_AT_MOST
    figures |= {
        "ten times the children cost, times": growth,
        f"target at most {GROWTH_AT_MOST} times": "met" if held else "MISSED",
    }
    for name, figure in figures.items():
        print(f"  {name}: {figure}")
    record("read_cin", figures=figures, modules=MODULES, seed=SEED)
    if not held:
        sys.exit("grows faster than the children")


def make_returns(folder: Path) -> list[Path]:
    """One return of each size: children who were referred in its year."""
    made = make_authority(contacts=60_000, years=2, until=date(2026, 4, 1), seed=SEED)
    referred = dict.fromkeys(
        event.person_id
        for event in made.events
        if event.kind is EventKind.REFERRAL and event.on >= date(2025, 4, 1)
    )
    paths = []
    for children in SIZES:
        chosen = set(list(referred)[:children])
        paths.append(folder / f"cin_{children}.xml")
        events = [event for event in made.events if event.person_id in chosen]
        write_cin_census(paths[-1], made.persons, events, year=2026, authority_code=made.code)
    return paths


def measured(path: Path) -> dict[str, float]:
    """Read the return in a new process."""
    command = [sys.executable, "-m", "benchmarks.read_cin", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def read(path: Path) -> None:
    """In the new process: read once, and tell what it took."""
    before = most_memory()
    began = time.process_time()
    reading = read_cin_census(path)
    cpu = time.process_time() - began
    process = most_memory()
    told = {
        "cpu": cpu,
        "above": process - before,
        "process": process,
        "children": len(reading.persons),
        "events": len(reading.events),
        "set_aside": len(reading.set_aside),
    }
    print(json.dumps(told))


def most_memory() -> float:
    """MB this process held at most. Not `ru_maxrss`, which begins with that of its parent."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


if __name__ == "__main__":
    if len(sys.argv) > 1:
        read(Path(sys.argv[1]))
    else:
        main()
