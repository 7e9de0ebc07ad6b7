"""A change beside a control's change: the ratio of two rate ratios."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from fanlight.estimates.inversion import inverted
from fanlight.estimates.rate_ratio import METHODS, RateRatio, require_counts, require_exposures

Floats = NDArray[np.float64]
REACH = 60.0  # standard deviations of the count beyond which its chance is nothing


def ratio_of_rate_ratios(
    after: tuple[float, float],
    before: tuple[float, float],
    control_after: tuple[float, float],
    control_before: tuple[float, float],
    *,
    method: str = "mid-p",
    confidence: float = 0.95,
) -> RateRatio:
    """How much more a rate changed than a control's: (after / before) / (control after / control before).

    Given each place's total and the total of all events after, the first place's events after are
    hypergeometric with the ratio times an odds ratio of exposures (Fisher). Its tails give p and interval.

    Parameters
    ----------
    after, before, control_after, control_before
        Events (a whole number) and exposure (above 0, in one unit within a place).
    method
        mid-p, exact, or score (Cornfield's, without a correction).
    confidence
        Between 0 and 1.

    Returns
    -------
    RateRatio
        Of one element.

    Raises
    ------
    ValueError
        As `rate_ratio`.

    References
    ----------
    Fisher (1935), JRSS 98, 39-82; Cornfield (1956), Proc. Third Berkeley Symposium 4, 135-148.

    Examples
    --------
    >>> ratio_of_rate_ratios((21, 94409), (49, 118072), (100, 1e6), (98, 1e6)).sentence()
    'Rate ratio 0.525 (0.29 to 0.938), p = 0.029.'
    """
    if method not in METHODS:
        raise ValueError(f"method is {method!r}; known are {', '.join(METHODS)}")
    (a, s), (b, t), (c, u), (d, v) = after, before, control_after, control_before
    counts = np.array([a, b, c, d], dtype=np.float64)
    require_counts(counts)
    require_exposures(np.array([s, t, u, v], dtype=np.float64))
    shift = float(np.log(s) - np.log(t) - np.log(u) + np.log(v))
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = counts / np.array([s, t, u, v])
        ratio = (rates[0] * rates[3]) / (rates[1] * rates[2])
    rough = counts + 0.5
    width = float(np.sqrt((1 / rough).sum()))
    start = float(np.log(rough[0] * rough[3] / (rough[1] * rough[2]))) - shift
    table = _Cornfield(counts) if method == "score" else _Hypergeometric(counts, method, 1 / width)
    p, low, high = inverted(
        lambda log_ratio: table.tails(log_ratio + shift), start=start, width=width, confidence=confidence
    )
    ratios, lows, highs, ps = np.array([[ratio], [low], [high], [p]], dtype=np.float64)
    return RateRatio(ratios, lows, highs, ps, method, confidence)


class _Hypergeometric:
    """Non-central hypergeometric tails of one two by two table."""

    def __init__(self, counts: Floats, method: str, spread: float) -> None:
        a, b, c, d = counts
        least, most = max(0.0, a - d), min(a + b, a + c)
        reach = 200.0 + REACH * spread
        self.k = np.arange(max(least, a - reach), min(most, a + reach) + 1)
        places = (self.k, a + b - self.k, a + c - self.k, d - a + self.k)
        self.log_weight = -sum(special.gammaln(place + 1) for place in places)
        self.a, self.part = a, 0.5 if method == "mid-p" else 1.0

    def tails(self, log_odds: float) -> tuple[float, float]:
        log_chance = self.log_weight + log_odds * (self.k - self.a)
        chance = np.exp(log_chance - log_chance.max())
        at = self.part * chance[self.k == self.a].sum()
        whole = chance.sum()
        fewer, more = chance[self.k < self.a].sum(), chance[self.k > self.a].sum()
        return float((fewer + at) / whole), float((more + at) / whole)


class _Cornfield:
    """Normal tails, with the spread at the counts that the odds ratio under test implies."""

    def __init__(self, counts: Floats) -> None:
        self.a, self.b, self.c, self.d = (float(one) for one in counts)

    def tails(self, log_odds: float) -> tuple[float, float]:
        fitted = self._fitted(log_odds)
        places = np.array(
            [fitted, self.a + self.b - fitted, self.a + self.c - fitted, self.d - self.a + fitted]
        )
        if places.min() <= 0:
            z = 0.0 if abs(self.a - fitted) < 1e-9 else float(np.copysign(np.inf, self.a - fitted))
        else:
            z = (self.a - fitted) * float(np.sqrt((1 / places).sum()))
        return float(special.ndtr(z)), float(special.ndtr(-z))

    def _fitted(self, log_odds: float) -> float:
        """Count with the margins seen and this odds ratio: the root of a quadratic between the margins."""
        first, after, rest = self.a + self.b, self.a + self.c, self.d - self.a
        least, most = max(0.0, -rest), min(first, after)
        odds = float(np.exp(np.clip(log_odds, -350, 350)))
        # (1 - w) k^2 + (rest + w (first + after)) k - w first after = 0, in the form that keeps digits
        square, line, level = 1 - odds, rest + odds * (first + after), -odds * first * after
        under = max(line * line - 4 * square * level, 0.0)
        pivot = -0.5 * (line + np.copysign(np.sqrt(under), line))
        roots = [level / pivot if pivot else 0.0, pivot / square if square else np.inf]
        inside = [root for root in roots if least - 1e-9 <= root <= most + 1e-9]
        return float(min(max(inside[0], least), most)) if inside else self.a
