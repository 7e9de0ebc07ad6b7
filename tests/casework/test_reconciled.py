"""A difference from the published value is explained or listed, never left without a word."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.casework.cases import Cases, State
from fanlight.casework.reconciled import Counted, PublishedValue, reconcile
from fanlight.casework.recounted import by_another_day, each_child_once

CODE = "re_referral_12m"


def counts(year: int = 2025, how: str = "") -> st.SearchStrategy[Counted]:
    pairs = st.integers(0, 300).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
    return st.builds(lambda pair: Counted(year, how, *pair), pairs)


published = st.builds(
    PublishedValue,
    st.sampled_from([2024, 2025]),
    st.none() | st.integers(0, 1000).map(lambda tenths: tenths / 10),
    st.none() | st.integers(0, 300),
    st.sampled_from([0.1, 1.0]),
    st.just("suppressed to protect confidentiality"),
)


@given(counts(), st.none() | published, st.lists(counts(how="each child once"), max_size=2))
def test_every_difference_has_words(own: Counted, told: PublishedValue | None, others: list[Counted]) -> None:
    found = reconcile(CODE, own, told, others)
    if found.difference is None:
        assert found.reasons
    elif abs(found.difference) <= told.step / 2 and own.year == told.year:
        assert found.explained
        assert found.reasons[0].startswith("The same")
    elif found.explained:
        near = [one.percent for one in others if one.percent is not None]
        assert any(abs(percent - told.percent) <= told.step / 2 + 1e-9 for percent in near)
    if found.difference is not None and not found.explained:
        assert "more here" in found.sentence() or "less here" in found.sentence()


@pytest.mark.parametrize(
    ("own", "told", "explained", "words"),
    [
        (Counted(2025, "", 1, 3), None, False, "not in the published figures"),
        (Counted(2025, "", 1, 3), PublishedValue(2025, None, None, 0.1, "suppressed"), True, "is suppressed"),
        (Counted(2025, "", 0, 0), PublishedValue(2025, 20.0, 10, 0.1), True, "No case of that year"),
        (Counted(2026, "", 1, 5), PublishedValue(2025, 20.0, 10, 0.1), False, "Another year"),
        (Counted(2025, "", 1, 3), PublishedValue(2025, 33.3, 3, 0.1), True, "as far as the published value"),
        (Counted(2025, "", 1, 3), PublishedValue(2025, 33.4, 3, 0.1), False, ""),
        (Counted(2025, "", 1, 3), PublishedValue(2025, 40.0, 5, 0.1), False, "2 fewer here"),
        (Counted(2025, "", 4, 7), PublishedValue(2025, 40.0, 5, 0.1), False, "2 more here"),
    ],
)
def test_reasons(own: Counted, told: PublishedValue | None, explained: bool, words: str) -> None:
    found = reconcile(CODE, own, told)
    assert found.explained is explained
    assert words in " ".join(found.reasons)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(State)), max_size=12))
def test_children_once(rows: list[tuple[str, State]]) -> None:
    on = np.full(len(rows), np.datetime64("2025-06-08"))
    cases = Cases(CODE, np.arange(len(rows)), on, np.array([state for _, state in rows], np.int8))
    yes, of = each_child_once(cases, np.array([child for child, _ in rows], "U1"))
    assert yes == len({child for child, state in rows if state is State.YES})
    assert of == len({child for child, state in rows if state in (State.YES, State.NO)})


def test_another_day_leaves_out_what_has_none() -> None:
    on = np.array(["2025-06-08", "2025-06-09"], "datetime64[D]")
    moved = by_another_day(
        Cases(CODE, np.arange(2), on, np.ones(2, np.int8)), np.array(["NaT", "2025-01-01"], "datetime64[D]")
    )
    assert moved.on.tolist() == [np.datetime64("2025-01-01").item()]
    assert moved.row.tolist() == [1]
