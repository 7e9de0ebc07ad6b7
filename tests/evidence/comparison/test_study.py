"""A study is its estimates and checks, is kept whole, and is worked out again only for other figures."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from fanlight.evidence.comparison.checks import every_check
from fanlight.evidence.comparison.estimate import compare_areas
from fanlight.evidence.comparison.found import finding_of, inputs_of
from fanlight.evidence.comparison.panel import panel
from fanlight.evidence.comparison.specified import specified
from fanlight.evidence.comparison.study import inputs_digest, read_study, study
from fanlight.evidence.finding import CannotRun
from fanlight.evidence.running import run

SPEC = specified("referrals", "816", "2020-04")


@pytest.fixture(scope="module")
def areas():
    rng = np.random.default_rng(4)
    values = rng.poisson(60, size=(24, 36)).astype(float)
    return panel([f"Area {n}" for n in range(24)], values, treated="Area 3", first=24, counts=True)


@pytest.fixture(scope="module")
def found(areas):
    return study(areas)


def test_it_says_what_the_estimators_and_checks_say(areas, found):
    assert found.sentence() == compare_areas(areas).sentence()
    assert [one.sentence() for one in found.checks] == [one.sentence() for one in every_check(areas)]
    assert found.middle.average_effect == sorted(one.average_effect for one in found.comparison.estimates)[3]


def test_what_is_kept_is_read_back_whole(found):
    again = read_study(json.loads(json.dumps(found.to_dict(), allow_nan=False)))
    assert again.to_dict() == found.to_dict()
    assert [one.sentence() for one in again.checks] == [one.sentence() for one in found.checks]
    assert again.sentence("calls") == found.sentence("calls")


def test_other_inputs_have_another_digest_and_the_same_have_not(areas):
    own = inputs_digest(areas)
    assert inputs_digest(replace(areas, values=areas.values.copy(), notes=("told",))) == own
    moved = areas.values.copy()
    moved[5, 7] += 1e-9
    for other in (
        replace(areas, values=moved),
        replace(areas, first=23),
        replace(areas, treated=4),
        replace(areas, placebos=areas.placebos[1:]),
        replace(areas, donors=tuple(pool[1:] for pool in areas.donors)),
    ):
        assert inputs_digest(other) != own


def test_it_can_be_stopped_between_any_two_steps(areas):
    class Stopped(Exception):
        pass

    def say(step, done, of):
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        study(areas, say)


def test_as_a_test_it_keeps_the_figures_it_compared(areas, found):
    finding = finding_of(SPEC, found)
    assert run(SPEC, areas_of=areas).digest == finding.digest
    assert inputs_of(finding.to_dict()) == inputs_digest(areas)
    assert finding.numbers["intervals_with_0"] == sum(
        one.low <= 0 <= one.high for one in found.comparison.estimates
    )
    with pytest.raises(CannotRun, match="are not here"):
        run(SPEC)
