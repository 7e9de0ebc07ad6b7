"""Veiled answers: the estimate is right on average, and no figure gives one answer away."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.practice.pulse import FEW, ITEMS, KEPT, PulseFigure, groups_shown, pulse_figure, veiled
from fanlight.terms.disclosure import MINIMUM_TEAM


def test_the_share_is_right_on_average_and_the_interval_covers():
    rng = np.random.default_rng(7)
    for share, people in ((0.5, 25), (0.8, 40), (0.95, 60)):
        covered, shares = 0, []
        for _ in range(600):
            given_ = rng.random(people) < share
            figure = pulse_figure(int(veiled(given_, rng).sum()), people)
            shares.append(figure.of_ten)
            covered += figure.low <= 10 * share <= figure.high
        assert covered / 600 > 0.93, (share, people)
        assert np.mean(shares) == pytest.approx(10 * share, abs=0.5)


def test_whoever_knows_all_other_answers_learns_little_of_the_last():
    """The odds of either answer change at most sevenfold, whatever figure comes out: worked out."""
    said = (1 + KEPT) / 2

    def chances(answers: tuple[bool, ...]) -> np.ndarray:
        told = np.array([1.0])
        for one in answers:
            share = said if one else 1 - said
            told = np.convolve(told, [1 - share, share])
        return told

    for others in itertools.product([True, False], repeat=4):
        yes, no = chances((*others, True)), chances((*others, False))
        ratio = yes / no
        assert ratio.max() <= 7 + 1e-9
        assert ratio.min() >= 1 / 7 - 1e-9


def test_whether_a_share_is_told_hangs_on_how_many_answered_alone():
    """Else the small teams with a figure would be those where chance made everybody agree."""
    for answered in range(MINIMUM_TEAM, 40):
        told = {pulse_figure(safe, answered).of_ten is not None for safe in range(answered + 1)}
        assert told == {answered >= FEW}


def test_a_small_teams_interval_covers_whatever_comes_out():
    rng = np.random.default_rng(8)
    for share in (0.2, 0.5, 0.9):
        figures = [pulse_figure(int(veiled(rng.random(7) < share, rng).sum()), 7) for _ in range(600)]
        assert sum(one.low <= 10 * share <= one.high for one in figures) / 600 > 0.93, share


@pytest.mark.parametrize("answered", range(MINIMUM_TEAM))
def test_four_answers_show_nothing(answered):
    figure = pulse_figure(0, answered)
    assert figure == PulseFigure(0, None, None, None)
    assert "fewer than 5" in figure.sentence()
    assert figure.in_short() == ("not shown", "fewer than 5 answers")


def test_a_figure_is_no_finer_than_it_says():
    figure = pulse_figure(26, 33)
    assert figure.answered == 30
    assert figure.in_short() == ("about 9", "6 to 10")
    assert {type(value) for value in (figure.of_ten, figure.low, figure.high)} == {int}
    with pytest.raises(ValueError, match="between 0"):
        pulse_figure(6, 5)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 12), max_size=6))
def test_all_less_the_teams_shown_is_nobody_or_five(answers):
    shown, all_too = groups_shown(answers)
    assert all(answers[team] >= 5 for team in shown)
    if all_too:
        beyond = sum(answers.values()) - sum(answers[team] for team in shown)
        assert beyond == 0 or beyond >= 5


def test_the_items_name_their_safe_answer():
    assert 1 <= len(ITEMS) <= 4
    assert {item.safe for item in ITEMS} == {"agree", "disagree"}
