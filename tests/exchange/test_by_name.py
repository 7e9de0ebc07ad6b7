"""The readers stand in `fanlight.exchange` by name, and cost nothing until one is asked for."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import fanlight.exchange
from fanlight.exchange import read_any, read_cin_census
from fanlight.exchange.reading import Reading
from tests.exchange.samples import DATA

HEAVY = {"numpy", "openpyxl", "holidays", "polars", "scipy", "django", "sqlalchemy"}


def loaded_by(code: str) -> set[str]:
    """Packages that a line of code loads in a new process."""
    said = f"{code}\nimport sys, json\nprint(json.dumps(sorted({{m.split('.')[0] for m in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("name", fanlight.exchange.__all__)
def test_each_name_is_there(name: str) -> None:
    found = getattr(fanlight.exchange, name)
    assert found.__name__ == name
    assert name in dir(fanlight.exchange)


def test_the_types_that_a_checker_sees_are_those_that_are_loaded() -> None:
    tree = ast.parse(Path(fanlight.exchange.__file__).read_text(encoding="utf-8"))
    told = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("fanlight.")
        for alias in node.names
    }
    assert sorted(told) == fanlight.exchange.__all__
    for name, module in told.items():
        assert getattr(fanlight.exchange, name).__module__ == module


def test_another_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="read_everything"):
        fanlight.exchange.read_everything  # noqa: B018 - asked for, to be refused


def test_neither_the_package_nor_the_version_loads_what_is_heavy() -> None:
    assert not loaded_by("import fanlight.exchange") & HEAVY
    version = "import sys; sys.argv = ['fanlight', '--version']\nfrom fanlight.cli.main import cli\n"
    assert not loaded_by(version + "cli(standalone_mode=False)") & HEAVY
    assert not loaded_by("from fanlight.exchange import read_cin_census") & {"openpyxl", "django", "polars"}


def test_what_was_read_is_a_frame() -> None:
    reading = read_cin_census(DATA / "cin" / "CIN_Census_2026.xml")
    events = reading.to_frame("events")
    assert events.height == len(reading.events)
    referral = reading.columns("events")["kind"].index("referral")
    assert (
        reading.columns("events")["source_code"][referral] == reading.events[referral].detail["source_code"]
    )
    assert reading.columns("persons")["disabilities"][0] == " ".join(reading.persons[0].disabilities)


def test_tables_of_other_formats_are_frames_and_an_unknown_one_is_told() -> None:
    reading = read_any(DATA / "workforce" / "social_work_workforce_2022.xml")
    workers = reading.to_frame("CSWWWorker")
    assert workers["FTE"].to_list() == list(reading.tables["CSWWWorker"].column("FTE"))
    with pytest.raises(KeyError, match=r"'Workers' is none of persons, .*CSWWWorker"):
        reading.columns("Workers")


@pytest.mark.parametrize("what", ["persons", "events", "contacts", "past_decisions", "set_aside", "unmapped"])
def test_nothing_taken_is_a_frame_without_rows(what: str) -> None:
    columns = Reading("cin_census").columns(what)
    assert columns
    assert not any(columns.values())
