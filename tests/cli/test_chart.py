"""`fanlight chart`: its JSON is the one promised, what it cannot tell it says, and a refusal is one line."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from click.testing import CliRunner

from fanlight.cli.main import cli
from fanlight.evidence import charts as charts_by_name
from fanlight.evidence.c_chart import c_chart
from tests.evidence.test_xmr_chart import EXPECTED, label, number, published

MARKS = {"common_cause", "outside", "trend", "two_of_three", "shift"}


def run(*arguments):
    return CliRunner().invoke(cli, ["chart", *(str(argument) for argument in arguments)])


def charts(*arguments):
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)["charts"]


def refused(*arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    lines = result.stderr.strip().splitlines()
    assert "Traceback" not in result.output
    return lines[-1]


@pytest.fixture
def monthly(tmp_path):
    def write(rows, head="month,count"):
        path = tmp_path / "series.csv"
        path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(("case", "points"), published().items(), ids=published())
def test_no_mark_or_limit_differs_from_nhs_plot_the_dots(case, points, tmp_path):
    path = tmp_path / "case.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["day", "y"], *([point["x"], point["y"]] for point in points[::-1])])
    rebase = [b["x"] for a, b in pairwise(points) if a["rebase_group"] != b["rebase_group"]]
    options = ["--date", "day", "--value", "y", *(["--rebase", *rebase] if rebase else [])]
    options += ["--fix-after", 12] if "fix12" in case else []
    options += ["--no-screening"] if "unscreened" in case else []
    [chart] = charts(path, *options)
    assert (chart["by"], chart["kind"]) == (None, "xmr")
    told = chart["points"]
    assert [point["x"] for point in told] == [point["x"] for point in points]
    assert [point["mark"] for point in told] == [label(point["special_cause_type"]) for point in points]
    for ours, theirs in (("y", "y"), ("centre", "mean_col"), ("lower", "lpl"), ("upper", "upl")):
        expected = [number(point[theirs]) for point in points]
        np.testing.assert_allclose([point[ours] for point in told], expected, rtol=1e-12, atol=1e-9)


def test_all_cases_in_one_file_are_charted_apart(tmp_path):
    [*charted] = charts(EXPECTED, "--date", "x", "--value", "y", "--by", "case")
    with EXPECTED.open(encoding="utf-8") as lines:
        names = [case for case, _ in groupby(csv.DictReader(lines), key=lambda row: row["case"])]
    assert [chart["by"] for chart in charted] == names
    assert {point["mark"] for chart in charted for point in chart["points"]} <= MARKS


def test_the_json_is_the_one_promised(monthly):
    counts = [20, 22, 19, 21, 20, 23, 21, 20, 22, 21, 20, 45]
    path = monthly(f"2025-{month:02},{count}" for month, count in enumerate(counts, 1))
    [chart] = charts(path, "--date", "month", "--value", "count", "--target", 30, "--improvement", "decrease")
    assert list(chart)[:5] == ["by", "kind", "points", "signals", "false_alarm_rate"]
    assert list(chart["points"][0]) == ["x", "y", "centre", "lower", "upper", "mark"]
    assert chart["points"][0]["x"] == "2025-01-01"
    assert chart["signals"] == [
        {
            "rule": "outside",
            "first": "2025-12-01",
            "last": "2025-12-01",
            "words": "1 month above the upper limit",
        }
    ]
    assert (chart["variation"], chart["assurance"]) == ("concern_high", "pass")


def test_a_lower_limit_is_not_clipped(monthly):
    [chart] = charts(
        monthly(f"2025-{m:02},{m % 2 * 9}" for m in range(1, 13)), "--date", "month", "--value", "count"
    )
    assert chart["points"][0]["lower"] < 0


def test_rows_may_stand_in_any_order_and_units_as_written(monthly):
    rows = ["2025-03,7,B", "2025-01,5,B", "2025-02,6, A & co "]
    first, second = charts(
        monthly(rows, "month,count,who"), "--date", "month", "--value", "count", "--by", "who"
    )
    assert (first["by"], second["by"]) == ("B", "A & co")
    assert [point["y"] for point in first["points"]] == [5, 7]
    assert [point["lower"] for point in second["points"]] == [None]


def test_what_is_missing_is_told(monthly):
    rows = [f"2024-{m:02},{m}" for m in range(1, 13) if m not in (5, 6)]
    rows += ["2025-01,c", "2025-02,", "2025-03,x", "2025-04,low"]
    result = run(monthly(rows), "--date", "month", "--value", "count", "--rebase", "2025-01-15")
    assert "4 values are not told (c 1, blank 1, x 1, low 1)" in result.stdout
    assert "2 months have no row (May 2024, June 2024)" in result.stdout
    assert "not rebased on 2025-01-15: no point on that day; the next is 2025-02-01" in result.stdout
    assert "limits rest on 10 months" in result.stdout
    [chart] = charts(monthly(rows), "--date", "month", "--value", "count")
    assert [point["y"] for point in chart["points"]][-4:] == [None] * 4
    assert chart["points"][-1]["mark"] == "common_cause"


def test_a_unit_with_too_few_points_says_so(monthly):
    rows = ["2025-01,5,A", "2025-01,c,B", "2025-01,1,C", "2025-02,2,C", "2025-03,4,C"]
    result = run(monthly(rows, "month,count,who"), "--date", "month", "--value", "count", "--by", "who")
    assert "no limits: 1 points, too few or all alike" in result.stdout
    assert "no value" in result.stdout
    assert "limits rest on 3 months and will move with each new one" in result.stdout


@pytest.mark.parametrize(
    "words", [["2025-04", "2025-07"], ["2025-04,2025-07"], ["2025-04", "--rebase", "2025-07-01"]]
)
def test_dates_of_rebasing_may_be_written_in_several_ways(monthly, words):
    path = monthly(f"2025-{month:02},{month}" for month in range(1, 13))
    [chart] = charts(path, "--date", "month", "--value", "count", "--rebase", *words)
    assert [point["centre"] for point in chart["points"]] == [2.0] * 3 + [5.0] * 3 + [9.5] * 6


@pytest.mark.parametrize("kind", ["p", "p_prime", "u", "u_prime"])
def test_kinds_with_a_denominator(monthly, kind):
    path = monthly([f"2025-{m:02},{m},{10 * m}" for m in range(1, 13)], "month,count,of")
    [chart] = charts(path, "--date", "month", "--value", "count", "--denominator", "of", "--kind", kind)
    assert chart["kind"] == kind
    assert [point["y"] for point in chart["points"]] == [0.1] * 12
    assert "wants --denominator" in refused(path, "--date", "month", "--value", "count", "--kind", kind)


@pytest.mark.parametrize("kind", ["c", "g", "t", "run"])
def test_kinds_without_a_denominator(monthly, kind):
    path = monthly(f"2025-{m:02},{m}" for m in range(1, 13))
    [chart] = charts(path, "--date", "month", "--value", "count", "--kind", kind)
    assert chart["kind"] == kind
    assert (chart["points"][0]["upper"] is None) == (kind == "run")


def test_the_honest_chart_is_asked_for_by_name(monthly, monkeypatch):
    path = monthly([f"2025-{m:02},{m},{10 * m}" for m in range(1, 13)], "month,count,of")
    asked = []

    def honest_chart(days, values, *, denominator=None):
        asked.append((len(days), values.tolist(), None if denominator is None else denominator.tolist()))
        return replace(c_chart(days, values), kind="honest", mark=("step",) * len(days))

    monkeypatch.setattr(
        charts_by_name, "import_module", lambda name: SimpleNamespace(honest_chart=honest_chart)
    )
    options = ["--date", "month", "--value", "count", "--kind", "honest"]
    [chart] = charts(path, *options, "--denominator", "of")
    charts(path, *options)
    counts = [float(month) for month in range(1, 13)]
    assert asked == [(12, counts, [10 * count for count in counts]), (12, counts, None)]
    assert (chart["kind"], chart["points"][0]["mark"], chart["variation"]) == ("honest", "step", None)
    assert "takes no rebase" in refused(path, *options, "--rebase", "2025-03")


def test_a_version_without_the_honest_chart_says_so(monthly, monkeypatch):
    def absent(name):
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr(charts_by_name, "import_module", absent)
    path = monthly(f"2025-{m:02},{m}" for m in range(1, 13))
    said = refused(path, "--date", "month", "--value", "count", "--kind", "honest")
    assert said == "the honest chart is not part of this version"


def test_a_funnel_has_a_point_for_each_unit(monthly):
    rows = ["2025-01,5,50,A", "2025-02,5,50,A", "2025-01,60,200,B", "2025-01,c,10,C"]
    path = monthly(rows, "month,count,of,who")
    [chart] = charts(
        path, "--date", "month", "--value", "count", "--denominator", "of", "--by", "who", "--kind", "funnel"
    )
    assert [point["by"] for point in chart["points"]] == ["A", "B", "C"]
    assert [point["x"] for point in chart["points"]] == [100, 200, None]
    assert [point["y"] for point in chart["points"]] == [0.1, 0.3, None]
    assert "C: 1 value is not told (c 1)" in chart["notes"]


def test_the_page_holds_each_chart(monthly, tmp_path):
    path = monthly([f"2025-{m:02},{m},{who}" for m in range(1, 13) for who in "AB"], "month,count,who")
    out = tmp_path / "charts.html"
    result = run(path, "--date", "month", "--value", "count", "--by", "who", "--out", out)
    assert result.exit_code == 0
    page = out.read_text(encoding="utf-8")
    assert page.count("<svg") == 2
    assert "A: Usually " in page
    assert "of 12 months marked" in page


@pytest.mark.parametrize(
    ("rows", "options", "words"),
    [
        (["2025-01,5", "2025-01,6"], [], "two values on 2025-01-01, in rows 2 and 3"),
        (["2025-01,five"], [], "row 2, count: not a number"),
        (["yesterday,5"], [], "row 2, month"),
        ([",5"], [], "row 2, month"),
        (["2025-01,5"], ["--by", "who"], "who"),
        (["2025-01,-5"], ["--kind", "c"], "a count is negative"),
        (["2025-01,0"], ["--kind", "t"], "not above 0"),
        (["2025-01,5"], ["--rebase", "soon"], "--rebase soon"),
        (["2025-01,5"], ["2025-02"], "what is '2025-02'"),
        (["2025-01,5"], ["--out", "charts.pdf"], ".html"),
        (["2025-01,5"], ["--fix-after", "3"], "x>=12"),
        ([], [], "no row"),
    ],
)
def test_a_refusal_is_one_line_that_says_why(monthly, rows, options, words):
    assert words in refused(monthly(rows), "--date", "month", "--value", "count", *options)


def test_no_such_file_is_said(tmp_path):
    assert "nowhere.csv" in refused(Path(tmp_path / "nowhere.csv"), "--date", "a", "--value", "b")
