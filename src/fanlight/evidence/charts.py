"""Every kind of chart of a series by its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fanlight.evidence.c_chart import c_chart
from fanlight.evidence.control_chart import NEUTRAL, ControlChart
from fanlight.evidence.g_chart import g_chart
from fanlight.evidence.p_chart import p_chart
from fanlight.evidence.ruled_chart import Day
from fanlight.evidence.run_chart import run_chart
from fanlight.evidence.t_chart import t_chart
from fanlight.evidence.u_chart import u_chart
from fanlight.evidence.xmr_chart import xmr_chart

KINDS = ("xmr", "p", "p_prime", "u", "u_prime", "c", "g", "t", "run", "honest")
OVER = ("p", "p_prime", "u", "u_prime")  # kinds that want a denominator
_SIMPLE = {"c": c_chart, "g": g_chart, "t": t_chart, "run": run_chart}


class NoSuchChart(ValueError):
    """A kind that is not known, not here, or not made of what was given."""


@dataclass(frozen=True, slots=True)
class ChartChoices:
    """What a person may choose about a chart.

    Attributes
    ----------
    rebase, target, improvement, fix_after, screen
        As for `xmr_chart`; the last two are of the XmR chart alone.
    """

    rebase: Sequence[Day] = ()
    target: float | None = None
    improvement: str = NEUTRAL
    fix_after: int | None = None
    screen: bool = True


def chart_of(
    kind: str,
    days: ArrayLike,
    values: ArrayLike,
    denominators: NDArray[np.float64] | None = None,
    choices: ChartChoices | None = None,
) -> ControlChart:
    """One series as a chart of this kind.

    Parameters
    ----------
    kind
        One of `KINDS`.
    days, values, denominators
        Shape (n,); denominators where the kind wants them (`OVER`), and if known for the honest chart.
    choices
        What a person chose.

    Raises
    ------
    NoSuchChart
        No such kind, a denominator is missing or not wanted, or the honest chart is not installed.
    ValueError
        The values cannot be those of this kind.

    Examples
    --------
    >>> chart_of("c", np.arange("2026-01", "2026-04", dtype="datetime64[M]"), [4, 9, 11]).kind
    'c'
    """
    chosen = choices or ChartChoices()
    told: dict[str, Any] = {
        "rebase": chosen.rebase,
        "target": chosen.target,
        "improvement": chosen.improvement,
    }
    if kind in OVER:
        if denominators is None:
            raise NoSuchChart(f"a {kind} chart wants a denominator")
        make = p_chart if kind in ("p", "p_prime") else u_chart
        return make(days, values, denominators, laney=kind.endswith("prime"), **told)
    if kind == "honest":
        return _honest(days, values, denominators, chosen)
    if denominators is not None:
        raise NoSuchChart(f"a {kind} chart takes no denominator; p, u, p_prime and u_prime do")
    if kind == "xmr":
        return xmr_chart(days, values, fix_after=chosen.fix_after, screen=chosen.screen, **told)
    if kind not in _SIMPLE:
        raise NoSuchChart(f"no kind of chart {kind!r}; there are {', '.join(KINDS)} and funnel")
    return _SIMPLE[kind](days, values, **told)


def _honest(
    days: ArrayLike, values: ArrayLike, denominators: NDArray[np.float64] | None, chosen: ChartChoices
) -> ControlChart:
    if chosen.rebase:
        raise NoSuchChart("the honest chart finds lasting steps itself and takes no rebase")
    try:
        module = import_module("fanlight.evidence.honest_chart")
    except ModuleNotFoundError:
        raise NoSuchChart("the honest chart is not part of this version") from None
    chart: ControlChart = module.honest_chart(days, values, denominator=denominators)
    return chart
