"""The scale on which ups and downs do not grow with the level: root for counts, arcsine for shares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_ANSCOMBE = 0.375
POISSON = 0.25  # variance of the root of a Poisson count


@dataclass(frozen=True, slots=True)
class Scale:
    """One to one between values and the scale they are charted on.

    Attributes
    ----------
    kind
        "root" (counts and rates), "arcsine" (shares of a whole) or "plain" (anything else).
    typical
        Typical denominator, 1 without one.
    shift
        Place of the scale from which a series is counted, so that its level is near 0.
    """

    kind: str
    typical: float = 1.0
    shift: float = 0.0

    def of(self, values: Floats, denominator: Floats | float) -> Floats:
        """Give values on the scale; counts with what they are out of, anything else as it is."""
        if self.kind == "plain":
            return np.asarray(values / denominator, dtype=np.float64)
        if self.kind == "arcsine":
            share = (values + _ANSCOMBE) / (denominator + 2 * _ANSCOMBE)
            return np.asarray(np.sqrt(self.typical) * np.arcsin(np.sqrt(share)), dtype=np.float64)
        return np.asarray(np.sqrt((values + _ANSCOMBE) * self.typical / denominator), dtype=np.float64)

    def back(self, scaled: Floats) -> Floats:
        """Give the value, rate or share that stands at a place of the scale; rising throughout."""
        scaled = scaled + self.shift
        if self.kind == "plain":
            return scaled
        if self.kind == "arcsine":
            angle = np.clip(scaled / np.sqrt(self.typical), -np.pi / 2, np.pi / 2)
            whole = self.typical + 2 * _ANSCOMBE
            sine = np.sin(angle)
            return np.asarray((np.sign(sine) * sine**2 * whole - _ANSCOMBE) / self.typical, dtype=np.float64)
        return np.asarray((np.sign(scaled) * scaled**2 - _ANSCOMBE) / self.typical, dtype=np.float64)


def scale_of(values: Floats, denominator: Floats | None) -> Scale:
    """Choose by what the values are: whole numbers from 0 up are counts.

    Counts out of a denominator that they never pass are shares. Anscombe 1948, doi:10.1093/biomet/35.3-4.246.

    Examples
    --------
    >>> scale_of(np.array([3.0, 5.0]), None).kind, scale_of(np.array([-0.5]), None).kind
    ('root', 'plain')
    """
    known = values[np.isfinite(values)]
    if not len(known) or (known < 0).any() or (known != np.round(known)).any():
        return Scale("plain")
    if denominator is None:
        return Scale("root")
    out_of = np.broadcast_to(denominator, values.shape)[np.isfinite(values)]
    return Scale("arcsine" if (known <= out_of).all() else "root", float(np.mean(out_of)))
