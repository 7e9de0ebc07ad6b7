"""Published series for tests of comparison areas."""

from __future__ import annotations

import csv
import gzip
from functools import cache

import numpy as np

from fanlight.evidence.comparison.panel import Panel, panel
from fanlight.exchange.neighbours_by_name import neighbours_by_name
from tests.exchange.samples import DATA

FIRST_1989 = 19


@cache
def packs() -> tuple[list[str], np.ndarray]:
    """States, and packs sold a head (states, years 1970 to 2000)."""
    with (DATA / "evidence" / "california_prop99.csv").open(encoding="utf-8", newline="") as lines:
        head, *rows = csv.reader(lines)
    return head[1:], np.array([[float(cell) for cell in row[1:]] for row in rows]).T


@cache
def referrals() -> tuple[list[str], np.ndarray]:
    """Authorities with every month, and their referrals (authorities, April 2012 to March 2024)."""
    text = gzip.decompress((DATA / "evidence" / "referrals_monthly_complete.csv.gz").read_bytes()).decode()
    _, *rows = csv.reader(text.splitlines())
    return [row[0] for row in rows], np.array([[float(cell) for cell in row[1:]] for row in rows])


@cache
def neighbours():
    return neighbours_by_name(referrals()[0])


def california(**more) -> Panel:
    names, values = packs()
    return panel(names, values, treated="California", first=FIRST_1989, **more)


def authority(place: int, first: int, values=None, **more) -> Panel:
    names, counts = referrals()
    months = (np.arange(counts.shape[1]) + 3) % 12
    return panel(
        names,
        counts if values is None else values,
        treated=names[place],
        first=first,
        neighbours=neighbours(),
        seasons=months,
        **more,
    )
