"""A count with the exposure in which it arose."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """Events and the exposure in which they arose.

    Attributes
    ----------
    events
        Whole number, at least 0.
    exposure
        Births, child-years, months, contacts …: above 0, in one unit before and after.
    """

    events: float
    exposure: float

    def __post_init__(self) -> None:
        if not (0 <= self.events < math.inf and self.events == math.floor(self.events)):
            raise ValueError("events are counted, a whole number of 0 or more")
        if not 0 < self.exposure < math.inf:
            raise ValueError("the exposure is a number above 0")

    def per(self, unit: float = 1.0) -> float:
        """Tell the rate per so many units of exposure."""
        return self.events / self.exposure * unit

    @classmethod
    def read(cls, text: str) -> Count:
        """Read EVENTS/EXPOSURE, as `49/118072` or `14/5.5`.

        Raises
        ------
        ValueError
            With the text and what is wrong with it.

        Examples
        --------
        >>> Count.read("49/118072")
        Count(events=49.0, exposure=118072.0)
        """
        parts = text.split("/")
        try:
            events, exposure = (float(part) for part in parts)
        except ValueError:
            raise ValueError(f"{text!r} is not EVENTS/EXPOSURE, such as 49/118072") from None
        try:
            return cls(events, exposure)
        except ValueError as wrong:
            raise ValueError(f"{text!r}: {wrong}") from None
