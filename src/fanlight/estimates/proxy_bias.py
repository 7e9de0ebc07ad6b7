"""How far something of which only a proxy is recorded can bend an estimate that is adjusted for the proxy."""

from __future__ import annotations

from math import inf, pi, sqrt

# A logistic regression that leaves out a normal cause of variance v flattens by 1 / sqrt(1 + c v).
_FLATTENED = (16.0 * sqrt(3.0) / (15.0 * pi)) ** 2


def bias_per_trend(effect: float, lowest_correlation: float, explained: float = 0.0) -> float:
    """Bias in a log odds ratio for each standard deviation by which the proxy moves with the exposure.

    Let a cause U move with the exposure by t, and the proxy Z, of correlation r with U, by r t. Adjusting for
    Z leaves about (1 - r^2) t of the movement of U. The proxy's own log odds ratio is at least r times that
    of U, so that the bias is about ``trend of Z * effect of Z * (1 - r^2) / r^2`` where effects are small.
    Large ones are flattened by what is left out of each regression: by the variance of U given Z in the
    proxy's own effect, by the variance given Z and the exposure in the estimate. The effect of U is the
    largest that the proxy's effect allows, without end if need be.

    Parameters
    ----------
    effect
        Log odds ratio for one standard deviation of the proxy, *not* adjusted for the exposure; its sign is
        kept.
    lowest_correlation
        r: over 0, at most 1. At 1 the proxy is the cause itself, and adjusting for it leaves no bias.
    explained
        Share of the variance of the proxy that the exposure explains.

    Raises
    ------
    ValueError
        The correlation is not over 0 and at most 1.

    References
    ----------
    Neuhaus and Jewell (1993), Biometrika 80:807-815, for the flattening; its constant from Zeger, Liang and
    Albert (1988), Biometrics 44:1049-1060. The product is the omitted-variable formula.

    Examples
    --------
    >>> bias_per_trend(0.5, 1.0)
    0.0
    >>> round(bias_per_trend(0.1, 0.3), 2), round(bias_per_trend(-3.0, 0.3), 2)
    (1.01, -5.41)
    """
    r = lowest_correlation
    if not 0 < r <= 1:
        raise ValueError(f"a correlation is over 0 and at most 1, not {r:g}")
    left = 1.0 - r * r
    if not left:
        return 0.0
    of_cause = min(explained / r**2, 0.999)
    still_left = 1.0 / (1.0 / (1.0 - of_cause) + r * r / left)
    seen = (effect / r) ** 2  # square of the cause's effect, as flattened in the proxy's own regression
    room = 1.0 - _FLATTENED * left * seen
    # 1 / (1 / e^2 + c v): the square of an effect e as flattened by a variance v that is left out.
    inverse = room / seen if seen and room > 0 else 0.0 if seen else inf
    size = sqrt(1.0 / (inverse + _FLATTENED * still_left)) * left / (1.0 - explained) / r
    return size if effect >= 0 else -size
