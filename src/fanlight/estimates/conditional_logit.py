"""Logistic regression within groups: each group has a level of its own, and none of them is estimated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Codes = NDArray[np.intp]

LARGEST = 120  # members of a group taken together; a larger one is cut into neighbours, which is valid
_ROUNDS, _CLOSE, _BATCH = 40, 1e-13, 4_000_000


@dataclass(frozen=True, slots=True)
class ConditionalLogit:
    """Coefficients and what each group tells of them.

    Attributes
    ----------
    coefficients
        Shape (p,), log odds ratios for one unit of a column.
    information
        Shape (p, p), minus the second derivative of the log likelihood.
    scores
        Shape (g, p), each group's first derivative at the coefficients.
    log_likelihood
        Of the outcomes, given how many each group has.
    """

    coefficients: Array
    information: Array
    scores: Array
    log_likelihood: float


def conditional_logistic(design: Array, outcome: Array, groups: Codes) -> ConditionalLogit:
    """Fit a logistic regression to what differs within groups.

    The likelihood is that of the outcomes given each group's number of them, so that everything that is the
    same for a whole group drops out, however many groups there are.

    Parameters
    ----------
    design
        Shape (n, p), of full rank within groups, rows of a group in any order.
    outcome
        Shape (n,), 1 or 0.
    groups
        Shape (n,), numbers from 0 to g - 1. Groups without both outcomes tell nothing and are let be.

    Raises
    ------
    ValueError
        No group has both outcomes, or a column does not vary within groups.

    References
    ----------
    Breslow and Day (1980), Statistical Methods in Cancer Research 1, chapter 7; the sums over subsets by the
    recursion of Gail, Lubin and Rubinstein (1981), Biometrika 68:703-707.

    Examples
    --------
    >>> pairs = np.repeat(np.arange(4), 2)
    >>> exposed, ill = np.tile([1.0, 0.0], 4)[:, None], np.array([1.0, 0, 1, 0, 1, 0, 0, 1])
    >>> float(np.exp(conditional_logistic(exposed, ill, pairs).coefficients[0]).round(6))  # 3 pairs to 1
    3.0
    """
    number = int(groups.max()) + 1 if len(groups) else 0
    centred = design - _means(design, groups, number)[groups]
    spread = np.sqrt((centred**2).mean(axis=0)) if len(design) else np.zeros(design.shape[1])
    if not len(design) or (spread < 1e-12).any():
        raise ValueError("a column does not vary within groups")
    batches = _batches(centred / spread, outcome, groups)
    if not batches:
        raise ValueError("no group has both outcomes")
    coefficients = np.zeros(design.shape[1])
    value, slope, bend = _together(batches, coefficients)
    for _ in range(_ROUNDS):
        step = np.linalg.lstsq(bend, slope, rcond=None)[0]
        if float(slope @ step) < _CLOSE:
            break
        for _ in range(30):  # a full step may go too far: halve until it is uphill
            tried = _together(batches, coefficients + step)
            if tried[0] >= value - 1e-12:
                break
            step = step / 2
        coefficients = coefficients + step
        value, slope, bend = tried
    scores = np.zeros((number, design.shape[1]))
    for batch in batches:
        np.add.at(scores, batch.group, _subsets(batch, coefficients)[1])
    return ConditionalLogit(
        coefficients / spread, bend * np.outer(spread, spread), scores * spread, float(value)
    )


def within_group_chances(linear: Array, outcome: Array, groups: Codes) -> Array:
    """Each member's chance, with a level for each group that gives it as many outcomes as it had.

    Parameters
    ----------
    linear
        Shape (n,), log odds but for the group's level.

    Returns
    -------
    Array
        Shape (n,); 0 or 1 throughout a group that has only one outcome.

    Examples
    --------
    >>> chances = within_group_chances(np.zeros(4), np.array([1.0, 0, 0, 0]), np.zeros(4, dtype=int))
    >>> chances.round(6).tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    number = int(groups.max()) + 1
    size = np.bincount(groups, minlength=number)
    had = np.bincount(groups, outcome, number)
    mixed = (had > 0) & (had < size)
    top = np.zeros(number)
    np.maximum.at(top, groups, np.abs(linear))
    low, high = -top - 40.0, top + 40.0
    for _ in range(60):
        middle = (low + high) / 2
        total = np.bincount(groups, 1 / (1 + np.exp(-(linear + middle[groups]))), number)
        low, high = np.where(total < had, middle, low), np.where(total < had, high, middle)
    chances = 1 / (1 + np.exp(-(linear + ((low + high) / 2)[groups])))
    return np.asarray(np.where(mixed[groups], chances, (had > 0)[groups]), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Groups of about one size: rows padded to shape (g, n, p), whether a place is filled, what happened."""

    group: Codes
    rows: Array
    filled: NDArray[np.bool_]
    happened: Array


def _means(values: Array, groups: Codes, number: int) -> Array:
    size = np.maximum(np.bincount(groups, minlength=number), 1)
    return np.stack([np.bincount(groups, column, number) / size for column in values.T], axis=1)


def _batches(rows: Array, outcome: Array, groups: Codes) -> list[_Batch]:
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(groups[order]) > 0])
    ends = np.r_[starts[1:], len(order)]
    pieces = [
        order[at : min(at + LARGEST, end)]
        for start, end in zip(starts, ends, strict=True)
        for at in range(start, end, LARGEST)
    ]
    mixed = [piece for piece in pieces if 0 < outcome[piece].sum() < len(piece)]
    mixed.sort(key=len)
    batches, at = [], 0
    while at < len(mixed):
        longest = max(len(mixed[at]) + 3, int(len(mixed[at]) * 1.25))
        most = max(_BATCH // (longest**2 * 4), 1)
        end = at
        while end < len(mixed) and end - at < most and len(mixed[end]) <= longest:
            end += 1
        batches.append(_batch(mixed[at:end], rows, outcome, groups))
        at = end
    return batches


def _batch(pieces: list[Codes], rows: Array, outcome: Array, groups: Codes) -> _Batch:
    size = np.array([len(piece) for piece in pieces])
    filled = np.arange(size.max()) < size[:, None]
    padded = np.zeros((*filled.shape, rows.shape[1]))
    happened = np.zeros(filled.shape)
    members = np.concatenate(pieces)
    padded[filled] = rows[members]
    happened[filled] = outcome[members]
    # The rarer outcome is the one counted: turned about, the rows change their sign.
    turned = happened.sum(axis=1) * 2 > size
    happened[turned] = (1 - happened[turned]) * filled[turned]
    padded[turned] *= -1
    return _Batch(np.array([groups[piece[0]] for piece in pieces]), padded, filled, happened)


def _together(batches: list[_Batch], coefficients: Array) -> tuple[float, Array, Array]:
    count = len(coefficients)
    value, slope, bend = 0.0, np.zeros(count), np.zeros((count, count))
    for batch in batches:
        one, first, second = _subsets(batch, coefficients)
        value, slope, bend = value + float(one.sum()), slope + first.sum(axis=0), bend + second.sum(axis=0)
    return value, slope, bend


def _subsets(batch: _Batch, coefficients: Array) -> tuple[Array, Array, Array]:
    """Each group's log likelihood, its first derivative and minus its second."""
    linear = batch.rows @ coefficients
    linear = np.where(batch.filled, linear - linear.max(axis=1, keepdims=True), -np.inf)
    weight = np.exp(linear)
    wanted = batch.happened.sum(axis=1).astype(int)
    groups, members, count = batch.rows.shape
    upper = [(one, two) for one in range(count) for two in range(one, count)]
    # Axis 0: the sum, its first derivatives, its second; axis 2: subsets of 0, 1, … members.
    sums = np.zeros((1 + count + len(upper), groups, int(wanted.max()) + 1))
    sums[0, :, 0] = 1.0
    for member in range(members):
        row = batch.rows[:, member].T[:, :, None]
        fewer = sums[:, :, :-1] * weight[None, :, member, None]
        added = fewer.copy()
        added[1 : count + 1] += row * fewer[0]
        for at, (one, two) in enumerate(upper, count + 1):
            added[at] += (
                row[one] * fewer[1 + two] + row[two] * fewer[1 + one] + row[one] * row[two] * fewer[0]
            )
        sums[:, :, 1:] += added
    last = sums[:, np.arange(groups), wanted]
    first = (last[1 : count + 1] / last[0]).T
    second = np.zeros((groups, count, count))
    for at, (one, two) in enumerate(upper, count + 1):
        bend = last[at] / last[0] - first[:, one] * first[:, two]
        second[:, one, two] = second[:, two, one] = bend
    seen = np.einsum("gn,gnp->gp", batch.happened, batch.rows)
    value = np.where(batch.happened > 0, linear, 0.0).sum(axis=1) - np.log(last[0])
    return value, seen - first, second
