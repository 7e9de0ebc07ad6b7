"""The limits of the honest chart: how large a score grows by chance alone, simulated.

    python -m benchmarks.honest_limits

Series in which nothing changes, of four kinds (even noise, noise that hangs together from month to month,
counts of mean 8, seasons), are explained and scored as any other. For each length of history and number of
months charted, the limit of a rate is the score that the worst of the four passes with 0.87 of that chance.
Writes src/fanlight/estimates/alarm_limits_table.py.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.interventions import explain
from fanlight.estimates.level_models import level_models
from fanlight.estimates.step_scan import averaged_covariance, scores

SEED, SERIES = 20261125, 12000
HISTORY, CHARTED = (24, 30, 36, 48, 60), (1, 3, 6, 12, 24)
RATES = (0.01, 0.02, 0.03, 0.06, 0.1, 0.2)
SHARE = 0.87  # of a stated rate that the worst kind may use up: the rest is for what was not simulated
TARGET = Path(__file__).resolve().parents[1] / "src" / "fanlight" / "estimates" / "alarm_limits_table.py"
Floats = NDArray[np.float64]


def still(series: int, count: int, rng: np.random.Generator) -> dict[str, Floats]:
    """Series in which nothing changes, on the scale on which they are scored."""
    noise = rng.normal(size=(series, count))
    tied = noise.copy()
    tied[:, 0] /= np.sqrt(1 - 0.4**2)
    for at in range(1, count):
        tied[:, at] += 0.4 * tied[:, at - 1]
    season = 1.5 * np.sin(2 * np.pi * np.arange(count) / 12)
    counts = np.sqrt(rng.poisson(8, (series, count)) + 0.375)
    return {
        "even": noise,
        "tied": tied,
        "seasonal": season + rng.normal(size=(series, count)),
        "counts": counts,
    }


def limits(history: int, series: int, rng: np.random.Generator) -> Floats:
    """Limits by number charted and rate, the largest of the four kinds."""
    count = history + max(CHARTED)
    times = np.arange(count)
    models = level_models(times, season=times % 12, driver=np.log(19.5 + (times * 7 % 10) / 2.5))
    found = []
    for values in still(series, count, rng).values():
        largest = []
        for first in range(0, series, 500):
            part = values[first : first + 500]
            covariance = averaged_covariance(models, explain(part[:, :history], models.first(history)))
            score = np.abs(scores(covariance, part, history)[0]).max(axis=2)
            largest.append(np.maximum.accumulate(score, axis=1))
        by_charted = np.concatenate(largest)[:, np.array(CHARTED) - 1]
        found.append(np.quantile(by_charted, 1 - SHARE * np.array(RATES), axis=0).T)
    return np.max(found, axis=0)


def main(series: int = SERIES) -> None:
    rng = np.random.default_rng(SEED)
    rows = []
    for history in HISTORY:
        began = time.process_time()
        table = limits(history, series, rng)
        rows.append(np.round(table, 3).tolist())
        print(
            f"history {history}: {table[-1].round(2).tolist()}, {time.process_time() - began:.0f} s",
            flush=True,
        )
    body = "\n".join(
        f"    (  # {history} values of history\n"
        + "\n".join(f"        {tuple(line)}," for line in table)
        + "\n    ),"
        for history, table in zip(HISTORY, rows, strict=True)
    )
    TARGET.write_text(
        '"""Made by benchmarks/honest_limits.py; not written by hand."""\n\n'
        f"SEED, SERIES = {SEED}, {series}\n"
        f"HISTORY = {HISTORY}\nCHARTED = {CHARTED}\nRATES = {RATES}\n"
        f"# By history, then by number charted (lines) and rate (columns).\nLIMITS = (\n{body}\n)\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else SERIES)
