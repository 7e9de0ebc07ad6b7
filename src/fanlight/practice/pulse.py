"""Is it safe to speak here? A few items without a name, each answer veiled by a lot before it is counted."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fanlight.estimates.wilson import wilson_interval
from fanlight.terms.disclosure import MINIMUM_TEAM

KEPT = 0.75
"""The chance that an answer is counted as it was given; otherwise a coin is tossed in its place."""
FEW = 15
"""With fewer answers the interval alone is told. By their number, never by what they say: else the small
teams that show a figure would be those where chance made everybody agree."""
SOURCE = (
    "Four items in our words after Edmondson, A. (1999), Psychological safety and learning behavior in "
    "work teams, Administrative Science Quarterly 44, 350-383 (seven items). A short form of our own: it "
    "was never validated, and its figures compare with nothing but themselves."
)


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence to agree or disagree with; `safe` is the answer that speaks of safety."""

    code: str
    words: str
    safe: str = "agree"


ITEMS = (
    Item("held_against", "If you make a mistake in this team, it tends to be held against you.", "disagree"),
    Item("bring_up", "In this team one can bring up problems and hard questions."),
    Item("ask_help", "It is difficult to ask others in this team for help.", "disagree"),
    Item("take_risk", "It is safe to say what one is not sure of in this team."),
)
ANSWERS = (("agree", "Agree"), ("disagree", "Disagree"), ("cannot_say", "Cannot say"))


def veiled(safe: ArrayLike, rng: np.random.Generator, kept: float = KEPT) -> NDArray[np.bool_]:
    """Answers with some replaced by coin tosses, so that no figure can give a single one away.

    Parameters
    ----------
    safe
        Whether each answer speaks of safety: booleans of any shape.
    rng
        Draws which are replaced, and the tosses.
    kept
        The chance that an answer stays, 0 < kept < 1.

    Returns
    -------
    array of bool, of the same shape

    Notes
    -----
    Randomised response (Warner 1965, J. of the American Statistical Association 60, 63-69). Whatever else
    is known, a figure makes one answer at most (1 + kept) / (1 - kept) times as likely as the other: 7 times.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> float(veiled(np.ones(100_000, bool), rng).mean().round(2))
    0.88
    """
    given = np.asarray(safe, dtype=np.bool_)
    return np.where(rng.random(given.shape) < kept, given, rng.random(given.shape) < 0.5)


@dataclass(frozen=True, slots=True)
class PulseFigure:
    """Of ten people, how many would answer that it is safe.

    Attributes
    ----------
    answered
        At least so many answered, in steps of five; 0 under five.
    of_ten
        The share that fits best, of ten; None with few answers.
    low, high
        Its 95 % interval, of ten, rounded outwards; None under five answers.
    """

    answered: int
    of_ten: int | None
    low: int | None
    high: int | None

    def sentence(self) -> str:
        """In words, with what the answers cannot tell."""
        if not self.answered:
            return f"Not shown: fewer than {MINIMUM_TEAM} answers."
        if self.of_ten is None:
            few = f"Too few to tell (at least {self.answered} answers)"
            return f"{few}: anything between {self.low} and {self.high} of 10 fits."
        return (
            f"About {self.of_ten} of 10 find it safe; between {self.low} and {self.high} of 10 fit as well "
            f"(at least {self.answered} answers)."
        )

    def in_short(self) -> tuple[str, str]:
        """The share and its interval for two cells of a table."""
        if not self.answered:
            return "not shown", f"fewer than {MINIMUM_TEAM} answers"
        return "too few" if self.of_ten is None else f"about {self.of_ten}", f"{self.low} to {self.high}"

    def columns(self) -> dict[str, NDArray[np.float64]]:
        """Name to an array of one value; not a number where there is none."""
        told = {"answered": self.answered, "of_ten": self.of_ten, "low": self.low, "high": self.high}
        return {name: np.array([np.nan if value is None else value]) for name, value in told.items()}


def pulse_figure(safe: int, answered: int, kept: float = KEPT) -> PulseFigure:
    """What veiled answers to one item tell of a group.

    Parameters
    ----------
    safe
        How many veiled answers speak of safety.
    answered
        How many there are; those who cannot say are not counted.
    kept
        As in `veiled`.

    Returns
    -------
    PulseFigure
        With nothing under five answers, with the interval alone under fifteen.

    Raises
    ------
    ValueError
        When `safe` does not lie between 0 and `answered`.

    Notes
    -----
    The observed share q estimates (1 - kept)/2 + kept p; p and Wilson's interval for q (Wilson 1927) are
    taken back by that line and cut off at 0 and 1.

    Examples
    --------
    >>> print(pulse_figure(26, 33).sentence())
    About 9 of 10 find it safe; between 6 and 10 of 10 fit as well (at least 30 answers).
    >>> print(pulse_figure(4, 5).sentence())
    Too few to tell (at least 5 answers): anything between 3 and 10 of 10 fits.
    """
    if not 0 <= safe <= answered:
        raise ValueError("How many find it safe lies between 0 and how many answered")
    if answered < MINIMUM_TEAM:
        return PulseFigure(0, None, None, None)
    told = answered - answered % MINIMUM_TEAM
    low, high = (_unveiled(float(bound), kept) for bound in wilson_interval(safe, answered))
    share = round(10 * _unveiled(safe / answered, kept)) if answered >= FEW else None
    return PulseFigure(told, share, math.floor(10 * low), math.ceil(10 * high))


def _unveiled(observed: float, kept: float) -> float:
    return min(1.0, max(0.0, (observed - (1 - kept) / 2) / kept))


def groups_shown(answers: dict[str, int], minimum: int = MINIMUM_TEAM) -> tuple[tuple[str, ...], bool]:
    """Which teams are shown, and whether all may be shown together.

    Parameters
    ----------
    answers
        Team to how many answered.
    minimum
        The smallest group shown.

    Returns
    -------
    tuple of team names, bool
        The total is shown only when what it holds beyond the shown teams is nobody, or is itself enough:
        all less the shown teams would otherwise be a group that is too small.

    Examples
    --------
    >>> groups_shown({"Door": 9, "Night": 2}), groups_shown({"Door": 9, "Night": 2, "South": 4})
    ((('Door',), False), (('Door',), True))
    """
    shown = tuple(team for team, count in answers.items() if count >= minimum)
    beyond = sum(count for team, count in answers.items() if team not in shown)
    return shown, sum(answers.values()) >= minimum and (beyond == 0 or beyond >= minimum)
