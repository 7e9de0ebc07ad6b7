"""Every file among the shared samples: read with an account of every row, or refused in one line.

    python -m torture.every_sample

Rows are counted a second time, plainly: elements by their opening tags, lines by the csv module.
"""

# ruff: noqa: T201 - it speaks to the terminal
from __future__ import annotations

import csv
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

from fanlight.exchange.checking import check_file
from fanlight.exchange.reading import Reading, Unreadable
from fanlight.exchange.recognise import read_any
from torture.outcome import finish

DATA = Path(os.environ.get("FANLIGHT_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
# Answers and material for other rooms; no authority's file.
ELSEWHERE = ("charts/", "checklists/", "evidence/", "linkage/", "practice/", "text/")
# Tables named after what holds their rows, or otherwise than their element.
ELEMENTS = {
    "AssessmentFactorsList": "AssessmentFactors",
    "CINplanDates": "CINPlanDates",
    "Disabilities": "Disability",
}
MODULES = ["fanlight.exchange", "torture.every_sample"]


def main() -> None:
    counts: Counter[str] = Counter()
    refused: dict[str, str] = {}
    faults: list[str] = []
    for path in sorted(DATA.rglob("*")):
        name = path.relative_to(DATA).as_posix()
        if not path.is_file() or name.startswith(ELSEWHERE) or path.suffix in {".md", ".gz"}:
            continue
        try:
            reading = read_any(path)
        except Unreadable as refusal:
            refused[name] = str(refusal).partition(": ")[2].partition(";")[0]
            continue
        rows = Counter(
            read=sum(table.rows_read for table in reading.account.values()),
            taken=sum(table.rows_taken for table in reading.account.values()),
            aside=sum(table.rows_set_aside for table in reading.account.values()),
        )
        counts[f"{reading.format}: files"] += 1
        counts[f"{reading.format}: rows read"] += rows["read"]
        counts[f"{reading.format}: rows taken"] += rows["taken"]
        counts[f"{reading.format}: rows set aside"] += rows["aside"]
        counts[f"{reading.format}: values or rows told with place and reason"] += len(reading.set_aside)
        faults += [f"{name}: {words}" for words in wrong(path, reading)]
    for name, words in refused.items():
        print(f"  refused {name}: {words}")
    finish(
        "every_sample",
        {**counts, "refused, with one line each": sorted(refused), "faults": faults},
        {
            "every account closes and agrees with a plain count": not faults,
            "at least 60 files read": sum(v for name, v in counts.items() if name.endswith(": files")) >= 60,
        },
        MODULES,
    )


def wrong(path: Path, reading: Reading) -> list[str]:
    """What does not agree with counting plainly, or lacks a place or a reason."""
    found = [f"no place or reason: {one}" for one in reading.set_aside if not (one.place and one.reason)]
    if path.suffix == ".xml":
        told: dict[str, Any] = dict(check_file(path).records)
        content = path.read_text(encoding="utf-8", errors="replace")
        tags = Counter(re.findall(r"<([A-Za-z0-9]+)[\s>/]", content))
        plain = {table: tags[ELEMENTS.get(table, table)] for table in told}
        found += [
            f"{table}: {told[table]} rows, {plain[table]} tags"
            for table in told
            if told[table] != plain[table]
        ]
    elif path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            rows = sum(any(cell.strip() for cell in row) for row in csv.reader(lines)) - 1
        read = sum(table.rows_read for table in reading.account.values())
        if read != rows:
            found.append(f"{read} rows in the account, {rows} lines")
    return found


if __name__ == "__main__":
    main()
