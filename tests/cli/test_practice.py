"""`fanlight practice`: the contract on other programs' data, and refusals in one line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from fanlight.cli.main import cli
from tests.estimates.frozen import FOLDER, columns, sets


def run(*words):
    return CliRunner().invoke(cli, ["practice", *map(str, words)])


def with_columns(tmp_path: Path, file: str, **more: str) -> Path:
    """A frozen file with columns that it lacks, each the same in every row."""
    table = columns(file) | {}
    size = len(next(iter(table.values())))
    table |= {name: [cell] * size for name, cell in more.items()}
    written = tmp_path / file
    rows = zip(*table.values(), strict=True)
    written.write_text("\n".join([",".join(table), *map(",".join, rows)]))
    return written


@pytest.mark.parametrize("one", sets("noise"), ids=lambda one: one["file"])
def test_parts_of_noise(one):
    told = json.loads(run("noise", FOLDER / one["file"], "--differ", 10, "--json").output)
    for name in ("level", "pattern", "occasion"):
        found = told[f"{name}_sd"]
        assert found["value"] == pytest.approx(one["sd"][name], rel=0.005, abs=1e-3)
        assert found["low"] <= found["value"] <= found["high"]
    assert told["system_sd"]["value"] == pytest.approx(one["system_noise_sd"], rel=0.005)
    assert 0 < told["two_workers_differ"]["value"] < 1
    assert told["agreement"]["gwet_ac1"] is None


def test_agreement_on_words_and_on_steps(tmp_path):
    by_file = {one["file"]: one["results"] for one in sets("agreement")}
    nominal = with_columns(tmp_path, "agreement_n2.csv", occasion="1")
    told = json.loads(run("noise", nominal, "--scale", "nominal", "--json").output)
    expected = by_file["agreement_n2.csv"]
    assert told["agreement"]["gwet_ac1"]["value"] == pytest.approx(
        expected["gwet_ac1"]["coefficient"], abs=1e-8
    )
    assert told["agreement"]["gwet_ac2"] is None
    assert told["level_sd"] is None
    assert told["two_workers_differ"]["value"] == pytest.approx(1 - told["agreement"]["percent"]["value"])
    steps = with_columns(tmp_path, "agreement_o4.csv", occasion="1")
    told = json.loads(run("noise", steps, "--scale", "ordinal", "--json").output)
    expected = by_file["agreement_o4.csv"]
    for name, other in (
        ("krippendorff_alpha", "krippendorff_alpha_ordinal"),
        ("gwet_ac2", "gwet_ac2_quadratic"),
    ):
        assert told["agreement"][name]["value"] == pytest.approx(expected[other]["coefficient"], abs=1e-8)
    assert "nobody judged a case twice" in told["why_not"]


def test_only_the_first_occasion_counts_for_agreement(tmp_path):
    file = tmp_path / "audit.csv"
    rows = ["b,x,2,no", "a,x,1,yes", "b,x,1,yes", "a,y,1,no", "b,y,1,no", "a,z,1,no", "b,z,1,no"]
    file.write_text("rater,case,occasion,judgement\n" + "\n".join(rows))
    told = json.loads(run("noise", file, "--scale", "nominal", "--json").output)
    assert told["agreement"]["percent"]["value"] == 1


def test_calibration(tmp_path):
    [one] = [one for one in sets("calibration") if one["file"] == "calibration_c2.csv"]
    file = with_columns(tmp_path, one["file"], forecaster="a", question="q")
    told = json.loads(run("calibration", file, "--json").output)
    assert told["n"] == one["n"]
    for name, other in (("brier", "mean_score"), ("miscalibration",) * 2, ("discrimination",) * 2):
        assert told[name]["value"] == pytest.approx(one[other], abs=1e-10)
        assert told[name]["low"] <= told[name]["value"] <= told[name]["high"]
    assert run("calibration", file).output.startswith("200 settled forecasts: 16% better than")


def test_open_questions_are_counted_and_not_scored(tmp_path):
    file = tmp_path / "forecasts.csv"
    file.write_text("forecaster,question,probability,outcome\na,q,0.4,\n")
    told = json.loads(run("calibration", file, "--json").output)
    assert (told["n"], told["open"], told["brier"]) == (0, 1, None)
    assert "too few to tell" in run("calibration", file).output


@pytest.mark.parametrize(
    ("command", "text", "told"),
    [
        (
            "calibration",
            "forecaster,question,probability,outcome\na,q,1.2,1\n",
            "row 2, probability: '1.2' is not",
        ),
        ("calibration", "forecaster,question,probability,outcome\na,q,.2,2\n", "row 2, outcome: '2' is not"),
        ("calibration", "forecaster,question,probability\na,q,.2\n", "outcome is not among the columns"),
        ("noise", "rater,case,occasion,judgement\na,x,1,high\n", "row 2, judgement: not a number (high)"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(tmp_path, command, text, told):
    file = tmp_path / "told.csv"
    file.write_text(text)
    done = run(command, file)
    assert done.exit_code == 2
    assert told in done.output
    assert len(done.output.splitlines()) == 1
