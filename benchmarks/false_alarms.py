"""How often each chart marks something though nothing changes; writes the table that ships.

    python -m benchmarks.false_alarms

Series of independent values, each charted by its own limits: XmR with and without screening on normal
values, c on Poisson counts (p and u go by their mean count), g on geometric numbers, t on exponential times.
Chances of a run chart and of a funnel need no simulation.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from tools.measure import ROOT, record

from fanlight.evidence.attribute_chart import sigma_lines
from fanlight.evidence.g_chart import g_lines
from fanlight.evidence.moving_range import means, natural_limits
from fanlight.evidence.ruled_chart import Laid
from fanlight.evidence.run_rules import Lines, apply_run_rules
from fanlight.evidence.t_chart import POWER

SEED, SERIES, AT_ONCE = 20261125, 20_000, 400_000
LENGTHS = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 18, 20, 24, 30, 36, 48, 60, 84, 120, 160, 240)
MEANS = (0.5, 1, 2, 4, 8, 16, 32, 64, 128, 512)
TABLE = Path("src/fanlight/evidence/false_alarm_table.py")
MODULES = [
    "fanlight.evidence.run_rules",
    "fanlight.evidence.moving_range",
    "fanlight.evidence.attribute_chart",
    "fanlight.evidence.g_chart",
    "fanlight.evidence.t_chart",
    "benchmarks.false_alarms",
]
Draw = Callable[[np.random.Generator, int], np.ndarray]
LinesOf = Callable[[Laid], Lines]


def alarms(
    draw: Draw, lines_of: LinesOf, length: int, rng: np.random.Generator, series: int = SERIES
) -> float:
    """Share of series with any mark."""
    found, left = 0, series
    while left:
        count = min(left, max(AT_ONCE // length, 1))
        y = draw(rng, count * length).astype(np.float64)
        begins = np.zeros(len(y), dtype=np.bool_)
        begins[::length] = True
        laid = Laid(np.zeros(0, dtype="datetime64[D]"), y, np.zeros(0, dtype=np.int64), begins)
        marked = apply_run_rules(y, lines_of(laid), begins)
        found += int((marked.mark.reshape(count, length) > 0).any(axis=1).sum())
        left -= count
    return found / series


def c_lines(series: Laid) -> Lines:
    centre = series.spread(means(series.y, series.starts))
    return sigma_lines(centre, centre, np.sqrt(centre))


def normal(rng: np.random.Generator, count: int) -> np.ndarray:
    return rng.standard_normal(count)


def screened(series: Laid) -> Lines:
    return natural_limits(series.y, series.begins)


def unscreened(series: Laid) -> Lines:
    return natural_limits(series.y, series.begins, screen=False)


def main() -> None:
    rng = np.random.default_rng(SEED)
    by_length = {
        "XMR": [alarms(normal, screened, length, rng) for length in LENGTHS],
        "XMR_UNSCREENED": [alarms(normal, unscreened, length, rng) for length in LENGTHS],
        "T": [
            alarms(lambda r, n: r.exponential(30, n) ** (1 / POWER), unscreened, length, rng)
            for length in LENGTHS
        ],
    }
    fewer = SERIES // 4
    by_mean = {
        "C": [
            [alarms(lambda r, n, m=mean: r.poisson(m, n), c_lines, length, rng, fewer) for length in LENGTHS]
            for mean in MEANS
        ],
        "G": [
            [
                alarms(lambda r, n, m=mean: r.geometric(1 / (1 + m), n) - 1, g_lines, length, rng, fewer)
                for length in LENGTHS
            ]
            for mean in MEANS
        ],
    }
    write(by_length, by_mean)
    at = LENGTHS.index(24)
    figures: dict[str, float] = {f"any mark on 24 points, {name}": row[at] for name, row in by_length.items()}
    for name, rows in by_mean.items():
        figures |= {
            f"any mark on 24 points, {name}, mean {m}": r[at] for m, r in zip(MEANS, rows, strict=True)
        }
    others = {
        "XMR, Poisson mean 8": lambda r, n: r.poisson(8, n),
        "XMR, Poisson mean 1": lambda r, n: r.poisson(1, n),
        "XMR, autocorrelation 0.4": autocorrelated,
    }
    for name, draw in others.items():
        figures[f"any mark on 24 points, {name}"] = alarms(draw, screened, 24, rng)
    for words, figure in figures.items():
        print(f"  {words}: {figure:.3f}")
    record("false_alarms", figures=figures, modules=MODULES, seed=SEED)


def autocorrelated(rng: np.random.Generator, count: int) -> np.ndarray:
    """Normal values of which each keeps 0.4 of the one before, 24 a series."""
    noise = rng.standard_normal((count // 24, 24))
    values = noise.copy()
    values[:, 0] /= np.sqrt(1 - 0.4**2)
    for place in range(1, 24):
        values[:, place] += 0.4 * values[:, place - 1]
    return values.ravel()


def write(by_length: dict[str, list[float]], by_mean: dict[str, list[list[float]]]) -> None:
    def row(values: Sequence[float]) -> str:
        told = ", ".join(f"{value:.4g}" for value in values)
        return "\n".join(textwrap.wrap(f"({told})", 100, initial_indent="    ", subsequent_indent="    "))

    lines = [
        '"""Chance of any mark though nothing changes, made by benchmarks/false_alarms.py."""',
        "",
        "# fmt: off",
        f"LENGTHS = (\n{row(LENGTHS)}\n)",
        f"MEANS = (\n{row(MEANS)}\n)",
        *(f"{name} = (\n{row(values)}\n)" for name, values in by_length.items()),
    ]
    for name, rows in by_mean.items():
        lines += [f"{name} = (", *(f"{row(values)}," for values in rows), ")"]
    (ROOT / TABLE).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
