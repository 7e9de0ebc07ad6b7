"""Pilots: verdicts in fixed words, a registration that nobody can change unseen, and what it could show."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.evidence.pilot import BadPilot, PilotSpec, Start, read_pilot
from fanlight.evidence.pilot_analysis import analyse_pilot, power_of_pilot
from fanlight.evidence.pilot_count import Count
from fanlight.evidence.pilot_verdict import COULD_NOT, NOT_SHOWN, SHOWN, SHOWN_ABSENT, VERDICTS, verdict
from fanlight.evidence.preflight import preflight

ALTMAN = PilotSpec("Altman's size", "before", Count(14, 5), 3, 36, smallest_effect=0.5)
LARGE = PilotSpec("Large", "before", Count(400, 24), 24, 24, smallest_effect=0.8)
WORDS = {
    "title": "Call back within a day",
    "why": "People remember the call",
    "design": {"before": "40/12", "after_exposure": 12, "months": 12, "smallest_effect": 0.7},
}


def flown(spec, **options):
    return preflight(spec, rng=np.random.default_rng(1), **options)


@pytest.mark.parametrize(
    ("low", "high", "power", "smallest", "word", "says"),
    [
        (0.3, 0.9, 0.9, 0.8, SHOWN, "A fall is shown"),
        (1.1, 2.0, 0.9, 1.2, SHOWN, "A rise is shown"),
        (0.85, 0.95, 0.9, 0.8, SHOWN_ABSENT, "a smaller one than matters"),
        (1.1, 1.5, 0.9, 0.8, SHOWN_ABSENT, "the wrong way"),
        (0.9, 1.2, 0.9, 0.8, SHOWN_ABSENT, "ruled out"),
        (0.7, 1.2, 0.9, 0.8, NOT_SHOWN, "cannot be ruled out"),
        (0.7, 1.2, 0.2, 0.8, COULD_NOT, "20 of 100"),
        (0.0, float("inf"), 0.0, None, COULD_NOT, "a halving"),
    ],
)
def test_verdicts(low, high, power, smallest, word, says):
    told = verdict(low, high, power=power, smallest_effect=smallest)
    assert told.word == word
    assert says in told.reason


@given(st.integers(0, 300), st.integers(0, 300), st.floats(0.1, 10), st.sampled_from([None, 0.5, 0.9, 1.3]))
def test_a_verdict_never_contradicts_p(before, after, exposure, smallest):
    result = analyse_pilot(Count(before, 1), Count(after, exposure), smallest_effect=smallest)
    assert result.verdict.word in VERDICTS
    if result.verdict.word == SHOWN:
        assert result.p < 0.05
    if result.p < 0.05:
        assert result.verdict.word in (SHOWN, SHOWN_ABSENT)


def test_half_a_control_is_refused():
    with pytest.raises(ValueError, match="before and after"):
        analyse_pilot(Count(1, 1), Count(1, 1), control_before=Count(1, 1))


def test_power_with_a_control_is_less():
    alone = power_of_pilot(Count(100, 1), 1, ratio=0.7)
    assert power_of_pilot(Count(100, 1), 1, ratio=0.7, controls=(100, 100)) < alone
    assert power_of_pilot(Count(100, 1), 1, ratio=0.7, controls=(1e7, 1e7)) == pytest.approx(alone, abs=0.02)
    assert power_of_pilot(Count(0, 1), 1, ratio=0.7) == 0


def test_a_changed_word_changes_the_hash():
    spec = read_pilot(WORDS)
    assert read_pilot(dict(WORDS)).freeze_hash() == spec.freeze_hash()
    for change in ({"why": "Another"}, {"smallest_effect": 0.71}, {"before": Count(41, 12)}, {"months": 13}):
        assert replace(spec, **change).freeze_hash() != spec.freeze_hash()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"title": None}, "title"),
        ({"title": 3}, "title"),
        ({"colour": "red"}, "colour"),
        ({"design": None}, "before"),
        ({"design": 3}, "design"),
        ({"before": "40/0"}, "before"),
        ({"before": "0/4"}, "before"),
        ({"before": None}, "before"),
        ({"after_exposure": -1}, "after_exposure"),
        ({"after_exposure": "many"}, "after_exposure"),
        ({"months": 0}, "months"),
        ({"months": 1e9}, "months"),
        ({"smallest_effect": 1}, "smallest_effect"),
        ({"smallest_effect": True}, "smallest_effect"),
        ({"smallest_effect": float("nan")}, "smallest_effect"),
        ({"method": "wald"}, "method"),
        ({"comparison": "moon"}, "comparison"),
        ({"comparison": "both"}, "control_before"),
        ({"dispersion": 0.5}, "dispersion"),
        ({"start": {"chosen": "worst"}}, "places"),
        ({"start": {"chosen": "best"}}, "chosen"),
        ({"start": {"why": "x"}}, "why"),
    ],
)
def test_what_cannot_be_worked_with_is_named(change, named):
    content = {**WORDS, "design": dict(WORDS["design"])}
    for name, value in change.items():
        table = content if name in ("title", "colour", "design", "start") else content["design"]
        table[name] = value
        if value is None:
            del table[name]
    with pytest.raises(BadPilot, match=named):
        read_pilot(content)


def test_altmans_pilot_could_not_have_shown_a_halving():
    told = flown(ALTMAN)
    assert told.power == pytest.approx(0.23, abs=0.005)
    assert not told.could_show
    assert told.sentence().startswith("This pilot could not show it")
    assert flown(replace(ALTMAN, smallest_effect=0.8)).finds.median_found == pytest.approx(0.26, abs=0.005)


def test_a_large_pilot_could():
    told = flown(LARGE)
    assert told.could_show
    assert told.power > 0.8
    assert 0.8 < told.smallest_detectable < 0.85
    assert told.times_longer == 1


def test_the_price_of_peeking():
    """Three years of monthly looks: a quarter false alarms; planned looks keep the power, any time most."""
    spec = PilotSpec("p", "before", Count(200, 36), 36, 36, smallest_effect=0.739)
    told = flown(spec)
    price = told.peeking
    assert told.power == pytest.approx(0.8, abs=0.01)
    assert 0.2 < price.false_alarms < 0.3
    assert price.planned_power > 0.9 * told.power
    assert price.any_time_power > 0.55 * told.power


def test_a_worst_start_takes_most_of_the_hope():
    spec = replace(LARGE, before=Count(33, 12), start=Start("worst", 150))
    told = flown(spec)
    assert told.worst_start.false_credit > 0.3
    assert told.worst_start.drawn_in < 0.05
    assert told.power < flown(replace(spec, start=Start())).power
    known = replace(spec, start=Start("worst", 150, typical=Count(20, 12)))
    assert flown(known).worst_start.falls_to == pytest.approx(told.worst_start.falls_to, abs=0.02)


@pytest.mark.parametrize("comparison", ["before", "place", "both", "known"])
@pytest.mark.parametrize("effect", [0.7, 1.4])
def test_every_comparison_is_told_in_under_two_seconds(comparison, effect):
    spec = replace(
        LARGE,
        comparison=comparison,
        smallest_effect=effect,
        control_before=Count(500, 24),
        control_after_exposure=24.0,
    )
    began = time.process_time()
    told = flown(spec)
    assert time.process_time() - began < 2
    assert 0 < told.power <= 1
    assert len(told.sentences()) >= 3
    assert (told.peeking.any_time_power is None) == (comparison == "both")


@pytest.mark.parametrize("events", [1, 3e6])
def test_the_smallest_and_the_largest_are_told(events):
    told = flown(replace(ALTMAN, before=Count(events, 5), months=60), draws=100)
    assert all(sentence.endswith(".") for sentence in told.sentences())
