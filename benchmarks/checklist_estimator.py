"""The certified best list as scikit-learn knows an estimator, so that its tools can measure it.

For benchmarks and tests alone: it stands outside the package, which sorts tables of past cases and offers no
such interface.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fanlight.frontdoor.best_tree import Cases, Goal, tree_alone
from fanlight.frontdoor.cue_definition import CueDefinition
from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree


class BestListEstimator:
    """The best list of at most `most_cues` columns of 1, 0 and NaN (not known).

    Parameters
    ----------
    most_cues
        1 to 5.
    asked
        What one more question in every case must bring, in balanced accuracy.
    """

    _estimator_type = "classifier"

    def __init__(self, most_cues: int = 5, asked: float = 0.0) -> None:
        self.most_cues, self.asked = most_cues, asked

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """What it was made with."""
        return {"most_cues": self.most_cues, "asked": self.asked}

    def set_params(self, **params: Any) -> BestListEstimator:
        """Change it."""
        for name, value in params.items():
            setattr(self, name, value)
        return self

    def fit(self, X: ArrayLike, y: ArrayLike) -> BestListEstimator:  # noqa: N803 - scikit-learn’s name - its own words
        """Find the list; y is of two classes, the larger one is put where the outcome is."""
        answers, labels = np.asarray(X, np.float64), np.asarray(y)
        self.classes_ = np.unique(labels)
        if len(self.classes_) != 2:
            raise ValueError(f"two classes are told apart, not {len(self.classes_)}")
        cues = tuple(CueDefinition(str(at), str(at)) for at in range(answers.shape[1]))
        cases = Cases(cues, answers, labels == self.classes_[1])
        goal = Goal(asked=self.asked)
        self.tree_: FastAndFrugalTree = tree_alone(cases, goal, most_cues=self.most_cues)
        return self

    def predict(self, X: ArrayLike) -> NDArray[np.generic]:  # noqa: N803 - scikit-learn’s name
        """The class of each row."""
        answers = np.asarray(X, np.float64)
        columns = {str(at): answers[:, at] for at in range(answers.shape[1])}
        return np.asarray(self.classes_[self.tree_.classify(columns).astype(np.intp)])

    def score(self, X: ArrayLike, y: ArrayLike) -> float:  # noqa: N803 - scikit-learn’s name
        """Balanced accuracy."""
        labels, found = np.asarray(y), self.predict(X)
        return float(np.mean([(found[labels == one] == one).mean() for one in self.classes_]))
