"""Answers of other programs, frozen beside the data they were given (tests/data/SOURCES.md)."""

import csv
import json
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "data" / "practice"


def sets(name):
    """The sets of expected_NAME.json."""
    return json.loads((FOLDER / f"expected_{name}.json").read_text())["sets"]


def columns(file):
    """Column to cells, as text."""
    with (FOLDER / file).open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {name: [row[name] for row in rows] for name in rows[0]}
