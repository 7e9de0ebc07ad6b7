"""What second looks at random add to what one's own decisions leave open: two ends closer, on conditions."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.practice.sensitivity import FEWEST, SentOn


@dataclass(frozen=True, slots=True)
class NarrowedBounds:
    """Of children in need, the share sent on: the two ends, and what second looks make of them.

    Attributes
    ----------
    lowest, highest
        Whatever is true of those sent away of whom nothing more was recorded.
    least, most
        If as many of them were in need as second looks, over the whole service, put on a higher level.
    """

    lowest: float
    highest: float
    least: float
    most: float

    @property
    def is_narrower(self) -> bool:
        """Whether it can be seen in whole numbers of 100 that the ends lie closer."""
        return self._width(self.least, self.most) < self._width(self.lowest, self.highest)

    @staticmethod
    def _width(low: float, high: float) -> int:
        return round(100 * high) - round(100 * low)

    def sentence(self) -> str:
        """What they do to the two ends, and on what condition."""
        if not self.is_narrower:
            return (
                f"That does not bring the two ends closer: they stay at {100 * self.lowest:.0f} and "
                f"{100 * self.highest:.0f} of 100."
            )
        return (
            "If as many of the children you sent away with nothing recorded were in need as second looks "
            f"over the whole service put higher, you sent on between {100 * self.least:.0f} and "
            f"{100 * self.most:.0f} of 100 children in need: closer than {100 * self.lowest:.0f} and "
            f"{100 * self.highest:.0f}."
        )


def narrowed(sent_on: SentOn, higher: tuple[float, float]) -> NarrowedBounds | None:
    """Ends of the share sent on, with the silent ones in need as often as second looks land higher.

    Parameters
    ----------
    sent_on
        The worker's own decisions, counted.
    higher
        Least and most share of second looks of the whole service that landed on a higher level.

    Returns
    -------
    NarrowedBounds or None
        None with too few decisions to tell any ends (as `SentOn.sentence` says).

    Raises
    ------
    ValueError
        A share beyond 0 and 1, or a least above the most.

    Notes
    -----
    A condition, not a finding: a higher level at a second look is another judgement, the share is that of the
    service and not of one worker's decisions, and it is of decisions of no further action alone.

    References
    ----------
    Manski, Partial Identification of Probability Distributions (2003): bounds under a bounded share.

    Examples
    --------
    >>> print(narrowed(SentOn(30, 20, 3, 47), (0.05, 0.25)).sentence()[-77:])
    you sent on between 67 and 85 of 100 children in need: closer than 38 and 91.
    """
    least, most = higher
    if not 0 <= least <= most <= 1:
        raise ValueError(f"a share lies between 0 and 1, the least first: {least}, {most}")
    ends = sent_on.bounds()
    if ends is None or sent_on.decisions < 2 * FEWEST:
        return None
    seen = sent_on.found + sent_on.found_later
    return NarrowedBounds(
        ends.lowest,
        ends.highest,
        sent_on.found / (seen + most * sent_on.silent),
        sent_on.found / (seen + least * sent_on.silent),
    )
