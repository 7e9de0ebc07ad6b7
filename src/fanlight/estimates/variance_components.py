"""Where judgements vary: between raters, between cases, in what a rater sees in a case, from time to time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize
from scipy.special import chdtri, psi

NAMES = ("level", "case", "pattern", "occasion")
_START = {"level": 0.1, "case": 0.6, "pattern": 0.1, "occasion": 0.6}
_WIDEST = 30.0  # times the spread of cells: a search that wanders further loses all digits
_NO_VARIANCE = 1e-10  # beside the variance of all judgements: an estimate below is on the boundary, 0


class NotEstimable(ValueError):
    """Judgements that cannot tell the parts of noise apart; the message says why."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Judgements of a rater on a case, repeats together.

    Attributes
    ----------
    rater, case
        Shape (cells,), places from 0.
    times, mean
        Shape (cells,): how many judgements, and their mean less the mean of all cells.
    within
        Sum of squares of judgements about the mean of their cell.
    """

    rater: NDArray[np.intp]
    case: NDArray[np.intp]
    times: NDArray[np.float64]
    mean: NDArray[np.float64]
    within: float

    @classmethod
    def of(
        cls, rater: NDArray[np.generic], case: NDArray[np.generic], judgement: NDArray[np.float64]
    ) -> Cells:
        """Put repeats together.

        Raises
        ------
        NotEstimable
            Fewer than two raters or cases.
        """
        _, raters = np.unique(rater, return_inverse=True)
        _, cases = np.unique(case, return_inverse=True)
        if not len(judgement) or raters.max() < 1 or cases.max() < 1:
            raise NotEstimable("two raters and two cases are needed at least")
        pairs, cell = np.unique(raters * (cases.max() + 1) + cases, return_inverse=True)
        times = np.bincount(cell).astype(np.float64)
        mean = np.bincount(cell, judgement) / times
        within = float(((judgement - mean[cell]) ** 2).sum())
        # About their own middle: large numbers that differ little would lose what they differ by.
        centred = mean - mean.mean()
        return cls(pairs // (cases.max() + 1), pairs % (cases.max() + 1), times, centred, within)


@dataclass(frozen=True, slots=True)
class Components:
    """Standard deviations, in the unit of the judgements.

    Attributes
    ----------
    level, case, pattern, occasion
        Between raters; between cases; what is particular to a rater on a case; from one time to the next.
    fit
        Minus twice the restricted log likelihood, up to a constant.
    """

    level: float
    case: float
    pattern: float
    occasion: float
    fit: float

    @property
    def system(self) -> float:
        """All noise together: level, pattern and occasion."""
        return sqrt(self.level**2 + self.pattern**2 + self.occasion**2)


def variance_components(cells: Cells) -> Components:
    """Estimate the four parts by restricted maximum likelihood.

    Notes
    -----
    judgement = mean + rater + case + rater-and-case + rest, all independent and normal: the model
    ``1 + (1|rater) + (1|case) + (1|rater:case)``.

    References
    ----------
    Patterson and Thompson, Biometrika 58 (1971), 545-554; Kahneman, Sibony and Sunstein, Noise (2021),
    appendix, for the words level, pattern and occasion.

    Raises
    ------
    NotEstimable
        Nobody judged a case twice: pattern and occasion cannot be told apart.

    Examples
    --------
    >>> rater, case = np.repeat([0, 0, 1, 1], 2), np.repeat([0, 1, 0, 1], 2)
    >>> cells = Cells.of(rater, case, np.array([1., 1.2, 5., 5.1, 2., 2.1, 6.2, 6.]))
    >>> round(variance_components(cells).occasion, 2)
    0.1
    """
    if (cells.times < 2).all():
        raise NotEstimable(
            "nobody judged a case twice: what is stable and what is of the day cannot be told apart"
        )
    return _fit(cells, {})


def component_interval(
    cells: Cells, of: Callable[[Components], float], fixed: str, *, confidence: float = 0.95
) -> tuple[float, float]:
    """The profile-likelihood interval of one standard deviation.

    Parameters
    ----------
    fixed
        One of level, case, pattern, occasion, or system for all noise together. The parts of noise are not
        known independently (what is not pattern is occasion), so that the limits of the whole cannot be put
        together from those of its parts: they came out too wide.

    References
    ----------
    Bartlett, Proceedings of the Royal Society A 160 (1937) 268-282: with few raters (cases) twice the
    logarithm of the likelihood ratio is larger on average than chi-square, by as much as that of a variance.
    """
    best = variance_components(cells)
    allowed = best.fit + _few(cells, fixed) * float(chdtri(1, 1 - confidence))
    estimate = of(best)
    spread = float(cells.mean.std()) or 1.0

    def above(value: float) -> float:
        # Without any rest the likelihood has no meaning: a rest too small to see stands for none.
        held = max(value, 1e-4 * spread) if fixed in ("occasion", "system") else value
        if fixed == "system":
            return _fit_at_system(cells, held, best) - allowed
        return _fit(cells, {fixed: held}, near=best).fit - allowed

    low = 0.0 if above(0.0) <= 0 else float(brentq(above, 0.0, estimate, xtol=1e-4 * spread))
    step = max(estimate, 0.1 * spread)
    high = estimate + step
    while above(high) < 0:
        step *= 2
        high += step
        if high > 1e3 * spread:
            return low, float("inf")
    return low, float(brentq(above, estimate, high, xtol=1e-4 * spread))


def _few(cells: Cells, fixed: str) -> float:
    """The mean of twice the logarithm of the likelihood ratio of a variance of so many units; 1 for many."""
    units = {"level": cells.rater, "case": cells.case}.get(fixed)
    if units is None:
        return 1.0
    half = float(units.max()) / 2  # of one less than there are
    return 2 * half * (log(half) - float(psi(half)))


def _fit_at_system(cells: Cells, system: float, near: Components) -> float:
    """The least of minus twice the restricted likelihood with all noise together fixed."""
    spread = float(cells.mean.std()) or 1.0
    whole = near.system**2 or 1.0
    inside = near.pattern**2 + near.occasion**2 or 1.0

    def fit(values: NDArray[np.float64]) -> float:
        case, between, stable = float(values[0]) * spread, float(values[1]), float(values[2])
        rest = system**2 * (1 - between)
        return _criterion(cells, system**2 * between, case**2, rest * stable, rest * (1 - stable))

    shares = np.clip([near.level**2 / whole, near.pattern**2 / inside], 0.02, 0.98)
    start = np.array([max(near.case / spread, 0.05), *shares])
    bounds = [(0.0, _WIDEST), (0.0, 1 - 1e-8), (0.0, 1 - 1e-8)]
    options = {"ftol": 1e-10, "gtol": 1e-5}
    return float(minimize(fit, start, method="L-BFGS-B", bounds=bounds, options=options).fun)


def _fit(cells: Cells, fixed: dict[str, float], near: Components | None = None) -> Components:
    """The least of minus twice the restricted likelihood, some parts fixed; started `near` an estimate."""
    free = [name for name in NAMES if name not in fixed]
    spread = float(cells.mean.std()) or 1.0

    def fit(values: NDArray[np.float64]) -> float:
        sds = dict(zip(free, values * spread, strict=True)) | fixed
        return _criterion(cells, *(float(sds[name]) ** 2 for name in NAMES))

    if near is None:
        starts = [np.full(len(free), 0.5), np.array([_START[name] for name in free])]
    else:  # a little away from 0, where the likelihood is flat in a standard deviation
        starts = [np.array([max(getattr(near, name) / spread, 0.05) for name in free])]
    bounds = [(1e-4 if name == "occasion" else 0.0, _WIDEST) for name in free]
    options = {"ftol": 1e-13, "gtol": 1e-7} if near is None else {"ftol": 1e-10, "gtol": 1e-5}
    tried = [minimize(fit, start, method="L-BFGS-B", bounds=bounds, options=options) for start in starts]
    found = min(tried, key=lambda one: float(one.fun))
    sds = dict(zip(free, np.where(found.x**2 < _NO_VARIANCE, 0.0, found.x) * spread, strict=True)) | fixed
    level, case, pattern, occasion = (float(sds[name]) for name in NAMES)
    return Components(level, case, pattern, occasion, float(found.fun))


def _criterion(cells: Cells, level: float, case: float, pattern: float, occasion: float) -> float:
    """Minus twice the restricted log likelihood of variances, up to a constant.

    Repeats within a cell tell of the occasion alone. Means of cells have a diagonal variance and a low-rank
    one (raters and cases), which Woodbury's identity turns into a system of that rank. The mean of all is
    taken out first, by the diagonal alone: taken out last it is a small difference of large numbers where
    raters or cases differ much, and its logarithm was lost.
    """
    occasion = max(occasion, 1e-300)
    extra = float(cells.times.sum()) - len(cells.times)
    inside = extra * log(occasion) + cells.within / occasion
    diagonal = pattern + occasion / cells.times
    raters, cases = int(cells.rater.max()) + 1, int(cells.case.max()) + 1
    weight = 1 / diagonal
    total = float(weight.sum())
    centred = cells.mean - float(weight @ cells.mean) / total

    def summed(values: NDArray[np.float64]) -> NDArray[np.float64]:
        over_raters = np.bincount(cells.rater, values, raters).astype(np.float64)
        return np.concatenate([over_raters, np.bincount(cells.case, values, cases)])

    each = summed(weight)
    design = np.diag(each)
    crossed = np.bincount(cells.rater * cases + cells.case, weight, raters * cases).reshape(raters, cases)
    design[:raters, raters:], design[raters:, :raters] = crossed, crossed.T
    design -= each[:, None] * (each / total)
    root = np.sqrt(np.r_[np.full(raters, level), np.full(cases, case)])
    try:
        factor = np.linalg.cholesky(np.eye(raters + cases) + root[:, None] * design * root)
    except np.linalg.LinAlgError:
        factor = _factor_by_root(cells, weight, root)
    explained = np.linalg.solve(factor, root * summed(weight * centred))
    return float(
        inside
        + np.log(diagonal).sum()
        + 2 * np.log(np.diag(factor)).sum()
        + log(total)
        + weight @ centred**2
        - explained @ explained
    )


def _factor_by_root(
    cells: Cells, weight: NDArray[np.float64], root: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The same factor from the root of the matrix: slower, and true where next to no rest is left.

    The matrix itself then holds numbers beside which the 1 on its diagonal is lost.
    """
    raters = int(cells.rater.max()) + 1
    rows = np.arange(len(weight))
    tall = np.zeros((len(weight), len(root)))
    tall[rows, cells.rater], tall[rows, raters + cells.case] = 1.0, 1.0
    tall -= weight @ tall / weight.sum()
    stacked = np.concatenate([np.sqrt(weight)[:, None] * tall * root, np.eye(len(root))])
    _, upper = np.linalg.qr(stacked)
    lower: NDArray[np.float64] = upper.T * np.sign(np.diag(upper))
    return lower
