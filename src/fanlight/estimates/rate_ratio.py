"""The ratio of two Poisson rates: estimate, interval and p, all from one function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from fanlight.estimates.root_finding import bracketed_roots

Floats = NDArray[np.float64]
Method = Literal["mid-p", "exact", "score"]
METHODS: tuple[str, ...] = get_args(Method)
HALF = {"mid-p": 0.5, "exact": 0.0}  # how much of the chance of the count itself a tail leaves out


@dataclass(frozen=True, slots=True)
class RateRatio:
    """Ratios of rates, one an element.

    Attributes
    ----------
    ratio
        Shape (n,): rate divided by the rate it is compared with; 0 without events, inf where the other had
        none, NaN where neither had any.
    low, high
        Shape (n,): the interval. `p < 1 - confidence` exactly where it leaves out 1.
    p
        Shape (n,): two-sided, against a ratio of 1.
    method
        mid-p, exact or score.
    confidence
        Of the interval, such as 0.95.
    """

    ratio: Floats
    low: Floats
    high: Floats
    p: Floats
    method: str
    confidence: float

    def columns(self) -> dict[str, Floats]:
        """Names to arrays of one length."""
        return {"rate_ratio": self.ratio, "low": self.low, "high": self.high, "p": self.p}

    def sentence(self) -> str:
        """Tell the first ratio in words; where there are more, how many leave out 1."""
        if len(self.ratio) != 1:
            clear = int((self.p < level(self.confidence)).sum())
            return f"{clear} of {len(self.ratio)} intervals leave out 1."
        ratio, low, high, p = (float(column[0]) for column in self.columns().values())
        if np.isnan(ratio):
            return "No event on either side: the rates cannot be compared."
        upper = f"{high:.3g}" if np.isfinite(high) else "no upper limit"
        if np.isinf(ratio):
            return f"No event on the side compared with: rate ratio from {low:.3g} to {upper}, p = {p:.3g}."
        return f"Rate ratio {ratio:.3g} ({low:.3g} to {upper}), p = {p:.3g}."


def level(confidence: float) -> float:
    """One minus the confidence, free of the binary remainder of 1 - 0.95."""
    return round(1.0 - confidence, 12)


def rate_ratio(
    events: ArrayLike,
    exposure: ArrayLike,
    compared_events: ArrayLike,
    compared_exposure: ArrayLike,
    *,
    method: str = "mid-p",
    confidence: float = 0.95,
) -> RateRatio:
    """Compare two Poisson rates, given how many events there were in all.

    Given the total, the events of the first side are binomial with odds ratio x exposure / compared exposure.
    Both tails at that ratio give p (twice the smaller, at most 1); the ratios at which a tail is half of
    1 - confidence give the interval. The tail at 1 itself decides on which side of 1 a bound lies, so that p
    and interval cannot disagree, not even by rounding.

    Parameters
    ----------
    events, compared_events
        Whole numbers, at least 0; any shapes that broadcast.
    exposure, compared_exposure
        Above 0, in one unit.
    method
        mid-p: half of the chance of the count itself belongs to each tail; exact: all of it belongs to both
        (Clopper and Pearson); score: normal, with the spread that the ratio under test implies (Wilson).
    confidence
        Between 0 and 1.

    Returns
    -------
    RateRatio
        Arrays of shape (n,), flattened.

    Raises
    ------
    ValueError
        A count that is no whole number or negative, an exposure that is not above 0, an unknown method.

    References
    ----------
    Przyborowski and Wilenski (1940), Biometrika 31, 313-323, for the conditional test; Lancaster (1961) and
    Berry and Armitage (1995), The Statistician 44, 417-423, for mid-P; Wilson (1927), JASA 22, 209-212.

    Examples
    --------
    >>> rate_ratio(21, 94409, 49, 118072).sentence()
    'Rate ratio 0.536 (0.316 to 0.886), p = 0.0143.'
    >>> rate_ratio(2, 3, 14, 5, method="exact").sentence()
    'Rate ratio 0.238 (0.0263 to 1.04), p = 0.0583.'
    """
    if method not in METHODS:
        raise ValueError(f"method is {method!r}; known are {', '.join(METHODS)}")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence is {confidence}; it lies between 0 and 1")
    a, s, b, t = (
        np.ascontiguousarray(one, dtype=np.float64).ravel()
        for one in np.broadcast_arrays(events, exposure, compared_events, compared_exposure)
    )
    require_counts(a, b)
    require_exposures(s, t)
    alpha = level(confidence)
    shift = np.log(s) - np.log(t)  # log odds of the first side at a ratio of 1
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (a / s) / (b / t)
    lower, upper = tails(a, b, shift, method)
    low, high = _wilson(a, b, alpha) if method == "score" else _bounds(a, b, alpha, HALF[method])
    p = np.minimum(1.0, 2.0 * np.minimum(lower, upper))
    low, high = np.exp(low - shift), np.exp(high - shift)
    low, high = agreeing(low, high, p=p, alpha=alpha, higher=upper < lower)
    return RateRatio(ratio, low, high, p, method, confidence)


def agreeing(
    low: Floats, high: Floats, *, p: Floats, alpha: float, higher: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Put bounds on the side of 1 on which the tail at 1 says they lie: a matter of the last digit.

    Parameters
    ----------
    low, high
        Shape (n,), roots of the tails that gave p.
    p
        Shape (n,).
    alpha
        1 - confidence.
    higher
        Shape (n,), True where the ratio lies above 1.

    Returns
    -------
    tuple of ndarray
        low and high, moved at most by rounding.
    """
    clear = p < alpha
    above, below = np.nextafter(1.0, 2.0), np.nextafter(1.0, 0.0)
    low = np.where(clear & higher, np.maximum(low, above), np.minimum(low, 1.0))
    high = np.where(clear & ~higher, np.minimum(high, below), np.maximum(high, 1.0))
    return low, high


def require_counts(*counts: Floats) -> None:
    """Refuse what is no count.

    Raises
    ------
    ValueError
        A value that is negative, broken or not finite.
    """
    for one in counts:
        if not np.all(np.isfinite(one) & (one >= 0) & (one == np.floor(one))):
            raise ValueError("events are counted: whole numbers of 0 or more")


def require_exposures(*exposures: Floats) -> None:
    """Refuse what is no exposure.

    Raises
    ------
    ValueError
        A value that is not above 0 or not finite.
    """
    for one in exposures:
        if not np.all(np.isfinite(one) & (one > 0)):
            raise ValueError("an exposure is a number above 0")


def tails(a: Floats, b: Floats, log_odds: Floats, method: str) -> tuple[Floats, Floats]:
    """Chances of as few as a, and as many as a, of a + b binomial events.

    Parameters
    ----------
    a, b, log_odds
        Shape (n,); no checks.
    method
        How much of the chance of exactly a belongs to each: half (mid-p), all (exact); score: normal.

    Returns
    -------
    tuple of ndarray
        Lower and upper tail, shape (n,), each computed as such: small ones keep their digits.
    """
    if method == "score":
        return _score_tails(a, b, log_odds)
    half = HALF[method]
    return _upper_tail(b, a, -log_odds, half), _upper_tail(a, b, log_odds, half)


def _upper_tail(a: Floats, b: Floats, log_odds: Floats, half: float) -> Floats:
    """P(X > a) and the chance of a itself, less `half` of it."""
    many = at_least(a, b + 1, log_odds)
    return many if half == 0 else half * at_least(a + 1, b, log_odds) + (1 - half) * many


def at_least(k: Floats, m: Floats, log_odds: Floats) -> Floats:
    """P(X >= k) for k + m - 1 trials: the incomplete beta function, from the end that keeps digits."""
    result = np.where(k <= 0, 1.0, 0.0)
    some = (k > 0) & (m > 0)
    small = some & (log_odds <= 0)
    large = some & (log_odds > 0)
    result[small] = special.betainc(k[small], m[small], special.expit(log_odds[small]))
    result[large] = special.betaincc(m[large], k[large], special.expit(-log_odds[large]))
    return result


def _bounds(a: Floats, b: Floats, alpha: float, half: float) -> tuple[Floats, Floats]:
    """Log odds at which the upper, and the lower, tail is alpha / 2."""
    low = _lower_bound(a, b, alpha / 2, half)
    return low, -_lower_bound(b, a, alpha / 2, half)


def _lower_bound(a: Floats, b: Floats, tail: float, half: float) -> Floats:
    """Log odds at which the chance of as many as a is `tail`; -inf where a is 0.

    The mid-P tail is the mean of P(X >= a) and P(X > a), so its root lies between theirs.
    """
    result = np.full(len(a), -np.inf)
    first = _quantile(a, b + 1, tail)
    if half == 0:
        return np.where(a > 0, first, result)
    some = np.flatnonzero(a > 0)
    last = np.where(b > 0, _quantile(a + 1, b, tail), first + 60.0)
    a_some, b_some = a[some], b[some]

    aim = special.ndtri(tail)

    def beyond(log_odds: Floats, which: NDArray[np.intp]) -> Floats:
        # As a normal deviate the tail is nearly straight in the log odds: few steps.
        return np.asarray(special.ndtri(_upper_tail(a_some[which], b_some[which], log_odds, half)) - aim)

    result[some] = bracketed_roots(beyond, first[some] - 1e-9, last[some] + 1e-9)
    return result


def _quantile(k: Floats, m: Floats, tail: float) -> Floats:
    """Log odds at which the chance of k or more of k + m - 1 is `tail`, from the end that keeps digits."""
    with np.errstate(divide="ignore", invalid="ignore"):
        x, y = special.betaincinv(k, m, tail), special.betainccinv(m, k, tail)
        return np.asarray(np.where(x < 0.5, special.logit(x), -special.logit(y)))


def _score_tails(a: Floats, b: Floats, log_odds: Floats) -> tuple[Floats, Floats]:
    total = a + b
    share = special.expit(log_odds)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (a * special.expit(-log_odds) - b * share) / np.sqrt(total * share * special.expit(-log_odds))
    z = np.where(total > 0, z, 0.0)
    return special.ndtr(z), special.ndtr(-z)


def _wilson(a: Floats, b: Floats, alpha: float) -> tuple[Floats, Floats]:
    """Log odds at which the score is plus and minus its critical value."""
    square = special.ndtri(alpha / 2) ** 2
    # Odds w solve (a - b w)^2 = square (a + b) w: their product is (a / b)^2, their sum as below.
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = 2 * a * b + square * (a + b)
        wide = middle + np.sqrt(square * (a + b) * (4 * a * b + square * (a + b)))
        low, high = np.log(2 * a * a / wide), np.log(wide / (2 * b * b))
    none = a + b == 0  # nothing seen, nothing known
    return np.where(none, -np.inf, low), np.where(none, np.inf, high)
