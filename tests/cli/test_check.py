"""`fanlight check` and `fanlight convert`: what other programs rely on."""

import csv
import json
import re
import subprocess
import sys
import zipfile
from io import BytesIO

import polars
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from fanlight.cli.main import cli
from fanlight.exchange.checking import check_file
from fanlight.exchange.write_tables import write_tables
from tests.exchange.cin_rules.returns import a_return, assessment, child, episode
from tests.exchange.samples import ANNEX_A, CIN_SAMPLES, DATA

SAMPLES = [
    *CIN_SAMPLES,
    ANNEX_A,
    *sorted((DATA / "ssda903").glob("*.csv")),
    *(DATA / "workforce").glob("*.xml"),
]
FIELDS = ["file", "format", "year", "children", "records", "findings", "set_aside"]
FINDING = ["rule", "severity", "table", "place", "value", "message"]


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def faulty(tmp_path):
    path = tmp_path / "june.xml"
    late = assessment(AssessmentActualStartDate="2025-06-01")
    path.write_text(a_return(child(episode(late, Colour="red"), Sex="=1+1"), child()), encoding="utf-8")
    return path


def test_the_json_is_the_one_promised(faulty):
    result = run("check", faulty, "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert list(told) == FIELDS
    assert (told["file"], told["format"], told["year"], told["children"]) == (
        "june.xml",
        "cin_census",
        2026,
        2,
    )
    assert told["records"]["CINdetails"] == 1
    assert all(list(found) == FINDING for found in told["findings"])
    sex = next(found for found in told["findings"] if found["rule"] == "4180")
    assert sex["place"] == "Child C1, ChildIdentifiers 1, Sex"
    assert (sex["severity"], sex["value"]) == ("ERROR", "=1+1")
    assert [list(item) for item in told["set_aside"]] == [["place", "reason"]] * len(told["set_aside"])
    assert any("Colour" in item["reason"] for item in told["set_aside"])


def test_places_are_distinct_within_a_rule():
    twice = a_return(child(episode(), episode()), child(episode(), episode()))
    found = check_file(BytesIO(twice.encode()), "twice.xml").findings
    places = [(one.rule, one.place) for one in found]
    assert len(places) > 10
    assert len(places) == len(set(places))


def test_a_line_a_file_and_one_refused(faulty, tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear colleague,\nplease find", encoding="utf-8")
    result = run("check", faulty, letter, faulty, "--json")
    assert result.exit_code == 2
    assert [json.loads(line)["file"] for line in result.stdout.splitlines()] == ["june.xml", "june.xml"]
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("letter.txt: ")


def test_in_words(faulty):
    result = run("check", faulty)
    assert result.exit_code == 0
    assert "june.xml: CIN Census return, 2026, 2 children" in result.stdout
    assert "ERROR 1103, 1: The assessment start date cannot be before the referral date" in result.stdout
    assert "Child C1, CINdetails 1, Assessments 1, AssessmentActualStartDate (2025-06-01)" in result.stdout


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_every_sample_is_checked(sample):
    told = json.loads(run("check", sample, "--json").stdout)
    assert told["file"] == sample.name
    assert sum(told["records"].values()) > 0


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_findings_for_a_data_officer(faulty, tmp_path, kind):
    out = tmp_path / f"findings.{kind}"
    assert run("check", faulty, "--out", out).exit_code == 0
    if kind == "csv":
        rows = list(csv.reader(out.open(newline="", encoding="utf-8-sig")))
    else:
        rows = [list(row) for row in load_workbook(out).active.iter_rows(values_only=True)]
    assert rows[0] == ["File", "Rule", "Severity", "Table", "Place", "Value", "Message"]
    sex = next(row for row in rows if row[1] == "4180")
    assert sex[5] == "'=1+1", "a spreadsheet must not run it"


def test_other_years_are_told(tmp_path):
    path = tmp_path / "old.xml"
    path.write_text(a_return(child(episode()), year=2019), encoding="utf-8")
    told = json.loads(run("check", path, "--json").stdout)
    assert told["year"] == 2019
    assert {
        "place": "Header, Year",
        "reason": "rules are held for 2023 to 2027: those of 2023 were run",
    } in told["set_aside"]


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_tables_as_they_stand(faulty, tmp_path, kind):
    out = tmp_path / "out"
    result = run("convert", faulty, "--to", out, *(["--csv"] if kind == "csv" else []))
    assert result.exit_code == 0, result.stderr
    path = out / f"Assessments.{kind}"
    frame = polars.read_csv(path, infer_schema=False) if kind == "csv" else polars.read_parquet(path)
    assert frame.to_dicts() == [
        {
            "child": "1",
            "LAchildID": "C1",
            "CINdetailsID": "1",
            "AssessmentID": "1",
            "AssessmentActualStartDate": "2025-06-01",
            "AssessmentInternalReviewDate": None,
            "AssessmentAuthorisationDate": "2025-07-10",
        }
    ]
    assert sorted(file.suffix for file in out.iterdir()) == [f".{kind}"] * len(list(out.iterdir()))


def test_nothing_is_written_over_unless_asked(faulty, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "Header.csv").write_text("mine", encoding="utf-8")
    refused = run("convert", faulty, "--to", out, "--csv")
    assert refused.exit_code == 2
    assert "is there already" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert [file.name for file in out.iterdir()] == ["Header.csv"]
    assert (out / "Header.csv").read_text(encoding="utf-8") == "mine"
    assert run("convert", faulty, "--to", out, "--csv", "--over").exit_code == 0


def test_a_file_that_ends_halfway_leaves_nothing(faulty, tmp_path):
    faulty.write_text(faulty.read_text(encoding="utf-8")[:-30], encoding="utf-8")
    refused = run("convert", faulty, "--to", tmp_path / "out", "--csv")
    assert refused.exit_code == 2
    assert "not well-formed XML" in refused.stderr
    assert list((tmp_path / "out").iterdir()) == []


def test_two_tables_of_one_file_name_are_two_files(tmp_path):
    lines = [("a/b", ["x"]), ("a:b", ["y"]), ("a/b", ["1"]), ("a:b", ["2"])]
    assert write_tables(lines, tmp_path) == {"a/b": 1, "a:b": 1}
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a b 2.csv", "a b.csv"]


def test_rows_that_fit_no_table_are_told(tmp_path):
    path = tmp_path / "ssd_contacts.csv"
    path.write_text(
        "cont_contact_id,cont_person_id,cont_contact_date\n1,C1,2025-01-01\n2,C2\n", encoding="utf-8"
    )
    result = run("convert", path, "--to", tmp_path / "out", "--csv")
    assert "set aside: row 3: 2 cells under 3 headings" in result.stderr


def test_an_odd_workbook_gives_no_warning_beside_its_account(tmp_path):
    with zipfile.ZipFile(ANNEX_A) as whole, zipfile.ZipFile(tmp_path / "odd.xlsx", "w") as odd:
        for name in whole.namelist():
            content = whole.read(name)
            if name == "xl/styles.xml":  # without a named style, which the library remarks upon
                content = re.sub(rb"<cellStyles.*?</cellStyles>", b"", content, flags=re.DOTALL)
            odd.writestr(name, content)
    code = "import sys; from fanlight.cli.main import main; sys.argv[0] = 'fanlight'; main()"
    command = [sys.executable, "-c", code, "check", str(tmp_path / "odd.xlsx")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("odd.xlsx: Annex A workbook")
    assert done.stderr == ""
