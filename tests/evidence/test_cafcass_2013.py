"""The worked example beside the published facts: the fall did not last, and what each rival came to."""

from itertools import pairwise

import pytest

from fanlight.evidence.cafcass_2013 import (
    CLAIM,
    FIRST_VERDICT,
    LAST_VERDICT,
    RIVALS,
    SPECIFICATIONS,
    UNTESTED,
    cafcass_2013,
    published_series,
)
from fanlight.evidence.care_applications import care_applications_by_year
from fanlight.evidence.claim import is_claim
from fanlight.evidence.investigation import OF_THE_CLAIM
from fanlight.evidence.lock import unaltered
from fanlight.evidence.running import run
from fanlight.evidence.verdict import Reading, Word, brier, refused
from fanlight.reports.document import as_page
from fanlight.reports.investigation import investigation_report

FOUND = cafcass_2013()


def found(name):
    return next(test.found for test in FOUND.tests if test.of == name)


def test_it_has_the_six_rivals_and_every_one_is_tested_or_said_why_not():
    assert [rival.name for rival in RIVALS] == [
        "Timing before the revised court process",
        "Diversion to pre-proceedings",
        "The stock already protected",
        "Late entries",
        "Working days",
        "Court fees and case law",
    ]
    assert is_claim(CLAIM)
    assert set(SPECIFICATIONS) | set(UNTESTED) == {OF_THE_CLAIM, *(rival.name for rival in RIVALS)}
    assert unaltered(FOUND.locked, CLAIM, RIVALS)


def test_the_fall_is_the_published_one_and_did_not_last():
    assert (
        found(OF_THE_CLAIM)
        == "Against 2012-13: 2013-14 -4.4 %, 2014-15 +0.4 %, 2015-16 +15.1 %. It did not last."
    )
    counts = care_applications_by_year().latest().value
    assert [round(100 * (b / a - 1), 1) for a, b in pairwise(counts[2:])] == [
        -4.4,
        5.1,
        14.6,
    ]


def test_ninety_of_152_fell():
    words = [test.found for test in FOUND.tests if test.of == OF_THE_CLAIM][1]
    assert words.startswith("90 of 152 places fell, 58 rose, 4 stayed.")
    assert "1 in 94" in words


def test_late_entries_explain_a_part():
    assert found("Late entries").startswith(
        "First figures against completed ones: -5.6 %. Figures of one age: -4.1 %."
    )
    assert "9 moved up, 0 down" in found("Late entries")


def test_timing_foretold_a_bulge_and_a_dip():
    assert "+8.0 %" in found(RIVALS[0].name)
    assert "-11.0 %" in found(RIVALS[0].name)


def test_the_fall_came_before_the_judgment_and_not_by_working_days():
    assert "-14.0 %" in found("Court fees and case law")
    assert "a working day, -8.7 %" in found("Working days")


def test_its_verdicts_pass_over_no_rival_and_the_first_was_settled():
    readings = FOUND.readings()
    for given in FOUND.verdicts:
        assert refused(given.verdict, readings, FOUND.reading_of(OF_THE_CLAIM), today=given.on) == ()
    assert FOUND.reading_of(OF_THE_CLAIM) == Reading.NOT_SEEN
    assert (FIRST_VERDICT.word, LAST_VERDICT.word) == (Word.CANNOT_TELL, Word.FALLS)
    assert brier(FIRST_VERDICT.probability, False) == pytest.approx(0.16)


def test_on_the_day_of_the_first_verdict_nobody_could_know_whether_it_lasted():
    then = cafcass_2013(known_on="2014-06-30")
    assert "whether it lasted cannot be told" in then.tests[0].found


def test_every_test_runs_again_from_its_specification_in_the_report():
    page = as_page(investigation_report(FOUND, made_on=FOUND.verdicts[-1].on))
    for test in FOUND.tests:
        again = run(test.specification, published_series(test.specification.series))
        assert again.sentence() == test.found
        assert test.found.replace("’", "’") in page or test.found.split(":")[0] in page
    assert "The claim does not stand." in page
    assert "it did not come about" in page
    assert FOUND.locked.digest in page
