"""`fanlight pilot`: what other programs rely on."""

import json

import pytest
from click.testing import CliRunner

from fanlight.cli.main import cli

FIELDS = ["rate_ratio", "low", "high", "p", "method", "verdict", "sentence"]


def run(*arguments):
    return CliRunner().invoke(cli, ["pilot", *arguments])


def analysed(*arguments):
    result = run("analyse", *arguments, "--json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    assert list(told) == FIELDS
    return told


def test_dias():
    told = analysed("--before", "49/118072", "--after", "21/94409")
    assert [told[name] for name in FIELDS[:4]] == pytest.approx([0.536, 0.316, 0.886, 0.0143], abs=5e-4)
    assert (told["method"], told["verdict"]) == ("mid-p", "shown")


@pytest.mark.parametrize(
    ("method", "verdict"), [("mid-p", "shown"), ("score", "shown"), ("exact", "could not have been shown")]
)
def test_altman_by_each_method(method, verdict):
    told = analysed("--before", "14/5", "--after", "2/3", "--method", method)
    assert told["verdict"] == verdict
    assert (told["p"] < 0.05) == (told["high"] < 1)


def test_a_control_that_fell_as_much_takes_the_credit_away():
    alone = analysed("--before", "100/10", "--after", "50/10")
    beside = analysed(
        "--before", "100/10", "--after", "50/10", "--control-before", "200/10", "--control-after", "100/10"
    )
    assert alone["verdict"] == "shown"
    assert beside["rate_ratio"] == 1
    assert beside["verdict"] == "not shown"


def test_an_effect_that_matters_can_be_ruled_out():
    counts = ("--before", "1000/10", "--after", "1010/10")
    assert analysed(*counts)["verdict"] == "not shown"
    assert analysed(*counts, "--smallest-effect", "0.8")["verdict"] == "shown absent"
    assert analysed(*counts, "--smallest-effect", "1.2")["verdict"] == "shown absent"


def test_no_events_are_no_infinity():
    none = analysed("--before", "0/5", "--after", "0/3.5")
    assert (none["rate_ratio"], none["low"], none["high"], none["p"]) == (None, 0, None, 1)
    assert none["verdict"] == "could not have been shown"
    assert "No event on either side" in none["sentence"]
    rise = analysed("--before", "0/5", "--after", "9/3")
    assert rise["rate_ratio"] is None
    assert rise["high"] is None
    assert "no upper limit" in rise["sentence"]


@pytest.mark.parametrize(
    "count", ["3/0", "3", "a/b", "3.5/2", "-3/5", "nan/1", "1e400/1", "3/4/5", "", "/", "3/inf", "3/-1"]
)
@pytest.mark.parametrize("option", ["--before", "--control-after"])
def test_bad_counts_are_one_line_and_exit_2(option, count):
    given = {"--before": "1/2", "--after": "1/2", "--control-before": "1/2", "--control-after": "1/2"} | {
        option: count
    }
    result = run("analyse", *(word for pair in given.items() for word in pair))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert option in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--before", "1/2"),
        ("--before", "1/2", "--after", "1/2", "--control-before", "1/2"),
        ("--before", "1/2", "--after", "1/2", "--method", "wald"),
        ("--before", "1/2", "--after", "1/2", "--smallest-effect", "1"),
        ("--before", "1/2", "--after", "1/2", "--smallest-effect", "nan"),
        ("--before", "1/2", "--after", "1/2", "extra"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(arguments):
    result = run("analyse", *arguments)
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)


SPEC = """
title = "Call back within a day"
[design]
comparison = "before"
before = "14/5"
after_exposure = 3
months = 36
smallest_effect = 0.5
[start]
chosen = "worst"
places = 150
"""


def preflown(tmp_path, content, *options):
    path = tmp_path / "pilot.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return run("preflight", str(path), *options)


def test_preflight_tells_what_the_pilot_could_show(tmp_path):
    told = json.loads(preflown(tmp_path, SPEC, "--json").stdout)
    assert list(told) == [
        "title", "hash", "could_show", "power", "smallest_detectable", "median_found", "exaggeration",
        "wrong_sign", "times_longer", "worst_start", "peeking", "sentences",
    ]  # fmt: skip
    assert told["could_show"] is False
    assert told["worst_start"]["false_credit"] > 0.2 > 0.05 > told["worst_start"]["false_credit_drawn_in"]
    assert len(told["peeking"]["looks"]) == 36
    assert told["sentences"][0].startswith("This pilot could not show it")
    words = preflown(tmp_path, SPEC).stdout
    assert words.splitlines() == told["sentences"]


@pytest.mark.parametrize(
    "content",
    ["", "title = 3", "title = ", b"\xff\xfe\x00", SPEC.replace("14/5", "14/0"), SPEC.replace("150", "1")],
)
def test_a_bad_spec_is_one_line_and_exit_2(tmp_path, content):
    result = preflown(tmp_path, content, "--json")
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)


def test_a_spec_that_is_not_there_is_one_line_and_exit_2(tmp_path):
    for path in (tmp_path / "none.toml", tmp_path):
        result = run("preflight", str(path))
        assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
