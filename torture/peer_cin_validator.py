"""Run in the validator's own environment: what it tells of some returns, as JSON lines.

    python peer_cin_validator.py FILE …

A line a file: {"file", "named": [[rule, table, row, column]], "crashed": [rule]}. Each rule gets a copy of
its own, as in the validator itself. It is a program of its own: it imports nothing of Fanlight.
"""

# ruff: noqa: T201, S314 - it speaks to the script that started it, of files that script wrote
import copy
import json
import sys
import warnings
import xml.etree.ElementTree as ET
from pathlib import Path

from cin_validator.cin_validator import convert_data, enum_keys, process_data
from cin_validator.rule_engine import RuleContext
from cin_validator.rules.ruleset_utils import get_year_ruleset

warnings.filterwarnings("ignore")


def main():
    for path in map(Path, sys.argv[1:]):
        root = ET.parse(path).getroot()
        year = root.findtext("Header/CollectionDetails/Year")
        tables = enum_keys(process_data(convert_data(root)))
        named, crashed = set(), []
        for rule in get_year_ruleset(year).values():
            context = RuleContext(rule)
            try:
                rule.func(copy.deepcopy(tables), context)
            except Exception:
                crashed.append(str(rule.code))
                continue
            named |= {(str(rule.code), *place) for place in places(context)}
        print(json.dumps({"file": path.name, "named": sorted(named), "crashed": crashed}), flush=True)


def places(context):
    """Tables, rows and columns that a rule named; three blanks for the authority as a whole."""
    for found in (
        context.type_zero_issues,
        context.type_one_issues,
        context.type_two_issues,
        context.type_three_issues,
    ):
        if len(found):
            placed = found[["tables_affected", "ROW_ID", "columns_affected"]].dropna()
            for row in placed.itertuples(index=False):
                yield str(row[0]), str(int(row[1])), str(row[2])
    if len(context.la_level_issues):
        yield "", "", ""


if __name__ == "__main__":
    main()
