"""How far apart one tells two kinds of case, and how readily one acts: two things, told apart."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SignalDetection:
    """Sensitivity and threshold of several judges.

    Attributes
    ----------
    sensitivity
        d', shape (judges,): 0 is no telling apart; 1 means that of two cases, one of each kind, the right one
        is picked 76 of 100 times.
    threshold
        c, shape (judges,): above 0 one acts on fewer than half of cases in the middle, below 0 on more.
    sensitivity_error, threshold_error
        Standard errors, shape (judges,).
    """

    sensitivity: Floats
    threshold: Floats
    sensitivity_error: Floats
    threshold_error: Floats

    def columns(self) -> dict[str, Floats]:
        """Name → array, an entry a judge."""
        return {
            "sensitivity": self.sensitivity,
            "threshold": self.threshold,
            "sensitivity_error": self.sensitivity_error,
            "threshold_error": self.threshold_error,
        }

    def sentence(self) -> str:
        """How many judges, and their range."""
        low, high = float(self.sensitivity.min()), float(self.sensitivity.max())
        few, many = float(self.threshold.min()), float(self.threshold.max())
        return (
            f"{len(self.sensitivity):,} judges: sensitivity d' from {low:.2f} to {high:.2f}, "
            f"threshold c from {few:.2f} to {many:.2f}."
        )


def signal_detection(
    acted_on_signal: ArrayLike, signals: ArrayLike, acted_on_other: ArrayLike, others: ArrayLike
) -> SignalDetection:
    """Sensitivity and threshold from how often one acted on either kind of case.

    Parameters
    ----------
    acted_on_signal, signals
        Shape (judges,), whole numbers: of so many cases of the kind looked for, on how many one acted (hits).
    acted_on_other, others
        The same of all other cases (false alarms).

    Raises
    ------
    ValueError
        Counts that do not fit one another.

    Notes
    -----
    A half is added to both counts and one to both totals (log-linear), so that none or all gives a figure;
    it draws small samples towards no sensitivity, which is meant. Errors are Gourevitch and Galanter's.

    References
    ----------
    Green and Swets, Signal Detection Theory and Psychophysics (1966); Hautus, Behavior Research Methods 27
    (1995) 46-51, for the correction; Gourevitch and Galanter, Psychometrika 32 (1967) 25-33.

    Examples
    --------
    >>> found = signal_detection([69], [100], [31], [100])
    >>> float(found.sensitivity[0].round(2)), float(abs(found.threshold[0]).round(2))
    (0.98, 0.0)
    """
    shares, variances = [], []
    for acted, of in ((acted_on_signal, signals), (acted_on_other, others)):
        yes, total = np.asarray(acted, dtype=np.float64), np.asarray(of, dtype=np.float64)
        if yes.ndim != 1 or yes.shape != total.shape or not ((yes >= 0) & (yes <= total)).all():
            raise ValueError(f"acted on {yes.size} counts of {total.size}; each from 0 to its total")
        share = (yes + 0.5) / (total + 1)
        z = ndtri(share)
        density = np.exp(-(z**2) / 2) / np.sqrt(2 * pi)
        shares.append(z)
        variances.append(share * (1 - share) / ((total + 1) * density**2))
    if shares[0].shape != shares[1].shape or not shares[0].size:
        raise ValueError(f"{shares[0].size} judges of the one kind of case, {shares[1].size} of the other")
    error = np.sqrt(variances[0] + variances[1])
    return SignalDetection(shares[0] - shares[1], -(shares[0] + shares[1]) / 2, error, error / 2)
