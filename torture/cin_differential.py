"""The census rules beside the sector's validator, on returns with seeded faults.

    python -m torture.cin_differential [SEED] [--files N]

Compares what each names, rule by rule, down to row and column. Rules that crash there are left out for that
return. Where Fanlight departs, the departure and its reason stand in `DEPARTURES`; anything else is a fault.
The validator (csc-validator-be-cin, MIT) gets an environment of its own, from the package registry.
"""

# ruff: noqa: T201 - it speaks to the terminal
from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from tools.measure import record
from tools.peer_environment import peer_environment

from fanlight.exchange.cin_rules.check import check_return, in_force
from torture.cin_faults import a_return, make_source

PEER = ("csc-validator-be-cin==0.1.13", "numpy<2", "pytest")
FILES = 201
MODULES = ["fanlight.exchange.cin_rules", "torture.cin_differential", "torture.cin_faults"]
Named = tuple[str, ...]

# Rule: (who may tell more, why). "+" Fanlight, "-" the validator.
DEPARTURES = {
    "8540": (
        "+",
        "the validator finds it and loses it on the way to its report (a column bears another name)",
    ),
    "8565": ("+", "the end of a child protection plan is compared there with made-up data"),
    "8740": ("+", "a conference not said to be needless is there told by 0 alone, not by false"),
    "8770Q": (
        "+-",
        "of school age is counted there from the reference date, here from 31 August, when it is wrong",
    ),
    "8816": ("-", "children without an identifier are there grouped as one that has no latest episode"),
    "8832": ("+-", "rows of plans and of episodes are mistaken for each other there"),
    "8869": ("+", "factors are compared there as one text, which no list ever is"),
    "8870Q": ("+", "the target date is read there in another order of day and month"),
    "8935": ("+-", "plans are counted there by their number in the episode, not by child"),
    "8940": ("+", "plans with one number in their episodes are never compared there"),
    "8945Q": ("+", "factors are compared there as one text, which no list ever is"),
    "8950Q": ("+", "factors are compared there as one text, which no list ever is"),
}


def main() -> None:
    arguments = _arguments()
    agreed: Counter[str] = Counter()
    apart: Counter[str] = Counter()
    crashed: Counter[str] = Counter()
    examples: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="fanlight-rules-") as name:
        folder = Path(name)
        paths = make_returns(folder, arguments.seed, arguments.files)
        for told in told_by_validator(paths):
            ours = named_by_us(folder / told["file"])
            theirs = {tuple(one) for one in told["named"]}
            crashed.update(told["crashed"])
            for one in ours ^ theirs:
                if one[0] not in told["crashed"]:
                    side = "+" if one in ours else "-"
                    apart[f"{side}{one[0]}"] += 1
                    examples.setdefault(f"{side}{one[0]}", f"{told['file']} {' '.join(one[1:])}")
            agreed.update(one[0] for one in ours & theirs)
    _finish(arguments, agreed, apart, crashed, examples)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seed", nargs="?", type=int, default=2026)
    parser.add_argument("--files", type=int, default=FILES)
    return parser.parse_args()


def make_returns(folder: Path, seed: int, number: int) -> list[Path]:
    rng = random.Random(seed)  # noqa: S311 - chance here keeps no secret
    source = make_source(folder, seed)
    paths = []
    for at in range(number):
        paths.append(folder / f"return_{at}.xml")
        paths[-1].write_bytes(a_return(at, source, rng))
    return paths


def told_by_validator(paths: list[Path]) -> list[dict[str, Any]]:
    script = Path(__file__).with_name("peer_cin_validator.py")
    done = subprocess.run(
        [str(peer_environment(PEER)), str(script), *map(str, paths)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def named_by_us(path: Path) -> set[Named]:
    named: set[Named] = set()
    for found in check_return(path):
        named |= {(found.rule, at.table, str(at.row), at.column) for at in found.locations}
        if not found.locations:
            named.add((found.rule, "", "", ""))
    return named


def _finish(
    arguments: argparse.Namespace,
    agreed: Counter[str],
    apart: Counter[str],
    crashed: Counter[str],
    examples: dict[str, str],
) -> None:
    faults = []
    for rule in in_force(2026):
        allowed, _ = DEPARTURES.get(rule.id, ("", ""))
        faults += [
            f"{side}{rule.id} {apart[side + rule.id]}, as {examples[side + rule.id]}"
            for side in "+-"
            if apart[side + rule.id] and side not in allowed
        ]
        if not agreed[rule.id] and rule.id not in crashed and not apart["+" + rule.id]:
            faults.append(f"{rule.id} never broken")
    for fault in faults:
        print("  FAULT", fault)
    told = dict(sorted(apart.items()))
    figures = {
        "returns": arguments.files,
        "rules in force": len(in_force(2026)),
        "rules in which both name something": len(agreed),
        "places named by both": agreed.total(),
        "places named by one, by rule (+ Fanlight, - the validator)": told,
        "returns in which a rule crashed there": dict(sorted(crashed.items())),
        "faults": faults,
    }
    for name, figure in figures.items():
        print(f"  {name}: {figure}")
    if arguments.files >= 200:
        record("cin_rules", figures=figures, modules=MODULES, seed=arguments.seed)
    if faults:
        sys.exit(1)


if __name__ == "__main__":
    main()
