"""The worked example: each study judged by one method, in fixed words, with the figures it published."""

from __future__ import annotations

import pytest

from fanlight.evidence.abusive_head_trauma import studies, verdicts
from fanlight.evidence.pilot_verdict import NOT_SHOWN, SHOWN, SHOWN_ABSENT, VERDICTS


def judged(name):
    return next(one for one in verdicts() if one.study.name == name)


def test_each_study_is_judged_once():
    assert sorted((one.study.name, one.study.published) for one in verdicts()) == sorted(
        (one.name, one.published) for one in studies()
    )
    assert {one.change for one in verdicts()} <= set(VERDICTS)


def test_dias_2005():
    found = judged("Dias 2005")
    assert found.words.startswith("a fall shown")
    assert found.words.endswith("a lasting effect of the programme: not shown.")
    assert found.result.rate_ratio == pytest.approx(0.536, abs=5e-4)
    assert found.study.before.per(1e5) == pytest.approx(41.5, abs=0.05)
    assert found.study.after.per(1e5) == pytest.approx(22.2, abs=0.05)
    assert found.study.derived


def test_the_early_look_exaggerates():
    early, later = judged("Dias early look 2001"), judged("Dias 2005")
    assert 1 - early.result.rate_ratio == pytest.approx(0.77, abs=0.005)
    assert 1 - later.result.rate_ratio == pytest.approx(0.47, abs=0.008)


def test_no_lasting_effect_is_shown_by_any_and_the_original_area_shows_it_absent():
    assert {one.lasting for one in verdicts()} == {NOT_SHOWN, SHOWN_ABSENT}
    assert judged("WNY 2019").change == SHOWN_ABSENT
    assert judged("Scott 2022 meta-analysis").change == SHOWN_ABSENT
    assert [one.change for one in verdicts() if one.study.name == "Barr 2018"] == [NOT_SHOWN, SHOWN]


def test_each_number_has_its_source():
    assert all(study.source and study.status for study in studies())
