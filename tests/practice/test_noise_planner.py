"""The planner beside simulated audits, and what twelve by twelve can measure."""

from __future__ import annotations

import numpy as np
import pytest

from fanlight.estimates.variance_components import Cells, variance_components
from fanlight.practice.audited_levels import Answers, TooFew, audited_levels, estimate_of
from fanlight.practice.noise_planner import plan_noise_audit


def audit(rng, workers, vignettes, repeated, sds):
    """Worker, vignette and judgement of one fully crossed audit."""
    level, case, pattern, occasion = sds
    of_worker, of_case = rng.normal(0, level, workers), rng.normal(0, case, vignettes)
    of_cell = rng.normal(0, pattern, (workers, vignettes))
    who, which = np.divmod(np.arange(workers * vignettes), vignettes)
    again = np.concatenate(
        [
            who * vignettes + which,
            *[at * vignettes + rng.permutation(vignettes)[:repeated] for at in range(workers)],
        ]
    )
    who, which = np.divmod(again, vignettes)
    noise = rng.normal(0, occasion, len(again))
    return who, which, of_worker[who] + of_case[which] + of_cell[who, which] + noise


def test_twelve_by_twelve():
    plan = plan_noise_audit(12, 12, 12)
    assert plan.pattern == pytest.approx(0.10, abs=0.01)
    assert plan.occasion <= 0.10
    assert 0.25 <= plan.level <= 0.32


@pytest.mark.parametrize("repeated", [12, 6])
def test_the_formula_beside_simulated_audits(repeated):
    rng, sds = np.random.default_rng(3), (0.5, 1.0, 0.7, 0.7)
    found = []
    for _ in range(60):
        who, which, judged = audit(rng, 12, 12, repeated, sds)
        one = variance_components(Cells.of(who, which, judged))
        found.append([one.level, one.pattern, one.occasion])
    spread = np.std(found, axis=0) / np.array([0.5, 0.7, 0.7])
    plan = plan_noise_audit(12, 12, repeated)
    for seen, told in zip(spread, (plan.level, plan.pattern, plan.occasion), strict=True):
        assert told == pytest.approx(seen, rel=0.35)


def test_without_repeats_pattern_and_occasion_are_not_measured():
    plan = plan_noise_audit(12, 12, 0)
    assert np.isinf(plan.pattern)
    assert "not at all" in plan.sentence()
    with pytest.raises(ValueError, match="no more repeats"):
        plan_noise_audit(12, 4, 5)


def answers_of(count, rng):
    who, which, judged = audit(rng, count, 6, 3, (0.5, 1.0, 0.7, 0.7))
    seen, occasion = set(), []
    for cell in zip(who, which, strict=True):
        occasion.append("2" if cell in seen else "1")
        seen.add(cell)
    step = np.clip(np.round(judged + 2.5), 0, 5)
    return Answers(
        [f"w{at}" for at in who], [f"v{at}" for at in which], occasion, step, np.full(len(who), np.nan)
    )


def test_four_workers_are_too_few_and_nobodys_name_comes_out():
    with pytest.raises(TooFew):
        audited_levels(answers_of(4, np.random.default_rng(1)), steps=6)
    found = audited_levels(answers_of(8, np.random.default_rng(1)), steps=6).as_json()
    assert found["workers"] == 8
    assert not any(f"w{at}" in str(found) for at in range(8))
    assert all(sum(counts) == 8 for counts in found["spread"].values())
    assert estimate_of(found["ordinal"]["system_sd"]).value > 0


def test_a_vignette_that_fewer_than_five_judged_is_not_told():
    whole = answers_of(8, np.random.default_rng(2))
    kept = [
        at
        for at in range(len(whole.worker))
        if whole.vignette[at] != "v0" or whole.worker[at] in {"w0", "w1", "w2", "w3"}
    ]
    some = Answers(
        *([column[at] for at in kept] for column in (whole.worker, whole.vignette, whole.occasion)),
        whole.step[kept],
        whole.judgement[kept],
    )
    assert set(audited_levels(some, steps=6).spread) == {"v1", "v2", "v3", "v4", "v5"}
