"""Rules beside the frozen findings of the sector's validator, location by location.

    python -m tools.compare_cin_rules FOLDER [RULE ...]

FOLDER holds index.csv, cin_*.xml and expected_*.csv, and `extra/` of the same shape. Prints, a rule, what
only the validator names (-) and what only Fanlight names (+); rules that crashed there are left out.
"""

# ruff: noqa: T201 - it speaks to the terminal
from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from fanlight.exchange.cin_rules.check import check_return
from fanlight.exchange.cin_rules.rule import RULES

Named = tuple[str, str, str, str]  # rule, table, row, column


def main() -> None:
    folder, *wanted = sys.argv[1:]
    written = {rule.id for rule in RULES}
    differences: dict[str, list[str]] = defaultdict(list)
    agreed: dict[str, int] = defaultdict(int)
    for path, theirs, crashed in returns(Path(folder)):
        ours = named_by_us(path)
        for one in sorted(theirs | ours):
            if one[0] in crashed or (wanted and one[0] not in wanted):
                continue
            if one in theirs and one in ours:
                agreed[one[0]] += 1
            else:
                differences[one[0]].append(f"{'-+'[one in ours]} {path.name} {' '.join(one[1:])}")
    for rule in sorted({*differences, *agreed}):
        state = "" if rule in written else " (not written)"
        print(f"{rule}: {agreed[rule]} agreed, {len(differences[rule])} not{state}")
        for difference in differences[rule][: 12 if wanted else 3]:
            print("   ", difference)


def returns(folder: Path) -> Iterator[tuple[Path, set[Named], set[str]]]:
    for index in (folder / "index.csv", folder / "extra" / "index.csv"):
        with index.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                path = folder / row["file"]
                crashed = set(re.findall(r"rule (\w+)", row["rules_crashed"] or ""))
                yield path, named_by_validator(path), crashed


def named_by_validator(path: Path) -> set[Named]:
    expected = path.with_name(path.name.replace("cin_", "expected_")).with_suffix(".csv")
    with expected.open(newline="", encoding="utf-8") as file:
        return {(row["rule_id"], row["table"], row["row"], row["field"]) for row in csv.DictReader(file)}


def named_by_us(path: Path) -> set[Named]:
    named: set[Named] = set()
    for found in check_return(path):
        named.update((found.rule, at.table, str(at.row), at.column) for at in found.locations)
        if not found.locations:
            named.add((found.rule, "", "", ""))
    return named


if __name__ == "__main__":
    main()
