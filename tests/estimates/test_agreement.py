"""Agreement: answers of irrCAC and krippendorff, and what must hold whatever the ratings."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.estimates.agreement import (
    Ratings,
    gwet_ac,
    jackknife_interval,
    krippendorff_alpha,
    percent_agreement,
    quadratic_weights,
)
from tests.estimates.frozen import columns, sets

STATISTICS = {
    "percent_agreement": percent_agreement,
    "krippendorff_alpha_nominal": krippendorff_alpha,
    "krippendorff_alpha_ordinal": lambda ratings: krippendorff_alpha(ratings, "ordinal"),
    "krippendorff_alpha_interval": lambda ratings: krippendorff_alpha(ratings, "interval"),
    "gwet_ac1": gwet_ac,
    "gwet_ac2_quadratic": lambda ratings: gwet_ac(ratings, quadratic_weights(ratings.values)),
    "percent_agreement_quadratic": lambda ratings: percent_agreement(
        ratings, quadratic_weights(ratings.values)
    ),
}
FROZEN = [
    pytest.param(one, name, result["coefficient"], id=f"{one['file']}-{name}")
    for one in sets("agreement")
    for name, result in one["results"].items()
    if name in STATISTICS
]


def ratings_of(one):
    table = columns(one["file"])
    judged = table["judgement"] if one["scale"] == "nominal" else [float(cell) for cell in table["judgement"]]
    return Ratings.of(table["case"], judged)


@pytest.mark.parametrize(("one", "name", "expected"), FROZEN)
def test_frozen_answers(one, name, expected):
    assert STATISTICS[name](ratings_of(one)) == pytest.approx(expected, abs=1e-8)


def test_there_are_answers_for_every_statistic():
    assert {param.values[1] for param in FROZEN} == set(STATISTICS)


@st.composite
def judgements(draw):
    raters, cases = draw(st.integers(2, 4)), draw(st.integers(3, 8))
    cells = [(rater, case) for rater in range(raters) for case in range(cases)]
    kept = [cell for cell in cells if draw(st.booleans())] or cells
    return [case for _, case in kept], [draw(st.integers(1, 4)) for _ in kept]


@given(judgements())
def test_pairs_counted_by_hand(told):
    cases, judged = told
    shares = []
    for case in sorted(set(cases)):
        own = [word for at, word in zip(cases, judged, strict=True) if at == case]
        pairs = list(combinations(own, 2))
        if pairs:
            shares.append(np.mean([one == other for one, other in pairs]))
    expected = np.mean(shares) if shares else np.nan
    assert percent_agreement(Ratings.of(cases, judged)) == pytest.approx(expected, nan_ok=True)


@given(judgements(), st.permutations([10, 20, 30, 40]))
def test_other_names_for_the_same_categories_change_nothing_on_a_nominal_scale(told, names):
    cases, judged = told
    plain, renamed = Ratings.of(cases, judged), Ratings.of(cases, [names[word - 1] for word in judged])
    for statistic in (percent_agreement, gwet_ac, krippendorff_alpha):
        assert statistic(plain) == pytest.approx(statistic(renamed), nan_ok=True)


@given(judgements())
def test_all_agree_is_1_and_never_more(told):
    cases, judged = told
    ratings = Ratings.of(cases, judged)
    for statistic in STATISTICS.values():
        assert not statistic(ratings) > 1 + 1e-12
    same = Ratings.of(cases * 2, [case % 3 for case in cases] * 2)
    assert percent_agreement(same) == 1
    if len(set(cases)) > 2:
        assert krippendorff_alpha(same) == pytest.approx(1)


def test_the_jackknife_is_near_the_linearised_error():
    for one in sets("agreement")[:3]:
        ratings = ratings_of(one)
        low, high = jackknife_interval(ratings, gwet_ac)
        error = one["results"]["gwet_ac1"]["standard_error"]
        assert (high - low) / 2 == pytest.approx(2.03 * error, rel=0.1)


def test_two_cases_have_no_interval():
    assert np.isnan(jackknife_interval(Ratings.of([1, 1, 2, 2], list("xyxx")), gwet_ac)).all()
