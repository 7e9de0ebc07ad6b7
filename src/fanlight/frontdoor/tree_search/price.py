"""What a mistake costs, and what asking costs: the one number that a search makes least."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Price:
    """Costs a case. Whole numbers below 2**26 are added up exactly.

    Attributes
    ----------
    missed
        Of putting a case of the positive class into the other.
    false_alarm
        Of putting a case of the other class into the positive.
    asked
        Of asking one cue.
    """

    missed: float
    false_alarm: float
    asked: float = 0.0

    @classmethod
    def balanced(cls, positives: int, negatives: int, asked: float = 0.0) -> Price:
        """Balanced accuracy: both classes count the same, however many cases each has.

        The cost of a tree is 2 · positives · negatives · (1 - balanced accuracy). `asked` is in balanced
        accuracy for one cue in every case: 0.01 says that a cue must bring one point.

        Examples
        --------
        >>> Price.balanced(3, 7)
        Price(missed=7.0, false_alarm=3.0, asked=0.0)
        """
        whole = 2 * positives * negatives
        return cls(float(negatives), float(positives), asked * whole / max(positives + negatives, 1))

    @classmethod
    def sensitivity_weighted(cls, positives: int, negatives: int, weight: float) -> Price:
        """`weight` times sensitivity and 1 - `weight` times specificity.

        Raises
        ------
        ValueError
            When `weight` is not between 0 and 1.
        """
        if not 0 < weight < 1:
            raise ValueError(f"a weight of sensitivity is between 0 and 1, not {weight}")
        return cls(2 * weight * negatives, 2 * (1 - weight) * positives)

    @classmethod
    def net_benefit(cls, threshold: float) -> Price:
        """Net benefit at a threshold: one missed case is worth (1 - t) / t false alarms.

        References
        ----------
        Vickers and Elkin, Medical Decision Making 26 (2006), 565-574.

        Raises
        ------
        ValueError
            When `threshold` is not between 0 and 1.

        Examples
        --------
        >>> Price.net_benefit(0.2).false_alarm
        0.25
        """
        if not 0 < threshold < 1:
            raise ValueError(f"a threshold is between 0 and 1, not {threshold}")
        return cls(1.0, threshold / (1 - threshold))
