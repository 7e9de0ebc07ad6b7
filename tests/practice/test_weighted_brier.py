"""Those who left stood for by others like them: a plain reading, what is too few, whose losses are read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.estimates.censoring_weights import censoring_weights, chance_followed
from fanlight.practice.weighted_brier import MOST, FollowedForecasts, weigh_forecasts

MANY = st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.integers(0, 2)), min_size=1, max_size=40)


def followed_of(worker, band, lost_on, *, team=0, months=6, due=182.0):
    """Forecasts of `due` days; lost on a day, or NaN for followed to the end."""
    n = len(worker)
    return FollowedForecasts(
        worker=np.asarray(worker),
        team=np.full(n, team) if np.isscalar(team) else np.asarray(team),
        age_band=np.asarray(band),
        months=np.full(n, months),
        days=np.where(np.isnan(lost_on), due, lost_on),
        to_the_end=np.isnan(lost_on),
    )


def scored(followed, *, worker=0, said=None, happened=None):
    """The worker's forecasts of a half, everything settled on the last day, unless said otherwise."""
    mine = np.flatnonzero(followed.worker == worker)
    kept = followed.to_the_end[mine]
    outcome = np.where(kept, 0.0 if happened is None else happened[mine], np.nan)
    return weigh_forecasts(
        np.full(len(mine), 0.5) if said is None else said[mine], outcome, followed.days[mine], mine, followed
    )


def a_service(*, per_worker=40, workers=7, lost_of=(2, 8)):
    """Two age bands; of every ten in a band so many leave, on the 30th day."""
    number = np.arange(per_worker * workers)
    worker, band, turn = number % workers, number // workers % 2, number // workers // 2 % 10
    lost = np.where(turn < np.array(lost_of)[band], 30.0, np.nan)
    return followed_of(worker, band, lost)


@given(MANY, st.integers(0, 9), st.integers(0, 2))
def test_the_chance_is_that_of_the_definition(many, at, group):
    time, ended, stratum = (np.array(column) for column in zip(*many, strict=True))
    same = [(t, e) for t, e, g in many if g == group]
    chance = 1.0
    for lost in sorted({t for t, e in same if not e}):
        risk = sum(1 for t, e in same if t > lost or (t == lost and not e))
        step = 1 - sum(1 for t, e in same if t == lost and not e) / risk
        chance = 0.0 if step == 0 else chance * (step if lost < at else 1.0)
    wanted = chance if same else 0.0
    assert chance_followed(time, ended, stratum, [at], [group]) == pytest.approx([wanted])


@given(MANY)
def test_where_all_are_followed_alike_it_is_the_weight_of_the_few(many):
    lost, _, stratum = (np.array(column, float) for column in zip(*many, strict=True))
    time, ended = np.minimum(lost, 5.0), lost >= 5
    chance = chance_followed(time, ended, stratum, time, stratum)
    weights = censoring_weights(time, ended, 5, stratum)
    reached = chance > 0
    assert (ended[reached] / chance[reached]) == pytest.approx(weights.weight[reached])


def test_each_band_counts_as_if_nobody_had_left():
    followed = a_service()
    right, wrong = 0.9, 0.1  # in band 0 all forecasts are good, in band 1 all are bad
    said = np.where(followed.age_band == 0, right, wrong)
    found = scored(followed, said=said, happened=np.ones(len(said)))
    assert (found.known, found.lost) == (20, 20)
    # 16 of 20 and 4 of 20 are settled; each band weighs a half again, as 20 and 20 were forecast.
    assert found.brier is None  # 16 at 1.25 and 4 at 5 tell as much as 12.8: too few
    more = scored(a_service(per_worker=80), said=np.tile(said, 2), happened=np.ones(2 * len(said)))
    assert more.brier.value == pytest.approx((0.1**2 + 0.9**2) / 2)
    assert (more.largest, more.effective) == (
        pytest.approx(5),
        pytest.approx(80**2 / (32 * 1.25**2 + 8 * 25)),
    )
    assert "stands for 5.0 at most; all together tell as much as 26 that count alike" in more.sentence()


def test_with_nobody_lost_nothing_is_said():
    assert scored(a_service(lost_of=(0, 0))) is None
    # Not even where other workers' children left.
    followed = a_service()
    kept = followed.to_the_end | (followed.worker == 0)
    assert scored(replace(followed, to_the_end=kept)) is None


@pytest.mark.parametrize(("others", "told"), [(4, False), (5, True)])
def test_five_other_workers_at_least_stand_behind_a_weight(others, told):
    found = scored(a_service(per_worker=80, workers=others + 1))
    assert (found.brier is not None) is told
    assert ("Too few to tell" in found.sentence()) is not told


def test_a_forecast_of_a_rare_age_is_weighed_by_all_of_its_length_and_of_a_rare_length_by_nobody():
    followed = a_service(per_worker=80, lost_of=(2, 4))
    band, months = followed.age_band.copy(), followed.months.copy()
    alone = np.flatnonzero((followed.worker == 0) & followed.to_the_end)[0]
    band[alone] = 5
    rare = replace(followed, age_band=band)
    found = scored(rare, said=band * 0.0, happened=(band == 5) * 1.0)
    kept = [rare.to_the_end[band == one].mean() for one in (0, 1)]
    mine = band[(rare.worker == 0) & rare.to_the_end]
    by_all = 1 / rare.to_the_end.mean()
    weights = by_all + (mine == 0).sum() / kept[0] + (mine == 1).sum() / kept[1]
    assert found.brier.value == pytest.approx(by_all / weights)
    months[alone] = 4
    assert scored(replace(followed, months=months)).brier is None


def test_a_band_of_whom_all_left_is_too_few_and_no_wider_group_speaks_for_it():
    assert scored(a_service(per_worker=80, lost_of=(2, 10))).brier is None


def test_a_team_with_others_enough_is_taken_and_a_small_one_falls_back_on_the_age_band():
    followed = a_service(per_worker=80, workers=12, lost_of=(2, 2))
    lost = followed.days < 100
    mine, other = followed.worker < 6, followed.worker >= 6
    quiet = replace(
        followed,
        team=other.astype(int),
        days=np.where(lost & other, 182.0, followed.days),
        to_the_end=~(lost & mine),
    )
    assert scored(quiet).largest == pytest.approx(1.25)  # of the own team, 2 of 10 left
    small = replace(quiet, team=np.where(followed.worker < 5, 0, 1))  # four others beside the worker
    assert scored(small).largest == pytest.approx(1 / 0.9)  # of the age band, 1 of 10


def test_a_weight_is_held_to_its_limit_and_that_is_said():
    rare = followed_of(
        np.arange(2400) % 6, np.where(np.arange(2400) // 6 < 200, 0, 1), np.full(2400, np.nan), months=6
    )
    band = rare.age_band == 1
    lost = band & (np.arange(2400) // 6 % 20 > 0)  # 19 of 20 leave
    rare = replace(rare, days=np.where(lost, 30.0, 182.0), to_the_end=~lost)
    found = scored(rare)
    assert (found.largest, found.limited) == (MOST, 10)
    assert "; 10 would stand for more and are held to that" in found.sentence()


@given(st.integers(0, 2**32))
def test_nothing_hangs_on_what_others_said_or_on_which_of_them_lost_whom(seed):
    """Of others only days by age band and team are read: dealt out anew among them, nothing moves."""
    rng, followed = np.random.default_rng(seed), a_service(per_worker=80)
    others = np.flatnonzero(followed.worker != 0)
    for band in (0, 1):
        rows = others[followed.age_band[others] == band]
        order = rng.permutation(rows)
        days, ends = followed.days.copy(), followed.to_the_end.copy()
        days[rows], ends[rows] = followed.days[order], followed.to_the_end[order]
        followed = replace(followed, days=days, to_the_end=ends)
    assert scored(followed) == scored(a_service(per_worker=80))


def test_the_bias_of_leaving_out_those_who_left_goes():
    """A worker of 400 forecasts among 8; the young leave more and are hard to foresee."""
    rng, errors = np.random.default_rng(20261125), []
    for _ in range(60):
        worker, band = rng.integers(0, 8, 3200), rng.integers(0, 2, 3200)
        share = np.array([0.5, 0.05])[band]
        happens_on = np.where(rng.random(3200) < share, rng.uniform(1, 182, 3200), np.inf)
        leaves_on = np.where(rng.random(3200) < np.array([0.7, 0.1])[band], rng.uniform(0, 182, 3200), np.nan)
        followed = followed_of(worker, band, leaves_on)
        mine = np.flatnonzero(worker == 0)
        came = happens_on[mine] <= np.nan_to_num(leaves_on[mine], nan=182.0)
        known = came | np.isnan(leaves_on[mine])
        outcome = np.where(known, came.astype(float), np.nan)
        days = np.minimum(happens_on[mine], 182.0)
        found = weigh_forecasts(share[mine], outcome, days, mine, followed)
        truth = float((share * (1 - share)).mean())
        plain = float(((share[mine] - outcome)[known] ** 2).mean())
        errors.append((found.brier.value - truth, plain - truth))
    weighted, naive = np.mean(errors, axis=0)
    assert abs(weighted) < 0.005
    assert abs(naive) > 0.02


def test_columns_of_different_lengths_are_refused():
    followed = a_service()
    with pytest.raises(ValueError, match="probabilities"):
        weigh_forecasts(np.zeros(2), np.zeros(3), np.zeros(3), np.arange(3), followed)
    with pytest.raises(ValueError, match="as many times"):
        chance_followed([1.0], [True, False], [0], [1.0], [0])
    with pytest.raises(ValueError, match="0 or above"):
        chance_followed([-1.0], [True], [0], [1.0], [0])
