"""How often a thing was recorded after such decisions here, told so coarsely that it tells of nobody.

Shown after one's own estimate. Two figures of different days must not, taken from each other, give away what
came of one decision: hence whole quarters that change four times a year, at least five people, and steps of
five in a hundred.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from fanlight.terms.disclosure import MINIMUM_TEAM
from fanlight.terms.periods import add_months, day_words

FEWEST = 50
"""Decisions below which nothing is told: steps of five in a hundred would be a false nicety."""
STEP = 5
QUARTERS = 8


@dataclass(frozen=True, slots=True)
class BaseRate:
    """A rate in a hundred, rounded to `STEP`, over decisions of whole quarters.

    Parameters
    ----------
    in_100
        0, 5, 10, … 100; None when it is not told.
    about
        How many decisions, to the nearest 10.
    first, last
        The days of the first and last decision that could count.
    """

    in_100: int | None
    about: int
    first: date
    last: date

    def sentence(self) -> str:
        """The rate as a natural frequency, or why there is none."""
        if self.in_100 is None:
            return f"Too few to tell how often: fewer than {FEWEST} decisions, or of fewer than five people."
        some = "fewer than 3" if self.in_100 == 0 else f"about {self.in_100}"
        some = "more than 97" if self.in_100 == 100 else some
        return (
            f"Here it was recorded after {some} in 100 such decisions (about {self.about:,} decisions from "
            f"{day_words(self.first)} to {day_words(self.last)}; to the nearest {STEP} in 100)."
        )


def quarters_known(known_up_to: date, months: int) -> tuple[date, date]:
    """First and last day of the eight whole quarters whose decisions' time is over by then.

    Examples
    --------
    >>> first, last = quarters_known(date(2026, 3, 31), months=6)
    >>> print(first, last)
    2023-10-01 2025-09-30
    >>> print(*quarters_known(date(2026, 6, 29), months=6))
    2023-10-01 2025-09-30
    """
    # The quarter ends on the last day whose `months` are over on or before `known_up_to`.
    begins = date(known_up_to.year, 3 * ((known_up_to.month - 1) // 3) + 1, 1)
    while add_months(_day_before(begins), months) > known_up_to:
        begins = add_months(begins, -3)
    following = add_months(begins, 3)
    if add_months(_day_before(following), months) <= known_up_to:
        begins = following
    return add_months(begins, -3 * QUARTERS), _day_before(begins)


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def base_rate(
    recorded: NDArray[np.bool_], decided_by: NDArray[np.integer], first: date, last: date
) -> BaseRate:
    """How often, over decisions each wholly known.

    Parameters
    ----------
    recorded
        Whether it was recorded, one a decision.
    decided_by
        Who decided, as whole numbers; only how many people there are is used.
    first, last
        From `quarters_known`.

    Raises
    ------
    ValueError
        For arrays of different lengths.

    Examples
    --------
    >>> made = np.arange(200) % 4 == 0
    >>> base_rate(made, np.arange(200) % 7, date(2023, 10, 1), date(2025, 9, 30)).in_100
    25
    """
    if len(recorded) != len(decided_by):
        raise ValueError(f"{len(recorded)} outcomes for {len(decided_by)} decisions")
    n = len(recorded)
    about = int(round(n, -1))
    if n < FEWEST or len(np.unique(decided_by)) < MINIMUM_TEAM:
        return BaseRate(None, 0, first, last)
    # Half up, in whole numbers: a rate on the border does not depend on how a fraction is held.
    in_100 = STEP * ((2 * 100 * int(recorded.sum()) + STEP * n) // (2 * STEP * n))
    return BaseRate(in_100, about, first, last)
