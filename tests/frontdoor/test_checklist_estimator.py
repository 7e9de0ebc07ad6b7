"""The adapter for scikit-learn's tools, which stands outside the package."""

import numpy as np
import pytest
from benchmarks.checklist_estimator import BestListEstimator


def test_it_learns_a_list_and_sorts_rows_by_it():
    rng = np.random.default_rng(1)
    cues = rng.integers(0, 2, (200, 4)).astype(float)
    labels = np.where((cues[:, 1] == 1) | (cues[:, 3] == 0), "assess", "advise")
    found = BestListEstimator(most_cues=2).fit(cues, labels)
    assert found.score(cues, labels) == 1.0
    assert set(found.tree_.cues) == {"1", "3"}
    assert BestListEstimator(most_cues=1).fit(cues, labels).score(cues, labels) < 1
    assert found.predict([[np.nan, np.nan, np.nan, np.nan]]).tolist() == ["advise"]


def test_it_is_made_again_from_what_it_was_made_with():
    made = BestListEstimator(3, 0.01)
    assert BestListEstimator(**made.get_params()).get_params() == made.get_params()
    assert made.set_params(most_cues=1).most_cues == 1
    with pytest.raises(ValueError, match="two classes"):
        made.fit([[1], [0]], [1, 1])
