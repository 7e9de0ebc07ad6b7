"""A number with how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval, of 95 % where nothing else is said; NaN for what is not known.

    Examples
    --------
    >>> Estimate(0.5, 0.4, float("inf")).as_json()
    {'value': 0.5, 'low': 0.4, 'high': None}
    """

    value: float
    low: float
    high: float

    def as_json(self) -> dict[str, float | None]:
        """Plain values; None for what is not known or has no bound."""
        numbers = {"value": self.value, "low": self.low, "high": self.high}
        return {name: float(number) if isfinite(number) else None for name, number in numbers.items()}
