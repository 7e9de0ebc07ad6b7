"""Series for trying the honest chart: made up so that nothing changes, and real ones with a step planted."""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
DATA = Path(os.environ.get("FANLIGHT_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
REFERRALS = DATA / "evidence" / "dfe_referrals_monthly_2012_2024.csv"
MONTHS = np.arange("2013-01", "2020-01", dtype="datetime64[M]")  # five years of history and two charted


def still(series: int, rng: np.random.Generator) -> dict[str, Floats]:
    """Series of 84 months in which nothing changes, shape (series, 84) each."""
    shape = (series, len(MONTHS))
    year = 2 * np.pi * np.arange(len(MONTHS)) / 12
    return {
        "normal": rng.normal(100, 10, shape),
        "Poisson, mean 1": rng.poisson(1, shape).astype(np.float64),
        "Poisson, mean 8": rng.poisson(8, shape).astype(np.float64),
        "over-dispersed": rng.poisson(rng.gamma(60 / 3, 3, shape)).astype(np.float64),
        "AR(1) 0.4": 100 + 10 * tied(rng.normal(size=shape), 0.4),
        "seasonal": 100 + 20 * np.sin(year) + rng.normal(0, 10, shape),
    }


def harder(series: int, rng: np.random.Generator) -> dict[str, Floats]:
    """What the limits were not made for: more drift, noise that hangs together more, heavy tails."""
    shape = (series, len(MONTHS))
    noise = rng.normal(size=shape)
    walk = np.cumsum(rng.normal(size=shape), axis=1)
    year = 2 * np.pi * np.arange(len(MONTHS)) / 12
    drifting = {
        f"drift of {size:.2f} standard deviations a month": 100 + 10 * (noise + size * walk)
        for size in (0.05, 0.1, 0.2, 0.3)
    }
    return drifting | {
        "AR(1) 0.6": 100 + 10 * tied(rng.normal(size=shape), 0.6),
        "heavy tails (t with 5 degrees of freedom)": 100 + 10 * rng.standard_t(5, shape),
        "Poisson, mean 0.2": rng.poisson(0.2, shape).astype(np.float64),
        "Poisson, mean 40, seasonal": rng.poisson(40 * (1 + 0.3 * np.sin(year)), shape).astype(np.float64),
    }


def tied(noise: Floats, by: float) -> Floats:
    """Noise that hangs together from one month to the next, stationary from the first."""
    found = noise.copy()
    found[:, 0] /= np.sqrt(1 - by**2)
    for at in range(1, found.shape[1]):
        found[:, at] += by * found[:, at - 1]
    return found


def referrals() -> tuple[NDArray[np.datetime64], Floats, Floats]:
    """Months, referrals of the authorities that have every month (a, n), and of England (n,). DfE, OGL v3."""
    by_area: dict[str, dict[str, float]] = defaultdict(dict)
    with REFERRALS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = {"National": "England", "Local authority": row["la_name"]}.get(row["level"])
            if name:
                by_area[name][row["month"]] = float(row["referrals"] or "nan")
    months = sorted({month for area in by_area.values() for month in area})
    table = {name: np.array([area.get(month, np.nan) for month in months]) for name, area in by_area.items()}
    england = table.pop("England")
    whole = np.array([table[name] for name in sorted(table) if np.isfinite(table[name]).all()])
    return np.array(months, "datetime64[M]"), whole, england


def planted(
    counts: Floats, first: NDArray[np.int64], way: int, share: float, rng: np.random.Generator
) -> Floats:
    """Counts with a lasting step: each one from a place on doubled, or left out, with chance `share`."""
    moved = rng.binomial(counts.astype(np.int64), share) * (np.arange(counts.shape[1]) >= first[:, None])
    stepped: Floats = counts + way * moved
    return stepped
