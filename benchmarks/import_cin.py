"""Reading and checking a CIN Census return: Fanlight and the sector's validator on the same file, in one run.

    python -m benchmarks.import_cin

Processor seconds, at 1,000 and 10,000 children for both, at 100,000 for Fanlight alone (the validator's cost
grows with the square). Each measurement has a process of its own. Takes about seven minutes. Fanlight uses
one core, so on a free machine the seconds of the clock are those of the processor; both are told, the
processor's are judged, because other work on the machine slows the clock alone.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.measure import record
from tools.peer_environment import peer_environment

from benchmarks.read_cin import SEED, make_returns, most_memory
from fanlight.exchange.checking import check_file
from fanlight.exchange.cin_rules.return_file import ReturnFile

PEER = ("csc-validator-be-cin==0.1.13", "numpy<2", "pytest")
MODULES = ["fanlight.exchange", "benchmarks.import_cin", "benchmarks.peer_cin_cost"]
PARSE_TIMES, WHOLE_TIMES = 100, 20
LARGE_SECONDS, LARGE_MB = 60, 300


def main() -> None:
    figures: dict[str, float | str] = {}
    with tempfile.TemporaryDirectory(prefix="fanlight-import-") as name:
        small, middle = make_returns(Path(name))
        large = ten_times(middle)
        ours = {path: ours_of(path) for path in (small, middle, large)}
        peer = {path: peer_of(path) for path in (small, middle)}
    for path, cost in ours.items():
        children = f"{cost['children']:,.0f} children"
        figures |= {
            f"{children}: Fanlight parses, processor s": round(cost["parse"], 2),
            f"{children}: Fanlight parses, reads and runs the rules, processor s": round(cost["check"], 2),
            f"{children}: Fanlight parses, reads and runs the rules, s": round(cost["wall"], 1),
            f"{children}: Fanlight, MB": round(cost["rss"]),
            f"{children}: findings": cost["findings"],
        }
        if path in peer:
            theirs = peer[path]
            assert theirs["children"] == cost["children"]
            whole = theirs["parse"] + theirs["rules"]
            figures |= {
                f"{children}: {PEER[0]} parses, processor s": round(theirs["parse"], 1),
                f"{children}: {PEER[0]} runs the rules, processor s": round(theirs["rules"], 1),
                f"{children}: {PEER[0]}, MB": round(theirs["rss"]),
                f"{children}: parsing, times less": round(theirs["parse"] / cost["parse"]),
                f"{children}: parsing and rules, times less": round(whole / cost["check"]),
            }
    figures |= {
        "from 1,000 to 10,000 children Fanlight costs, times": growth(ours, small, middle, "check"),
        "from 10,000 to 100,000 children Fanlight costs, times": growth(ours, middle, large, "check"),
        f"from 1,000 to 10,000 children {PEER[0]} parses, times": growth(peer, small, middle, "parse"),
    }
    met = targets(ours, peer, middle, large)
    figures |= {words: "met" if held else "MISSED" for words, held in met.items()}
    for words, figure in figures.items():
        print(f"  {words}: {figure}")
    record("import_cin", figures=figures, modules=MODULES, seed=SEED)
    if not all(met.values()):
        sys.exit("a target is missed")


Costs = dict[Path, dict[str, float]]


def targets(ours: Costs, peer: Costs, middle: Path, large: Path) -> dict[str, bool]:
    theirs, own, most = peer[middle], ours[middle], ours[large]
    whole = theirs["parse"] + theirs["rules"]
    return {
        f"target: parsing at least {PARSE_TIMES} times less": theirs["parse"] >= PARSE_TIMES * own["parse"],
        f"target: with rules at least {WHOLE_TIMES} times less": whole >= WHOLE_TIMES * own["check"],
        f"target: 100,000 children in {LARGE_SECONDS} processor s": most["check"] < LARGE_SECONDS,
        f"target: 100,000 children in {LARGE_MB} MB": most["rss"] < LARGE_MB,
    }


def growth(costs: Costs, small: Path, large: Path, what: str) -> float:
    return round(costs[large][what] / costs[small][what], 1)


def ten_times(path: Path) -> Path:
    """A return of ten times the children: the same again under other numbers, without UPN from then on."""
    text = path.read_text(encoding="utf-8")
    begin, end = text.index("<Children>") + len("<Children>"), text.index("</Children>")
    children = text[begin:end]
    without = re.sub(r"<UPN>[^<]*</UPN>", "<UPNunknown>UN4</UPNunknown>", children)
    larger = path.with_name("cin_100000.xml")
    with larger.open("w", encoding="utf-8") as file:
        file.write(text[:begin] + children)
        for again in range(1, 10):
            file.write(re.sub("<LAchildID>", rf"<LAchildID>{again}", without))
        file.write(text[end:])
    return larger


def ours_of(path: Path) -> dict[str, float]:
    """The cost of a return, in a new process."""
    command = [sys.executable, "-m", "benchmarks.import_cin", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def peer_of(path: Path) -> dict[str, float]:
    script = Path(__file__).with_name("peer_cin_cost.py")
    command = [str(peer_environment(PEER)), str(script), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def read(path: Path) -> None:
    """In the new process: parse, then check, and tell what each took."""
    began = time.process_time()
    for _ in ReturnFile(path):
        pass
    parsed, wall = time.process_time(), time.monotonic()
    checked = check_file(path)
    told = {
        "children": checked.children,
        "findings": len(checked.findings),
        "parse": parsed - began,
        "check": time.process_time() - parsed,
        "wall": time.monotonic() - wall,
        "rss": most_memory(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        read(Path(sys.argv[1]))
    else:
        main()
