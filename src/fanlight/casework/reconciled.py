"""An own count beside the authority's own published value: the difference explained, or listed.

The Department for Education counts a file that was sent once; an authority counts what it holds today. So two
figures of one year seldom agree to the last case, and most of the difference has a reason that can be tried:
round as the publication does, count the other way, look at the other year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fanlight.terms.measures import MEASURES


@dataclass(frozen=True, slots=True)
class PublishedValue:
    """A published percentage.

    Attributes
    ----------
    year
        The year in which the reporting year ends.
    percent
        None where it is not published.
    of
        The published denominator; None where it is not published.
    step
        To which the percentage is rounded.
    words
        Why it is not published; "" where it is.
    """

    year: int
    percent: float | None
    of: int | None
    step: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """An own count of one year, and how it was counted ("each child once")."""

    year: int
    how: str
    yes: int
    of: int

    @property
    def percent(self) -> float | None:
        return 100 * self.yes / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Reconciled:
    """An own count and the published value.

    Attributes
    ----------
    explained
        Whether nothing of the difference is left over.
    reasons
        What explains it, or what was tried, each a sentence.
    """

    code: str
    own: Counted
    published: PublishedValue | None
    explained: bool
    reasons: tuple[str, ...]

    @property
    def difference(self) -> float | None:
        """Own less published, in percentage points; None where there is nothing to compare."""
        if self.published is None or self.published.percent is None or self.own.percent is None:
            return None
        return self.own.percent - self.published.percent

    def sentence(self) -> str:
        """Both values and their difference."""
        title = MEASURES[self.code].title
        own = "no case held" if self.own.percent is None else f"{self.own.yes:,} of {self.own.of:,}"
        percent = "" if self.own.percent is None else f" ({self.own.percent:.1f} %)"
        words = f"{title}: counted here {own}{percent}, year to March {self.own.year}"
        if self.published is None:
            return f"{words}; nothing is published."
        if self.published.percent is None:
            return f"{words}; the published value is {self.published.words}."
        told = f"; published {self.published.percent:.1f} %, year to March {self.published.year}"
        return f"{words}{told}." if self.difference is None else f"{words}{told}: {self._apart()}."

    def _apart(self) -> str:
        difference = self.difference or 0.0
        return f"{abs(difference):.1f} percentage points {'more' if difference > 0 else 'less'} here"


def reconcile(
    code: str, own: Counted, published: PublishedValue | None, others: Sequence[Counted] = ()
) -> Reconciled:
    """Explain or list the difference between an own count and the published value.

    Tried in turn: whether there is anything to compare (not published, suppressed, nothing held), whether it
    is the same year, whether the difference is rounding, and whether another way of counting gives the
    published value.

    Parameters
    ----------
    code
        A key of `fanlight.terms.measures.MEASURES`.
    own
        Counted by the measure's own words.
    published
        None where the authority is not among the published figures.
    others
        The same year counted in other ways.

    Examples
    --------
    >>> told = PublishedValue(2025, 20.0, 100, 0.1)
    >>> once = Counted(2025, "each child once", 18, 90)
    >>> found = reconcile("re_referral_12m", Counted(2025, "", 22, 100), told, [once])
    >>> found.explained, found.reasons
    (True, ('Counted each child once it is 18 of 90 (20.0 %), which is the published value.',))
    """
    explained, reasons = _reasons(own, published, others)
    return Reconciled(code, own, published, explained, tuple(reasons))


def _reasons(
    own: Counted, published: PublishedValue | None, others: Sequence[Counted]
) -> tuple[bool, list[str]]:
    if published is None:
        return False, ["This authority is not in the published figures that come with Fanlight."]
    if published.percent is None:
        return True, [f"The published value is {published.words}: there is nothing to compare."]
    if own.percent is None:
        return True, ["No case of that year is held: there is nothing to compare."]
    if own.year != published.year:
        return False, [
            f"Another year: the count is of the year to March {own.year}, the published value of the year to "
            f"March {published.year}."
        ]
    if _same(own, published):
        return True, [f"The same, as far as the published value is rounded (to {published.step:g})."]
    the_same = [other for other in others if _same(other, published)]
    if the_same:
        return True, [f"Counted {_told(other)}, which is the published value." for other in the_same]
    return False, [*_denominators(own, published), *(f"Counted {_told(one)}." for one in others if one.of)]


def _same(own: Counted, published: PublishedValue) -> bool:
    if own.percent is None or published.percent is None:
        return False
    return abs(own.percent - published.percent) <= published.step / 2 + 1e-9


def _told(other: Counted) -> str:
    return f"{other.how} it is {other.yes:,} of {other.of:,} ({other.percent:.1f} %)"


def _denominators(own: Counted, published: PublishedValue) -> list[str]:
    if published.of is None or published.of == own.of:
        return []
    apart = abs(own.of - published.of)
    words = "more" if own.of > published.of else "fewer"
    return [
        f"{own.of:,} cases are held here and {published.of:,} were published: {apart:,} {words} here. What "
        "was recorded or corrected after the return was sent, or was not imported, is a reason."
    ]
