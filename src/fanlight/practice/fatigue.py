"""Decision fatigue: do a worker's decisions change with each one since the start or since a break?

A gate stands before the answer: how severe a contact is was settled before it reached the worker. Where that
too moves with the place in the session, contacts were not dealt out by chance, and what looks like fatigue
may be their mix.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp, log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.estimate import Estimate
from fanlight.practice.fatigue_gate import CANNOT_TELL, Gate, gate_of
from fanlight.practice.fatigue_reading import Reading, fit_reading
from fanlight.practice.naive_order import order_without_control
from fanlight.practice.working_order import WorkingOrder, working_order
from fanlight.terms.frames import frame_of

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

MARGIN = 0.98
LOWEST_CORRELATION = 0.3
FEWEST, FEWEST_OF_EACH, FEWEST_SESSIONS = 200, 30, 20


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """Decisions, shape (n,) each.

    Attributes
    ----------
    worker, session
        Numbers from 0; a session has one worker.
    arrived_at, decided_at
        Any unit of time.
    severity
        As known at arrival; NaN where it was not recorded.
    progressed
        1 or 0.
    since_break
        Decisions since the last break; all NaN where breaks are not known.
    beside
        What else was known at arrival and is adjusted for: hours, queue.
    """

    worker: Codes
    session: Codes
    arrived_at: Array
    decided_at: Array
    severity: Array
    progressed: Array
    since_break: Array
    beside: Mapping[str, Array] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fatigue:
    """What decisions show.

    Attributes
    ----------
    verdict
        "cannot tell", "shown", "not shown" or "shown absent".
    gate
        Whether the mix of contacts is too even to explain it, and why.
    odds_ratio
        For one more decision; None when it cannot be told.
    margin
        The odds ratio from which a change matters.
    readings
        Over the session, and until a break where breaks are known.
    naive
        Odds ratio of the order in which decisions were taken, with nothing controlled. Never an answer.
    decisions, workers, sessions, left_out
        How many were used, and how many had no severity, outcome or time.
    """

    verdict: str
    gate: Gate
    odds_ratio: Estimate | None
    margin: float
    readings: tuple[Reading, ...]
    naive: Estimate | None
    decisions: int
    workers: int
    sessions: int
    left_out: int

    def as_json(self) -> dict[str, object]:
        """The contract of `fanlight practice fatigue --json`."""
        told = self.odds_ratio.as_json() if self.odds_ratio else dict.fromkeys(("value", "low", "high"))
        naive = self.naive.as_json() if self.naive else None
        counts = {
            "decisions": self.decisions,
            "workers": self.workers,
            "sessions": self.sessions,
            "left_out": self.left_out,
        }
        return {
            "verdict": self.verdict,
            "gate": {**self.gate.as_json(), **counts, "without_control": naive},
            "odds_ratio_per_decision": told["value"],
            "low": told["low"],
            "high": told["high"],
        }

    def columns(self) -> dict[str, NDArray[Any]]:
        """A row a reading: odds ratios for one more decision, and the trend of severity."""
        parts = {
            "odds_ratio": [_exp(one.effect) for one in self.readings],
            "odds_ratio_at_worst": [_exp(one.corrected) for one in self.readings],
            "severity_trend": [one.trend for one in self.readings],
            "severity_odds_ratio": [_exp(one.severity_effect) for one in self.readings],
            "bias": [_exp(one.bias) for one in self.readings],
        }
        return {"builds_up": np.array([one.name for one in self.readings], dtype=object)} | {
            f"{name}{end}": np.array([getattr(one, part) for one in ones], dtype=np.float64)
            for name, ones in parts.items()
            for part, end in (("value", ""), ("low", "_low"), ("high", "_high"))
        }

    def to_frame(self) -> Any:
        """The columns as a data frame."""
        return frame_of(self.columns())

    def sentence(self) -> str:
        """What it means, in words."""
        if self.odds_ratio is None:
            return f"We cannot tell: {self.gate.why}."
        one = self.odds_ratio
        told = (
            f"the odds that a contact progresses are multiplied by {one.value:.3f} with each further "
            f"decision ({one.low:.3f} to {one.high:.3f}; {self.decisions:,} decisions)"
        )
        if self.verdict == "shown":
            return f"Shown: {told}."
        if self.verdict == "shown absent":
            ends = sorted((self.margin, 1 / self.margin))
            return f"Shown absent: {told}. Changes to {ends[0]:.3g} or {ends[1]:.3g} are ruled out."
        if one.low > 1 > self.margin or one.high < 1 < self.margin:
            other = "rise" if self.margin < 1 else "fall"
            return f"Not shown: {told}. They {other}, which was not sought; that needs another margin."
        return f"Not shown: {told}. That is no evidence that there is none."


def decision_fatigue(
    table: DecisionTable, *, margin: float = MARGIN, lowest_correlation: float = LOWEST_CORRELATION
) -> Fatigue:
    """Estimate what each further decision does to the odds that a contact progresses, if it can be told.

    Parameters
    ----------
    table
        One row a decision.
    margin
        Odds ratio for one more decision from which a change matters: under 1 a fall, over 1 a rise is sought.
        A change is shown absent if it is smaller than the margin either way.
    lowest_correlation
        The lowest correlation taken for possible between the severity recorded and what really decides which
        contact comes when. At 1 the record is taken for the whole truth.

    Raises
    ------
    ValueError
        The margin is not over 0 or is 1; the correlation is not over 0 and at most 1.

    References
    ----------
    Glöckner (2016), Judgment and Decision Making 11:601-610, for why order alone shows nothing; Lipsitch,
    Tchetgen Tchetgen and Cohen (2010), Epidemiology 21:383-388, for negative controls.

    Examples
    --------
    >>> few = np.zeros(3)
    >>> none = DecisionTable(few.astype(int), few.astype(int), few, few, few, few, few)
    >>> decision_fatigue(none).sentence()
    'We cannot tell: too few decisions: 3, where at least 200 are needed.'
    """
    if not 0 < margin < np.inf or margin == 1:
        raise ValueError(f"a margin is an odds ratio over 0 and not 1, not {margin:g}")
    if not 0 < lowest_correlation <= 1:
        raise ValueError(f"a correlation is over 0 and at most 1, not {lowest_correlation:g}")
    order = working_order(table.session, table.arrived_at, table.decided_at, table.since_break)
    known = _known(table)
    used = np.flatnonzero(known)
    workers, sessions = (len(np.unique(one[used])) for one in (table.worker, table.session))
    left_out = len(known) - len(used)
    naive = order_without_control(_as_decided(table, order)[used], table.progressed[used])
    why = too_few(table.session[used], table.progressed[used], table.severity[used])
    if why and 2 * np.isnan(table.severity).sum() > len(known):
        why = "severity at arrival was recorded for too few contacts"
    readings = () if why else _readings(table, order, used, lowest_correlation)
    if not readings and not why:
        why = "within sessions the place does not vary, or no severity was recorded that differs"
    gate, verdict, chosen = gate_of(readings, log(margin), lowest_correlation, why)
    shown = None if verdict == CANNOT_TELL or chosen is None else _exp(chosen.effect)
    return Fatigue(verdict, gate, shown, margin, readings, naive, len(used), workers, sessions, left_out)


def too_few(session: Codes, progressed: Array, severity: Array) -> str:
    """Why there is not enough to tell anything; "" when there is.

    >>> too_few(np.zeros(10, dtype=int), np.ones(10), np.ones(10))
    'too few decisions: 10, where at least 200 are needed'
    """
    if len(progressed) < FEWEST:
        return f"too few decisions: {len(progressed):,}, where at least {FEWEST} are needed"
    rarer = min(int(progressed.sum()), int((1 - progressed).sum()))
    if rarer < FEWEST_OF_EACH:
        return f"only {rarer} decisions went the rarer way, where at least {FEWEST_OF_EACH} are needed"
    size = np.bincount(session)
    had = np.bincount(session, progressed)
    mixed = int(((had > 0) & (had < size)).sum())
    if mixed < FEWEST_SESSIONS:
        return (
            f"only {mixed} sessions had decisions of both kinds, where at least {FEWEST_SESSIONS} are needed"
        )
    # An interval from a handful of sessions would be no interval, and the gate would pass for nothing.
    spread = np.bincount(session, _within(severity, session) ** 2)
    telling = int(((had > 0) & (had < size) & (spread > 1e-12)).sum())
    if telling < FEWEST_SESSIONS:
        return (
            f"recorded severity differs within only {telling} of these sessions, where at least "
            f"{FEWEST_SESSIONS} are needed"
        )
    return ""


def _as_decided(table: DecisionTable, order: WorkingOrder) -> Array:
    """Decisions since the break as recorded; where breaks are not known, the rank of the decision."""
    told = bool(len(table.since_break)) and bool(np.isfinite(table.since_break).all())
    return table.since_break if told and np.ptp(table.since_break) > 0 else order.decided


def _known(table: DecisionTable) -> NDArray[np.bool_]:
    needed = (table.arrived_at, table.decided_at, table.severity, table.progressed, *table.beside.values())
    return np.asarray(np.isfinite(np.stack(needed)).all(axis=0), dtype=np.bool_)


def _readings(
    table: DecisionTable, order: WorkingOrder, used: Codes, lowest_correlation: float
) -> tuple[Reading, ...]:
    _, session = np.unique(table.session[used], return_inverse=True)
    _, worker = np.unique(table.worker[used], return_inverse=True)
    severity, outcome = table.severity[used], table.progressed[used]
    beside = [values[used] for values in table.beside.values()]
    position, since = order.position[used], order.since_break[used]
    designs = {"over the session": [position, *beside]}
    # Where breaks only begin sessions, the two readings are one.
    if np.isfinite(since).all() and _varies(since, session) and _varies(position - since, session):
        designs["until a break"] = [since, position - since, *beside]
    found = []
    for name, columns in designs.items():
        design = _independent(np.column_stack(columns), session)
        if design is None or not _varies(severity, session):
            continue
        found.append(fit_reading(name, design, severity, outcome, session, worker, lowest_correlation))
    return tuple(found)


def _varies(values: Array, session: Codes) -> bool:
    return float(np.abs(_within(values, session)).max()) > 1e-9


def _within(values: Array, session: Codes) -> Array:
    size = np.maximum(np.bincount(session), 1)
    return np.asarray(values - (np.bincount(session, values) / size)[session])


def _independent(design: Array, session: Codes) -> Array | None:
    """The columns that say something of their own within sessions; None where the first does not vary."""
    kept: list[int] = []
    within = np.column_stack([_within(column, session) for column in design.T])
    for at in range(design.shape[1]):
        column = within[:, at]
        rest = column
        if kept:
            rest = column - within[:, kept] @ np.linalg.lstsq(within[:, kept], column, rcond=None)[0]
        if float(rest @ rest) > 1e-8 * max(float(design[:, at] @ design[:, at]), 1e-300):
            kept.append(at)
    return design[:, kept] if kept and kept[0] == 0 else None


def _exp(one: Estimate) -> Estimate:
    return Estimate(exp(one.value), exp(one.low), exp(one.high))
