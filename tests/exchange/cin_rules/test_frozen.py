"""The rules beside the frozen findings of the sector's validator: row by row and column by column."""

import csv
import gzip
from io import BytesIO
from pathlib import Path

import pytest

from fanlight.exchange.cin_rules.check import check_return
from fanlight.exchange.cin_rules.return_file import ReturnFile
from fanlight.exchange.cin_rules.rule import RULES

DATA = Path(__file__).parents[2] / "data/cin_rules"
with (DATA / "index.csv").open(newline="", encoding="utf-8") as index:
    FILES = {row["file"]: set(row["rules_crashed"].split()) for row in csv.DictReader(index)}

# Where Fanlight tells more than the validator, and why. Each is explained in docs/reference/cin-rules.md.
TELLS_MORE = {
    "8540": "a disability missing or not of the table is never told there",
    "8869": "factors are compared there as one text, which no list ever is",
    "8870Q": "the target date is read there in another order of day and month",
    "8935": "plans are counted there by their number in the episode, not by child",
    "8940": "plans with one number in their episodes are never compared there",
}


def unpacked(name):
    return gzip.decompress((DATA / f"{name}.gz").read_bytes())


def theirs(name):
    text = unpacked(name.replace("cin_", "expected_").replace(".xml", ".csv")).decode("utf-8")
    return {(r["rule_id"], r["table"], r["row"], r["field"]) for r in csv.DictReader(text.splitlines())}


def ours(name):
    named = set()
    for found in check_return(BytesIO(unpacked(name))):
        named |= {(found.rule, at.table, str(at.row), at.column) for at in found.locations}
        if not found.locations:
            named.add((found.rule, "", "", ""))
    return named


def test_there_are_returns():
    assert len(FILES) == 33


@pytest.mark.parametrize("name", FILES)
def test_the_same_rows_and_columns_are_named(name):
    held = {one for one in theirs(name) if one[0] not in FILES[name]}
    found = {one for one in ours(name) if one[0] not in FILES[name]}
    assert held - found == set(), "the validator tells what Fanlight does not"
    assert {one[0] for one in found - held} <= TELLS_MORE.keys()


def test_every_departure_is_met():
    more = {one[0] for name in FILES for one in ours(name) - theirs(name)}
    assert TELLS_MORE.keys() <= more


def test_rows_are_numbered_and_counted_as_they_stand():
    returned = ReturnFile(BytesIO(unpacked("cin_101.xml")))
    numbers = [episode.row.number for child in returned for episode in child.episodes]
    assert numbers == list(range(65))
    assert returned.records["AssessmentFactorsList"] == 149


def test_each_published_rule_is_written_once_a_year():
    with (DATA / "rules.csv").open(newline="", encoding="utf-8") as file:
        published = {
            (row["rule_id"], int(year)): (row["rule_type"], row["module"], row["message"])
            for row in csv.DictReader(file)
            for year in row["years"].split()
        }
    written = [
        ((rule.id, year), (rule.severity, rule.table, rule.message)) for rule in RULES for year in rule.years
    ]
    assert len(written) == len(published) > 500
    assert dict(written) == published
