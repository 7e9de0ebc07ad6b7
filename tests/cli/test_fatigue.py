"""`fanlight practice fatigue`: the contract, and refusals in one line."""

import json

import numpy as np
import pytest
from benchmarks.fatigue_world import FATIGUE, PLANNER, World, made_world
from click.testing import CliRunner

from fanlight.cli.fatigue import COLUMNS, read_instant
from fanlight.cli.main import cli


def run(*words):
    return CliRunner().invoke(cli, ["practice", "fatigue", *map(str, words)])


def written(path, world, decisions=12_000, change=None):
    table = made_world(world, np.random.default_rng(5), decisions=decisions)
    start = np.datetime64("2026-01-05T08:00")
    columns = {
        "worker": [f"W{one}" for one in table.worker],
        "session": [f"S{one}" for one in table.session],
        "arrived_at": (start + (table.arrived_at * 60).astype("timedelta64[s]")).astype(str),
        "decided_at": (start + (table.decided_at * 60).astype("timedelta64[s]")).astype(str),
        "severity_at_arrival": table.severity,
        "progressed": table.progressed.astype(int),
        "since_break": table.since_break.astype(int),
    }
    columns |= change or {}
    rows = zip(*columns.values(), strict=True)
    path.write_text("\n".join([",".join(columns), *(",".join(map(str, row)) for row in rows)]))
    return path


def test_the_contract_where_fatigue_is_shown(tmp_path):
    file = written(tmp_path / "decisions.csv", World(FATIGUE, effect=0.3, per_decision=0.95))
    done = run(file, "--json", "--figure", tmp_path / "fatigue.svg")
    told = json.loads(done.output)
    assert list(told) == ["verdict", "gate", "odds_ratio_per_decision", "low", "high"]
    assert told["verdict"] == "shown"
    assert told["gate"]["passed"]
    assert told["low"] < told["odds_ratio_per_decision"] < told["high"] < 1
    assert (tmp_path / "fatigue.svg").read_text().startswith("<svg")
    assert run(file).output.startswith("Shown: ")


def test_a_confounded_file_is_not_answered(tmp_path):
    file = written(tmp_path / "decisions.csv", World(PLANNER, strength=0.8))
    told = json.loads(run(file, "--json").output)
    assert told["verdict"] == "cannot tell"
    assert (told["odds_ratio_per_decision"], told["low"], told["high"]) == (None, None, None)
    assert not told["gate"]["passed"]
    assert told["gate"]["without_control"]["high"] < 1
    assert run(file).output.startswith("We cannot tell: contacts were not dealt out evenly")


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("progressed", "2", "'2' is not 1, 0 or blank"),
        ("arrived_at", "soon", "not a time (soon)"),
        ("severity_at_arrival", "high", "not a number (high)"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_place(tmp_path, column, cell, words):
    file = written(tmp_path / "d.csv", World(FATIGUE), 400, {column: [cell] * 400})
    done = run(file)
    assert done.exit_code == 2
    assert done.stderr.strip() == f"d.csv, row 2, {column}: {words}"


def test_wrong_options_and_columns_are_refused(tmp_path):
    file = written(tmp_path / "d.csv", World(FATIGUE), 400)
    assert (run(file, "--margin", 1).exit_code, run(file, "--margin", "nan").exit_code) == (2, 2)
    short = tmp_path / "short.csv"
    short.write_text(",".join(COLUMNS[:-1]) + "\n" + ",".join(["1"] * 6))
    done = run(short)
    assert done.exit_code == 2
    assert "since_break" in done.stderr


def test_times_in_several_ways():
    assert read_instant("5/1/2026 08:00") == read_instant("2026-01-05T08:00:00")
    assert read_instant("2026-01-05T09:00:00+01:00") == read_instant("2026-01-05T08:00:00Z")
    assert np.isnan(read_instant(""))
    with pytest.raises(ValueError, match="inf"):
        read_instant("inf")
