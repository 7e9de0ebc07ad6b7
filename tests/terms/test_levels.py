"""Dated level sets."""

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.terms.codes import UnknownCode
from fanlight.terms.levels import (
    ANCHOR_NOTE,
    FAMILY_HELP,
    IN_USE,
    SHIPPED,
    SSD_CONTACT_FLAGS,
    WORKING_TOGETHER,
    LevelKind,
    adopt,
    level_set_on,
)


@pytest.mark.parametrize("level_set", SHIPPED, ids=lambda s: s.code)
def test_a_shipped_set_holds_each_kind_once_with_an_anchor(level_set):
    assert [level.kind for level in level_set] == list(get_args(LevelKind))
    assert len({level.label for level in level_set}) == len(level_set) == 12
    assert all(30 < len(level.anchor) < 300 and level.anchor.endswith(".") for level in level_set)
    assert level_set.anchor_note == ANCHOR_NOTE
    assert {level.ssd_flag for level in level_set} == SSD_CONTACT_FLAGS | {""}
    assert [level.code for level in level_set if level.keeps_open] == ["awaiting_information"]
    steps = [level.steps_up for level in level_set if level.steps_up is not None]
    assert steps == list(range(6))


def test_the_sets_differ_where_the_reform_changed_the_words():
    differing = {a.kind for a, b in zip(WORKING_TOGETHER, FAMILY_HELP, strict=True) if a.label != b.label}
    assert differing == {"early_help", "assessment", "strategy_discussion"}


@given(st.data())
def test_higher_is_an_order_where_it_is_defined(data):
    a, b = data.draw(st.tuples(*[st.sampled_from(WORKING_TOGETHER.levels)] * 2))
    comparable = a.steps_up is not None and b.steps_up is not None
    assert (a.is_higher_than(b) is None) == (not comparable)
    if comparable:
        assert [a.is_higher_than(b), b.is_higher_than(a), a == b].count(True) == 1


@given(st.dates(date(2025, 4, 1), date(2040, 1, 1)), st.dates(date(2018, 7, 4), date(2045, 1, 1)))
def test_after_adopting_exactly_one_set_is_in_force_every_day(on, day):
    sets = adopt(FAMILY_HELP, on)
    expected = FAMILY_HELP if day >= on else WORKING_TOGETHER
    assert level_set_on(day, sets).code == expected.code
    # The old words are untouched.
    assert level_set_on(on - timedelta(days=1), sets).levels == WORKING_TOGETHER.levels


def test_a_day_without_one_set_is_an_error_not_a_guess():
    with pytest.raises(LookupError, match="on 3 July 2018; found none"):
        level_set_on(date(2018, 7, 3))
    with pytest.raises(LookupError, match="found Working Together and Family help"):
        level_set_on(date(2026, 1, 1), SHIPPED)


def test_adopting_refuses_what_cannot_be():
    with pytest.raises(ValueError, match="cannot be used before 1 April 2025"):
        adopt(FAMILY_HELP, date(2025, 3, 31))
    sets = adopt(FAMILY_HELP, date(2027, 1, 1))
    with pytest.raises(ValueError, match="already ends on 31 December 2026"):
        adopt(FAMILY_HELP, date(2026, 6, 1), sets)
    with pytest.raises(ValueError, match="before 2018-07-04"):
        adopt(replace(WORKING_TOGETHER, code="own"), date(2018, 7, 4), IN_USE)


def test_a_set_is_checked_when_made():
    first, second, *_ = WORKING_TOGETHER.levels
    for levels, message in [
        ((first, first), "stands twice"),
        ((second, first), "in their order"),
        ((first, replace(second, order=first.order)), "in their order"),
    ]:
        with pytest.raises(ValueError, match=message):
            replace(WORKING_TOGETHER, levels=levels)
    with pytest.raises(ValueError, match="kind 'watch'"):
        replace(first, kind="watch")
    with pytest.raises(ValueError, match="outcome flag 'NFA'"):
        replace(first, ssd_flag="NFA")
    with pytest.raises(UnknownCode, match="'nfa' is not a code of Working Together"):
        WORKING_TOGETHER["nfa"]
