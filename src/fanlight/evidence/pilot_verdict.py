"""The fixed words in which a pilot ends."""

from __future__ import annotations

from dataclasses import dataclass

SHOWN = "shown"
NOT_SHOWN = "not shown"
SHOWN_ABSENT = "shown absent"
COULD_NOT = "could not have been shown"
VERDICTS = (SHOWN, NOT_SHOWN, SHOWN_ABSENT, COULD_NOT)
EVEN_CHANCE = 0.5  # with less power than this the pilot could not have shown the effect
HALVING, DOUBLING = 0.5, 2.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """A word and the reason for it.

    Attributes
    ----------
    word
        One of `VERDICTS`.
    reason
        One sentence for a reader.
    """

    word: str
    reason: str

    def sentence(self) -> str:
        """Word and reason."""
        return f"{self.word.capitalize()}. {self.reason}"


def verdict(
    low: float, high: float, *, power: float, smallest_effect: float | None = None, study: str = "pilot"
) -> Verdict:
    """Say what an interval for a ratio of rates shows.

    Parameters
    ----------
    low, high
        The interval; 0 and inf where there is no limit.
    power
        Chance, told before, of finding the smallest effect that matters (without one: a halving).
    smallest_effect
        The ratio nearest to 1 that would matter: below 1 where a fall is wanted, above 1 where a rise is.
    study
        What it is called in the sentence.

    Returns
    -------
    Verdict
        *shown*: the interval leaves out no change, on the wanted side. *shown absent*: it leaves out the
        smallest effect that matters (a change may be shown all the same, smaller or the wrong way).
        *could not have been shown*: neither, and the chance of finding that effect was below one half.
        *not shown*: neither, though the chance was there.

    Examples
    --------
    >>> verdict(0.316, 0.886, power=0.8).sentence()
    'Shown. A fall is shown: the true ratio lies between 0.316 and 0.886.'
    >>> verdict(0.85, 1.2, power=0.9, smallest_effect=0.8).word
    'shown absent'
    >>> verdict(0.3, 2.1, power=0.23).word
    'could not have been shown'
    """
    changed = "fall" if high < 1 else "rise" if low > 1 else ""
    between = f"the true ratio lies between {low:.3g} and {_told(high)}"
    if smallest_effect is not None:
        wants_fall = smallest_effect < 1
        if low > smallest_effect if wants_fall else high < smallest_effect:
            told = f"A {changed} is shown" if changed else "No change is shown"
            if changed and (changed == "fall") == wants_fall:
                told += ", but a smaller one than matters"
            elif not changed:
                told += ", and an effect that matters is ruled out"
            else:
                told += ", the wrong way"
            return Verdict(SHOWN_ABSENT, f"{told}: {between}.")
    if changed:
        return Verdict(SHOWN, f"A {changed} is shown: {between}.")
    sought = _effect(smallest_effect)
    if power < EVEN_CHANCE:
        chance = round(100 * power)
        return Verdict(
            COULD_NOT, f"If {sought} were true, only {chance} of 100 such {study}s would show it; {between}."
        )
    return Verdict(NOT_SHOWN, f"No change cannot be ruled out, nor can {sought}: {between}.")


def _effect(ratio: float | None) -> str:
    if ratio is None or ratio == HALVING:
        return "a halving"
    if ratio == DOUBLING:
        return "a doubling"
    return f"a {'fall' if ratio < 1 else 'rise'} to {100 * ratio:.0f} %"


def _told(high: float) -> str:
    return f"{high:.3g}" if high < 1e300 else "no upper limit"
