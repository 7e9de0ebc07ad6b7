"""Short exercises on base rates and estimates, made up, with the answer at once. About numbers, not a child.

Sets are dated data: an answer given is kept with the edition in which it was asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

EDITION = "2026-11"
NEAR = 5
"""An answer this near, in hundredths, is told to be near."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: a number from 0 to 100 is asked for.

    Parameters
    ----------
    answer
        In a hundred; a share is rounded to the nearest whole.
    because
        Why, shown after an answer was given.
    source
        Of a published figure; "" for a made-up one.
    """

    code: str
    about: str
    words: str
    answer: int
    because: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """One answer beside the exercise's own."""

    exercise: Exercise
    said: int

    @property
    def distance(self) -> int:
        return abs(self.said - self.exercise.answer)

    def sentence(self) -> str:
        """How far off, in words."""
        answer = self.exercise.answer
        if self.distance == 0:
            return f"You said {self.said}. It is {answer}."
        way = "too high" if self.said > answer else "too low"
        near = ", which is near" if self.distance <= NEAR else ""
        return f"You said {self.said}. It is {answer}: {self.distance} {way}{near}."


def _share(part: int, whole: int) -> int:
    return int(Fraction(100 * part, whole) + Fraction(1, 2))


EXERCISES: tuple[Exercise, ...] = (
    Exercise(
        "cue_common",
        "A sign that is often there",
        "Of 100 contacts, 10 lead to a plan. Among those 10, 8 mention drink. Among the other 90, 36 mention "
        "drink too. A contact mentions drink. Of 100 such contacts, how many lead to a plan?",
        _share(8, 8 + 36),
        "8 with drink lead to a plan and 36 with drink do not: 8 of 44. The sign is in most plans and still "
        "says little, since it is in so much else.",
    ),
    Exercise(
        "cue_rare",
        "A sign that is seldom there",
        "Of 1,000 contacts, 20 lead to a court order. Among those 20, 10 name an earlier removal. Among the "
        "other 980, 10 do. A contact names one. Of 100 such contacts, how many lead to an order?",
        _share(10, 20),
        "10 lead to an order and 10 do not: 10 of 20. A rare sign can say much, though "
        "half the orders lack it.",
    ),
    Exercise(
        "alarm",
        "A tool that finds nearly all",
        "A list of signs is present in 90 of 100 families in which a child is hurt, and in 10 of 100 others. "
        "In 1 of 100 families a child is hurt. The signs are present. Of 100 such families, in how many is a "
        "child hurt?",
        _share(90, 90 + 990),
        "Of 10,000 families 100 are of the first kind: 90 show the signs. Of the other 9,900, 990 do: 90 of "
        "1,080.",
    ),
    Exercise(
        "both",
        "One thing, or two",
        "In an area 30 of 100 contacts come back within a year. Of those, 40 of 100 come back from a school. "
        "Of 100 contacts, how many come back within a year, and from a school?",
        _share(30 * 40, 100 * 100),
        "40 of 100 of 30: two things together are never more frequent than either, however well the "
        "story fits.",
    ),
    Exercise(
        "regression",
        "After the worst month",
        "A team’s contacts come back in 20 of 100 cases month after month, with ups and downs that nobody "
        "causes. Last month it was 30. Nothing was changed. What is the best guess for next month, of 100?",
        20,
        "An extreme month is mostly chance: what follows is nearer the usual. A change made after the worst "
        "month looks as if it had helped.",
    ),
    Exercise(
        "rereferral",
        "Come back within a year",
        "In England in the year to March 2024, of 100 referrals, how many were of a child referred before "
        "within 12 months?",
        _share(139_080, 621_880),
        "139,080 of 621,880. Those that came back are the ones a front door hears of, so they "
        "come to mind first.",
        "Department for Education, Children in need 2024",
    ),
    Exercise(
        "vacancies",
        "Posts without a worker",
        "On 30 September 2023, of 100 posts of children’s social workers in England, how many were vacant?",
        19,
        "18.9 in 100 in England. Where one works colours the guess.",
        "Department for Education, Children’s social work workforce 2023",
    ),
    Exercise(
        "sure",
        "How sure is sure",
        "Somebody says “90 in 100 sure” of each of 10 things, and is as good as they say. Of 100 things of "
        "which they say so, how many turn out otherwise?",
        10,
        "To say 90 and to be surprised 10 times in 100 is to be well matched. Whoever is never "
        "surprised said too little.",
    ),
)
_BY_CODE = {one.code: one for one in EXERCISES}


def exercise(code: str) -> Exercise | None:
    """The exercise of a code; None for none."""
    return _BY_CODE.get(code)
