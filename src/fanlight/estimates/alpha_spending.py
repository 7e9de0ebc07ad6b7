"""Looks planned beforehand: how much of the error each may spend, and where its bounds lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from fanlight.estimates.root_finding import bracketed_roots

Floats = NDArray[np.float64]
PANELS, NODES = 30, 10  # of the integral over where a study that goes on may stand: Gauss, panel by panel
FARTHEST = 9.0  # standard deviations; bounds beyond are no bounds


def obrien_fleming_spending(fraction: ArrayLike, alpha: float) -> Floats:
    """Error of one side spent by a fraction of the information: next to nothing early.

    Examples
    --------
    >>> obrien_fleming_spending([0.5, 1.0], 0.025).round(5).tolist()
    [0.00153, 0.025]
    """
    part = np.asarray(fraction, dtype=np.float64)
    return np.asarray(2 * special.ndtr(special.ndtri(alpha / 2) / np.sqrt(part)), dtype=np.float64)


def pocock_spending(fraction: ArrayLike, alpha: float) -> Floats:
    """Error of one side spent by a fraction of the information: nearly in step with it.

    Examples
    --------
    >>> pocock_spending([0.5, 1.0], 0.025).round(5).tolist()
    [0.0155, 0.025]
    """
    return np.asarray(alpha * np.log1p((np.e - 1) * np.asarray(fraction, dtype=np.float64)))


SPENDING: dict[str, Callable[[ArrayLike, float], Floats]] = {
    "obrien-fleming": obrien_fleming_spending,
    "pocock": pocock_spending,
}


@dataclass(frozen=True, slots=True)
class PlannedLooks:
    """Looks at a study, with the bound of each.

    Attributes
    ----------
    fraction
        Shape (looks,): information at each look, as a part of that at the last.
    bound
        Shape (looks,): a look ends the study when the absolute standard normal value reaches it.
    nominal_p
        Shape (looks,): the same as a two-sided p.
    alpha
        Two-sided error of all looks together.
    """

    fraction: Floats
    bound: Floats
    nominal_p: Floats
    alpha: float

    def columns(self) -> dict[str, Floats]:
        """Names to arrays of one length."""
        return {"fraction": self.fraction, "bound": self.bound, "nominal_p": self.nominal_p}

    def sentence(self) -> str:
        """Tell the first and the last."""
        first, last = self.nominal_p[0], self.nominal_p[-1]
        return f"{len(self.bound)} looks: the first wants p below {first:.2g}, the last p below {last:.2g}."


def planned_looks(
    fraction: ArrayLike, *, alpha: float = 0.05, spending: str = "obrien-fleming"
) -> PlannedLooks:
    """Bounds that keep the error of all looks together, whatever their number.

    Parameters
    ----------
    fraction
        Shape (looks,): information of each look, rising, the last at most 1.
    alpha
        Two-sided, halved between the sides.
    spending
        obrien-fleming or pocock: the type of spending function.

    Returns
    -------
    PlannedLooks
        By recursive numerical integration over where a study stands that has not ended.

    Raises
    ------
    ValueError
        Fractions that do not rise within 0 and 1, or an unknown type.

    References
    ----------
    Lan and DeMets (1983), Biometrika 70, 659-663; Armitage, McPherson and Rowe (1969), JRSS A 132, 235-244.

    Examples
    --------
    >>> planned_looks([0.2, 0.4, 0.6, 0.8, 1.0]).bound.round(3).tolist()
    [4.877, 3.357, 2.68, 2.29, 2.031]
    """
    part = np.asarray(fraction, dtype=np.float64)
    if spending not in SPENDING:
        raise ValueError(f"spending is {spending!r}; known are {', '.join(SPENDING)}")
    if not len(part) or np.any(np.diff(part, prepend=0.0) <= 0) or part[-1] > 1 + 1e-9:
        raise ValueError("fractions of information rise from above 0 to at most 1")
    spent = np.diff(SPENDING[spending](np.minimum(part, 1.0), alpha / 2), prepend=0.0)
    standing = _Standing(0.0)
    bounds = []
    for at, share in zip(part, spent, strict=True):
        bounds.append(standing.bound(at, share))
        standing.go_on(at, bounds[-1])
    bound = np.array(bounds)
    return PlannedLooks(part, bound, 2 * special.ndtr(-bound), alpha)


def crossing(looks: PlannedLooks, drift: float) -> tuple[Floats, Floats]:
    """Chances to end at each look, above and below.

    Parameters
    ----------
    looks
        As planned.
    drift
        Mean of the standard normal value at the full information.

    Returns
    -------
    tuple of ndarray
        (above, below), shape (looks,). Their sum is the power, or at drift 0 the error.

    Examples
    --------
    >>> above, below = crossing(planned_looks([0.5, 1.0]), 0.0)
    >>> round(float(above.sum() + below.sum()), 4)
    0.05
    """
    standing = _Standing(drift)
    above, below = [], []
    for at, bound in zip(looks.fraction, looks.bound, strict=True):
        high, low = standing.beyond(at, bound)
        above.append(high)
        below.append(low)
        standing.go_on(at, bound)
    return np.array(above), np.array(below)


class _Standing:
    """Where a study stands that has not ended: a density on nodes between the bounds."""

    def __init__(self, drift: float) -> None:
        self.drift, self.at = drift, 0.0
        self.place, self.weight = np.zeros(1), np.ones(1)  # weight: density times width of the node
        node, width = np.polynomial.legendre.leggauss(NODES)
        self._nodes = ((np.arange(PANELS)[:, None] + (node + 1) / 2) / PANELS).ravel()  # within 0 and 1
        self._widths = np.tile(width / 2 / PANELS, PANELS)

    def beyond(self, at: float, bound: float) -> tuple[float, float]:
        """Chance to be beyond the bound, above and below, at the information `at`."""
        step = np.sqrt(at - self.at)
        mean = self.place + self.drift * (at - self.at)
        edge = bound * np.sqrt(at)
        high = self.weight @ special.ndtr((mean - edge) / step)
        low = self.weight @ special.ndtr((-edge - mean) / step)
        return float(high), float(low)

    def bound(self, at: float, share: float) -> float:
        """Bound that spends this share of the error on the upper side."""
        if self.beyond(at, FARTHEST)[0] >= share:
            return FARTHEST

        def over(x: Floats, _which: NDArray[np.intp]) -> Floats:
            return np.array(
                [np.log(max(self.beyond(at, float(one))[0], 1e-300)) - np.log(share) for one in x]
            )

        return float(bracketed_roots(over, np.array([0.0]), np.array([FARTHEST]), tolerance=1e-9)[0])

    def go_on(self, at: float, bound: float) -> None:
        """Keep what has not ended."""
        step = np.sqrt(at - self.at)
        mean = self.place + self.drift * (at - self.at)
        edge = min(bound, FARTHEST) * np.sqrt(at)
        low, high = max(-edge, mean.min() - FARTHEST * step), min(edge, mean.max() + FARTHEST * step)
        place = low + (high - low) * self._nodes
        kernel = np.exp(-0.5 * ((place[:, None] - mean[None, :]) / step) ** 2) / (step * np.sqrt(2 * np.pi))
        self.weight = (kernel @ self.weight) * self._widths * (high - low)
        self.place, self.at = place, at
