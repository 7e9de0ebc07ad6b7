"""`fanlight look`: one file becomes one page that stands alone."""

import re

import pytest
from click.testing import CliRunner

from fanlight.cli.main import cli
from tests.exchange.cin_rules.returns import a_return, assessment, child, episode
from tests.exchange.samples import ANNEX_A, CIN_SAMPLES


def look(path, out, *more):
    result = CliRunner().invoke(cli, ["look", str(path), "--out", str(out), *more])
    return result, out.read_text(encoding="utf-8") if out.exists() else ""


@pytest.mark.parametrize("path", [*CIN_SAMPLES, ANNEX_A], ids=lambda path: path.name)
def test_every_sample_becomes_a_page_that_reaches_out_for_nothing(path, tmp_path):
    result, made = look(path, tmp_path / "page.html")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[-1] == f"Written: {tmp_path / 'page.html'}"
    assert "<script" not in made
    assert not re.search(r"(?:src|href)=\"(?!#)", made)
    assert "Data faults" in made


def test_counts_faults_and_neighbours_are_told(tmp_path):
    path = tmp_path / "york.xml"
    late = assessment(AssessmentActualStartDate="2025-05-01", AssessmentAuthorisationDate="2025-12-01")
    path.write_text(
        a_return(child(episode(late)), child(LAchildID="C2")).replace("<LEA>201<", "<LEA>816<"), "utf-8"
    )
    result, made = look(path, tmp_path / "page.html")
    assert result.exit_code == 0
    assert "Re-referrals within 12 months: at least 0 of " in made
    assert "Assessments completed within 45 working days: 0 of 1 (0 %)." in made
    assert "York 23 %; its 10 statistical neighbours" in made
    assert "Open Government Licence" in made
    assert "Section 47 enquiries: the file holds none." in made


def test_what_cannot_be_read_or_written_is_told_in_a_line(tmp_path):
    (tmp_path / "odd.pdf").write_bytes(b"%PDF-1.7")
    refused, made = look(tmp_path / "odd.pdf", tmp_path / "page.html")
    assert (refused.exit_code, made) == (2, "")
    assert len(refused.stderr.strip().splitlines()) == 1
    nowhere, _ = look(ANNEX_A, tmp_path / "none" / "page.html")
    assert nowhere.exit_code == 2
    assert nowhere.stderr.strip().endswith("cannot be written (no such file or directory)")


@pytest.mark.parametrize("named", ["City of York Council", "816"])
def test_a_workbook_stands_beside_the_neighbours_of_the_authority_that_is_named(named, tmp_path):
    _, without = look(ANNEX_A, tmp_path / "without.html")
    assert "The file names no authority" in without
    result, made = look(ANNEX_A, tmp_path / "page.html", "--authority", named)
    assert result.exit_code == 0, result.stderr
    assert "York 23 %; its 10 statistical neighbours" in made
    assert "The file names" not in made
    wrong, _ = look(ANNEX_A, tmp_path / "wrong.html", "--authority", "Borsetshire")
    assert wrong.exit_code == 2
    assert "nothing is published about Borsetshire" in wrong.stderr


def test_rows_lost_stand_above_the_figures(tmp_path):
    path = tmp_path / "ssd_cin_episodes.csv"
    rows = ("R1,P1,05/04/2026", "R2,P2,31/02/2026", "R3,P3,n/k")
    path.write_text("\n".join(["cine_referral_id,cine_person_id,cine_referral_date", *rows]), "utf-8")
    _, made = look(path, tmp_path / "page.html")
    assert made.index("Not in any figure: 2 of 3 rows of ssd_cin_episodes.") < made.index(
        "Referrals: 1 in 1 month"
    )
    assert "no such day in the calendar" in made
