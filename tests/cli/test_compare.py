"""`fanlight compare`: what other programs rely on."""

from __future__ import annotations

import csv
import json

import pytest
from click.testing import CliRunner

from fanlight.cli.main import cli
from tests.evidence.comparison.samples import packs, referrals

CONTRACT = ["estimator", "average_effect", "low", "high", "placebo_p", "seconds"]


def run(*arguments):
    return CliRunner().invoke(cli, ["compare", *map(str, arguments)])


@pytest.fixture(scope="module")
def smoking(tmp_path_factory):
    names, values = packs()
    return written(tmp_path_factory.mktemp("smoking"), "year", names, values, range(1970, 2001))


@pytest.fixture(scope="module")
def months(tmp_path_factory):
    names, values = referrals()
    labels = [f"{2012 + (3 + at) // 12}-{(3 + at) % 12 + 1:02d}" for at in range(144)]
    return written(tmp_path_factory.mktemp("months"), "month", names, values, labels)


def written(folder, heading, names, values, labels):
    path = folder / "table.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(["area", heading, "value", "people"])
        for name, row in zip(names, values, strict=True):
            table.writerows([name, label, value, 1000] for label, value in zip(labels, row, strict=True))
    return path


def asked(path, *more, treated="California", begins="1989", time="year"):
    columns = ["--unit", "area", "--time", time, "--value", "value"]
    return run(path, *columns, "--treated", treated, "--from", begins, *more)


def test_the_json_is_the_one_promised(smoking):
    result = asked(smoking, "--json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert all(list(one) == CONTRACT for one in told["estimates"])
    by_name = {one["estimator"]: one for one in told["estimates"]}
    assert by_name["synthetic_control"]["average_effect"] == pytest.approx(-19.514, abs=0.001)
    effects = [one["average_effect"] for one in told["estimates"]]
    assert told["spread"] == [min(effects), max(effects)]
    assert len(effects) >= 5
    assert (told["placebos"], told["periods_before"], told["periods_after"]) == (38, 19, 12)


def test_words_begin_with_the_spread(smoking):
    result = asked(smoking)
    assert result.stdout.startswith("California: 6 ways of comparing give")
    assert "Synthetic control: -19.51 a period" in result.stdout
    assert "supposes that the area was not picked" in result.stdout


def test_months_counts_and_statistical_neighbours(months):
    result = asked(months, "--count", "--json", treated="Leeds", begins="2021-04", time="month")
    told = json.loads(result.stdout)
    assert [one["estimator"] for one in told["estimates"]][-1] == "count_synthetic_control"
    assert "Kirklees" in told["donors"]
    assert len(told["donors"]) == 9
    assert told["placebos"] == 132
    everyone = asked(
        months, "--all-areas", "--until", "2014-12", "--json", treated="Leeds", begins="2014-06", time="month"
    )
    assert len(json.loads(everyone.stdout)["donors"]) == 132


def test_rates_are_per_ten_thousand_unless_told(smoking):
    plain, rate = (
        json.loads(asked(smoking, "--json", *more).stdout) for more in ((), ("--denominator", "people"))
    )
    assert rate["spread"] == pytest.approx([10 * one for one in plain["spread"]], rel=1e-3)


def test_checks_are_told_when_asked_for(smoking):
    told = json.loads(asked(smoking, "--checks", "--json").stdout)
    assert len(told["checks"]) == 4
    assert "each comparison area left out in turn" in asked(smoking, "--checks").stdout


def test_areas_with_a_gap_are_left_out_and_named(smoking, tmp_path):
    path = tmp_path / "gap.csv"
    text = smoking.read_text(encoding="utf-8")
    path.write_text(text.replace("Utah,1975,", "Utah,1975,NA,0\nnobody,1975,").replace("Ohio,1999", ",1999"))
    told = json.loads(asked(path, "--json").stdout)
    assert "Ohio, Utah, nobody" in told["notes"][0]
    assert told["placebos"] == 36


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"treated": "Atlantis"}, "Atlantis is not among the areas"),
        ({"begins": "1972"}, "2 periods before the change"),
        ({"begins": "2050"}, "no period from 2050 on"),
        ({"begins": "soon"}, "--from: not a number"),
        ({"time": "month"}, "month is not among the columns"),
    ],
)
def test_what_cannot_be_told_is_one_line(smoking, more, words):
    result = asked(smoking, "--json", **more)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert not result.stdout


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("area,year,value\nA,1990,1\nA,1990,2\n", "row 3: A stands twice at 1990"),
        ("area,year,value\nA,1990,many\n", "row 2, value: not a number"),
        ("area,year,value\nA,1990,1\nA,2013-09,2\n", "row 2, year"),
        ("area,year,value\n", "no row below the headings"),
    ],
)
def test_a_table_with_a_fault_is_refused_with_its_place(tmp_path, text, words):
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    result = asked(path, "--json", treated="A", begins="1991")
    assert result.exit_code == 2
    assert words in result.stderr


def test_donors_and_areas_left_out(smoking):
    few = json.loads(
        asked(smoking, "--donors", "Utah", "--donors", "Nevada", "--donors", "Ohio", "--json").stdout
    )
    assert few["donors"] == ["Nevada", "Ohio", "Utah"] or set(few["donors"]) == {"Nevada", "Ohio", "Utah"}
    assert any("too few for intervals from placebos" in note for note in few["notes"])
    without = json.loads(asked(smoking, "--leave-out", "Utah", "--json").stdout)
    assert "Utah" not in without["donors"]
    for wrong in ("--leave-out", "--donors"):
        assert asked(smoking, wrong, "California").exit_code == 2
    assert "Atlantis" in asked(smoking, "--leave-out", "Atlantis").stderr
