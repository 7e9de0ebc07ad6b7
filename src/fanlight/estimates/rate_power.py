"""Before two rates are compared: power, the smallest effect found, and how much a find overstates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from fanlight.estimates.rate_ratio import level, tails
from fanlight.estimates.root_finding import bracketed_roots

Floats = NDArray[np.float64]
SPAN = 6.0  # standard deviations of a count on either side that are looked at
POINTS = 400  # values of the total that are looked at; beyond, every k-th stands for k
NEAR = 4.0  # a normal guess at a critical count is this good, or it is searched from the ends
NORMAL = 1e5  # totals from which critical counts are taken from the normal approximation
CELLS = 250  # values of each count for the estimates that would stand out


@dataclass(frozen=True, slots=True)
class RateDesign:
    """Two counts that are to be compared.

    Attributes
    ----------
    compared_mean
        Events expected on the side compared with (before, or another place), above 0.
    exposure_ratio
        Exposure divided by the exposure compared with, above 0.
    method
        mid-p, exact or score, as `rate_ratio`.
    confidence
        Of the interval that is to leave out 1.
    dispersion
        Variance over mean, at least 1: both counts are taken to carry that much less information.
    """

    compared_mean: float
    exposure_ratio: float
    method: str = "mid-p"
    confidence: float = 0.95
    dispersion: float = 1.0

    def __post_init__(self) -> None:
        if not (self.compared_mean > 0 and self.exposure_ratio > 0):
            raise ValueError("events expected and exposure are numbers above 0")
        if self.dispersion < 1:
            raise ValueError("dispersion is variance over mean, at least 1")

    def means(self, ratio: float) -> tuple[float, float]:
        """Events to be expected, and those of the side compared with, less what dispersion takes away."""
        mean = self.compared_mean / self.dispersion
        return mean * self.exposure_ratio * ratio, mean


@dataclass(frozen=True, slots=True)
class DesignAnalysis:
    """What a design would show of one true ratio.

    Attributes
    ----------
    ratio
        The true ratio that is supposed.
    power
        Chance that the interval leaves out 1, on either side.
    fall, rise
        Its two parts.
    wrong_sign
        Of such finds, the share on the wrong side of 1 (type S); NaN where there is none, or no true effect.
    median_found
        Median estimate among finds on the right side.
    exaggeration
        log(median found) / log(ratio): how many times too large such a find looks (type M).
    """

    ratio: float
    power: float
    fall: float
    rise: float
    wrong_sign: float
    median_found: float
    exaggeration: float

    def sentence(self) -> str:
        """Tell it in natural frequencies."""
        often = f"{100 * self.power:.0f} of 100"
        told = f"If the true ratio is {self.ratio:.2g}, {often} such studies show a difference"
        if np.isnan(self.median_found):
            return f"{told}."
        return f"{told}; half of those that do show a ratio beyond {self.median_found:.2g}."


def power_of_rates(design: RateDesign, ratio: float) -> tuple[float, float]:
    """Chances that the interval lies below 1, and above 1.

    Parameters
    ----------
    design
        Counts to be expected and the method.
    ratio
        The true ratio, above 0.

    Returns
    -------
    tuple of float
        (fall, rise); their sum is the power. Summed over totals of the two counts, exactly up to 400 values
        of the total, on a grid of as many beyond.

    References
    ----------
    Gu, Ng, Tang and Schucany (2008), Biometrical Journal 50, 283-298, on tests of two Poisson rates.

    Examples
    --------
    >>> fall, rise = power_of_rates(RateDesign(14, 3 / 5), 0.5)
    >>> f"{fall + rise:.3f}"
    '0.232'
    """
    mean, compared = design.means(ratio)
    total, weight = _grid(mean + compared, POINTS)
    low, high = _critical(total, design)
    log_odds = np.log(mean) - np.log(compared)
    share, rest = float(special.expit(log_odds)), float(special.expit(-log_odds))
    fall = np.where(low >= 0, special.betainc(np.maximum(total - low, 1e-9), low + 1, rest), 0.0)
    fall = np.where(low >= total, 1.0, fall)
    rise = np.where(high <= total, special.betainc(np.maximum(high, 1e-9), total - high + 1, share), 0.0)
    return float(weight @ fall), float(weight @ rise)


def smallest_detectable(design: RateDesign, *, power: float = 0.8, rise: bool = False) -> float | None:
    """Tell the ratio nearest to 1 that is found with this power.

    Parameters
    ----------
    design
        Counts to be expected and the method.
    power
        Wanted, between 0 and 1.
    rise
        Look above 1, not below.

    Returns
    -------
    float or None
        The ratio; None where not even a fall to nothing, or a rise to 1,000 times, is found so often.

    Examples
    --------
    >>> smallest_detectable(RateDesign(14, 3 / 5)) < 0.25
    True
    """
    farthest = np.log(1000.0) if rise else np.log(1e-6)

    def short(log_ratio: float) -> float:
        return power_of_rates(design, float(np.exp(log_ratio)))[int(rise)] - power

    if short(farthest) < 0:
        return None
    mean, compared = design.means(1.0)
    z = special.ndtri(power) - special.ndtri(level(design.confidence) / 2)
    guess = float(np.copysign(z * np.sqrt(1 / mean + 1 / compared), farthest))
    near, far = guess / 2, guess
    while short(near) > 0:
        near /= 2
    while short(far) < 0 and abs(far) < abs(farthest):
        near, far = far, 1.5 * far
    return _ratio_at(short, near, far)


def events_needed(
    ratio: float,
    exposure_ratio: float,
    *,
    power: float = 0.8,
    method: str = "mid-p",
    confidence: float = 0.95,
    dispersion: float = 1.0,
) -> float:
    """Tell how many events the side compared with must have for a ratio to be found with this power.

    Parameters
    ----------
    ratio
        The true ratio, above 0 and not 1.
    exposure_ratio, method, confidence, dispersion
        As `RateDesign`.
    power
        Wanted, between 0 and 1.

    Returns
    -------
    float
        Events; 1e9 where more would be needed.

    Raises
    ------
    ValueError
        A ratio of 1: there is nothing to find.

    Examples
    --------
    >>> round(events_needed(0.5, 1.0))
    46
    """
    if ratio == 1:
        raise ValueError("a ratio of 1 cannot be found: there is no difference")

    def short(log_events: float) -> float:
        design = RateDesign(float(np.exp(log_events)), exposure_ratio, method, confidence, dispersion)
        return power_of_rates(design, ratio)[int(ratio > 1)] - power

    most = float(np.log(1e9))
    return 1e9 if short(most) < 0 else _ratio_at(short, 0.0, most)


def _ratio_at(short: Callable[[float], float], near: float, far: float) -> float:
    """Ratio whose log is the root, to a thousandth."""

    def each(x: Floats, _which: NDArray[np.intp]) -> Floats:
        return np.array([short(float(one)) for one in x])

    return float(np.exp(bracketed_roots(each, np.array([near]), np.array([far]), tolerance=1e-3)[0]))


def design_analysis(design: RateDesign, ratio: float) -> DesignAnalysis:
    """Tell what finds of a design would look like if a ratio were true.

    Parameters
    ----------
    design
        Counts to be expected and the method.
    ratio
        The true ratio, above 0.

    Returns
    -------
    DesignAnalysis
        Summed over both counts, exactly up to 250 values of each, on a grid beyond.

    References
    ----------
    Gelman and Carlin (2014), Perspectives on Psychological Science 9, 641-651: errors of sign and magnitude.

    Examples
    --------
    >>> print(design_analysis(RateDesign(14, 3 / 5), 0.8).sentence())
    If the true ratio is 0.8, 7 of 100 such studies show a difference; half of those that do show a ratio
    beyond 0.26.
    """
    mean, compared = design.means(ratio)
    (a, a_weight), (b, b_weight) = _grid(mean, CELLS), _grid(compared, CELLS)
    a_all, b_all = np.repeat(a, len(b)), np.tile(b, len(a))
    weight = np.outer(a_weight, b_weight).ravel()
    lower, upper = tails(a_all, b_all, np.full(len(a_all), np.log(design.exposure_ratio)), design.method)
    half = level(design.confidence) / 2
    below, above = lower < half, upper < half
    fall, rise = power_of_rates(design, ratio)
    right, wrong = (above, fall) if ratio > 1 else (below, rise)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = a_all / b_all / design.exposure_ratio
    median = _weighted_median(found[right], weight[right])
    none = ratio == 1 or fall + rise <= 0
    return DesignAnalysis(
        ratio=ratio,
        power=fall + rise,
        fall=fall,
        rise=rise,
        wrong_sign=np.nan if none else wrong / (fall + rise),
        median_found=np.nan if none else median,
        exaggeration=np.nan if none or not median > 0 else float(np.log(median) / np.log(ratio)),
    )


def _grid(mean: float, points: int) -> tuple[Floats, Floats]:
    """Values of a Poisson count and their chances; every k-th value, where there are too many."""
    reach = SPAN * np.sqrt(mean) + 10
    least, most = max(0.0, np.floor(mean - reach)), np.ceil(mean + reach)
    step = max(1.0, np.ceil((most - least) / points))
    values = np.arange(least, most + 1, step)
    chance = np.exp(values * np.log(mean) - mean - special.gammaln(values + 1))
    return values, chance / chance.sum()


def _critical(total: Floats, design: RateDesign) -> tuple[Floats, Floats]:
    """Of each total, the largest count clearly few (-1: none) and the smallest clearly many (total + 1)."""
    half = level(design.confidence) / 2
    shift = np.log(design.exposure_ratio)

    def few(count: Floats) -> NDArray[np.bool_]:
        return tails(count, total - count, np.full(len(count), shift), design.method)[0] < half

    def few_of_the_others(count: Floats) -> NDArray[np.bool_]:
        return tails(total - count, count, np.full(len(count), shift), design.method)[1] < half

    share = float(special.expit(shift))
    reach = -special.ndtri(half) * np.sqrt(total * share * (1 - share))
    if total[0] > NORMAL:
        return np.floor(total * share - reach), np.ceil(total * share + reach)
    low = last_true(few, total, guess=total * share - reach)
    return low, total - last_true(few_of_the_others, total, guess=total * (1 - share) - reach)


def last_true(holds: Callable[[Floats], NDArray[np.bool_]], total: Floats, *, guess: Floats) -> Floats:
    """Largest count at which a condition holds that stops holding once; -1 where it never does."""
    near = np.clip(np.floor(guess) - NEAR, -1, total), np.clip(np.floor(guess) + NEAR, 0, total + 1)
    inside = (near[0] < 0) | holds(np.maximum(near[0], 0))
    low = np.where(inside, near[0], -1.0)
    outside = (near[1] > total) | ~holds(np.minimum(near[1], total))
    high = np.where(outside, near[1], total + 1)
    while np.any(wide := high - low > 1):
        middle = np.clip(np.floor((low + high) / 2), 0, total)
        true = holds(middle)
        low, high = np.where(wide & true, middle, low), np.where(wide & ~true, middle, high)
    return low


def _weighted_median(values: Floats, weights: Floats) -> float:
    if not len(values) or weights.sum() <= 0:
        return float("nan")
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, reached[-1] / 2)])
