"""Six published data sets, five half/half splits each: lists beside simpler and heavier ways of sorting.

Gradient boosting is scikit-learn's, in an environment of its own; its inputs are those of the logistic
regression. The splits are those on which FFTrees was measured (shared data, checklists/splits.csv).
"""

from __future__ import annotations

import csv
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tools.peer_environment import peer_environment

from fanlight.frontdoor.best_tree import Cases, Goal, figures_of
from fanlight.frontdoor.checklist_audit import AuditPlan, chosen_tree
from fanlight.frontdoor.fan_trees import METHODS
from fanlight.frontdoor.past_table import PastTable
from fanlight.frontdoor.sorting_beside import WAYS
from fanlight.frontdoor.sorting_figures import SortingFigures
from fanlight.frontdoor.ways_of_sorting import Fold, scaled_designs

SEED, PATIENCE_S = 2026, 200
FILES = {  # the splits name some sets shorter than their files
    "breast": "breastcancer",
    "contracept": "contraceptive",
    "credit": "creditapproval",
    "heart": "heartdisease",
}
BOOSTING = ("scikit-learn==1.7.2",)
PROGRAM = """
import sys
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
both = np.load(sys.argv[1])
m = HistGradientBoostingClassifier(class_weight="balanced", random_state=0).fit(both["fit"], both["outcome"])
np.save(sys.argv[2], m.predict(both["look"]))
"""


@dataclass(frozen=True)
class Split:
    """One half to learn on and one to look at."""

    fit: PastTable
    outcome: NDArray[np.bool_]
    look: PastTable
    truth: NDArray[np.bool_]


def splits(folder: Path) -> Iterator[Split]:
    """All thirty."""
    parts: dict[tuple[str, str], dict[str, list[int]]] = {}
    for row in csv.DictReader((folder / "splits.csv").open(encoding="utf-8")):
        parts.setdefault((row["dataset"], row["repeat"]), {}).setdefault(row["part"], []).append(
            int(row["row"])
        )
    for (name, _), part in sorted(parts.items()):
        rows = list(csv.DictReader((folder / f"fftrees_{FILES.get(name, name)}.csv").open(encoding="utf-8")))
        [column] = {"diagnosis", "donation.crit", "acceptability", "cont.crit", "crit"} & set(rows[0])
        cells = [row[column].lower() for row in rows]
        outcome = np.array([cell in ("true", "1", "acc", "good", "vgood") for cell in cells])
        table = PastTable.of({key: [row[key] for row in rows] for key in rows[0] if key != column})
        train, test = np.array(part["train"]), np.array(part["test"])
        yield Split(table.rows(train), outcome[train], table.rows(test), outcome[test])


def six_sets(folder: Path) -> dict[str, Any]:
    """Mean test balanced accuracy, and mean cues asked, of each way."""
    reached: dict[str, list[SortingFigures]] = {}
    boosted: list[float | str] = []
    for number, split in enumerate(splits(folder)):
        for name, figures in _all_ways(split, number):
            reached.setdefault(name, []).append(figures)
        boosted.append(_boosted(split))
    told: dict[str, Any] = {"splits": len(boosted)}
    for name, all_figures in reached.items():
        told[name] = {
            "balanced_accuracy": round(
                float(np.mean([one.balanced_accuracy.value for one in all_figures])), 4
            ),
            "cues_asked": round(float(np.mean([one.cues_per_case for one in all_figures])), 3),
        }
    not_run = [one for one in boosted if isinstance(one, str)]
    told["gradient_boosting"] = (
        {"not_run": not_run[0]} if not_run else {"balanced_accuracy": round(float(np.mean(boosted)), 4)}
    )
    return told


def _all_ways(split: Split, number: int) -> Iterator[tuple[str, SortingFigures]]:
    for thresholds in (1, 3):
        plan = AuditPlan(thresholds=thresholds, permutations=0)
        rng = np.random.default_rng([SEED, number])
        tree, cases = chosen_tree(split.fit, split.outcome, plan, rng)
        held_out = Cases(cases.cues, split.look.answers(cases.cues), split.truth)
        yield f"best_list_{thresholds}_thresholds", figures_of(tree, held_out)
    for name, make in METHODS.items():
        made = make(split.fit, split.outcome)
        held_out = Cases(made.cases.cues, split.look.answers(made.cases.cues), split.truth)
        yield name, figures_of(made.tree, held_out)
    fold = Fold(split.fit, split.outcome, split.look, Goal(), 5, np.random.default_rng([SEED, number]))
    for name, (_, way) in WAYS.items():
        if name != "best_list":
            found = way(fold)
            yield name, SortingFigures.of(found.positive, split.truth, found.cues_asked)


def _boosted(split: Split) -> float | str:
    """Balanced accuracy of gradient boosting, or why it was not run."""
    fit, look = scaled_designs(split.fit, split.look)
    with tempfile.TemporaryDirectory() as folder:
        given, answer = Path(folder) / "given.npz", Path(folder) / "answer.npy"
        np.savez(given, fit=fit, outcome=split.outcome, look=look)
        try:
            words = [str(peer_environment(BOOSTING)), "-c", PROGRAM, str(given), str(answer)]
            subprocess.run(words, capture_output=True, timeout=PATIENCE_S, check=True)
        except (SystemExit, OSError, subprocess.SubprocessError) as cannot:
            return str(cannot)
        positive = np.load(answer).astype(bool)
    return float((positive[split.truth].mean() + (~positive[~split.truth]).mean()) / 2)
