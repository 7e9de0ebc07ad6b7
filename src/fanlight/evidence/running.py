"""The kinds of test there are, and running one from its specification."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from fanlight.estimates.sign_tests import sign_test
from fanlight.evidence import change_tests
from fanlight.evidence.comparison.found import finding_of
from fanlight.evidence.comparison.panel import Panel
from fanlight.evidence.comparison.specified import COMPARISON
from fanlight.evidence.comparison.study import study
from fanlight.evidence.finding import CannotRun, Finding, share
from fanlight.evidence.series import Series
from fanlight.evidence.specification import Specification

BY_HAND = "by_hand"
WINDOW = ("from", "to", "back")


@dataclass(frozen=True, slots=True)
class KindOfTest:
    """A kind of test.

    Attributes
    ----------
    words
        Its name for a reader.
    plain
        What it does, to somebody without statistics.
    settings
        Names of what it must be told.
    run
        Makes the finding; None for what a person looks up.
    """

    words: str
    plain: str
    settings: tuple[str, ...]
    run: Callable[[Specification, Series], Finding] | None = None


def areas(spec: Specification) -> Finding:
    """How many places fell and rose, beside a split by chance."""
    fell, rose, same = (_count(spec, name) for name in ("fell", "rose", "same"))
    if not fell + rose + same:
        raise CannotRun("no place is counted")
    p = sign_test(fell, rose)
    words = (
        f"{fell} of {fell + rose + same} places fell, {rose} rose"
        + (f", {same} stayed" if same else "")
        + f". Were each as likely to rise as to fall, a split as uneven would come about {share(p)} times."
    )
    table = {"direction": np.array(["fell", "rose", "same"]), "places": np.array([fell, rose, same])}
    return Finding(spec, words, {"fell": fell, "rose": rose, "same": same, "p": p}, table)


KINDS: Mapping[str, KindOfTest] = MappingProxyType(
    {
        "change": KindOfTest(
            "The same months a year earlier",
            "Adds up a window of months and compares it with the same months before.",
            WINDOW,
            change_tests.change,
        ),
        "chance": KindOfTest(
            "The usual ups and downs",
            "Sets the change beside what the same months did in other years, and beside pure luck.",
            WINDOW,
            change_tests.chance,
        ),
        "working_days": KindOfTest(
            "For each working day",
            "Compares the same months, divided by their working days in England.",
            WINDOW,
            change_tests.working_days,
        ),
        "late_entries": KindOfTest(
            "Figures of one age",
            "Compares first figures with first, completed with completed, never one with the other.",
            WINDOW,
            change_tests.late_entries,
        ),
        "around_date": KindOfTest(
            "Before and after a date",
            "Looks at the months on each side of a date, each against a year earlier.",
            ("on", "months", "back"),
            change_tests.around_date,
        ),
        "lasted": KindOfTest(
            "Did it last?",
            "Follows the same months into later years.",
            (*WINDOW, "years"),
            change_tests.lasted,
        ),
        "areas": KindOfTest(
            "How many places fell",
            "Counts places that fell and rose, for example other authorities.",
            ("fell", "rose", "same"),
        ),
        COMPARISON: KindOfTest(
            "Beside areas that had no change",
            "Takes a comparison of areas: several ways of comparing, and how far they lie apart.",
            (),
        ),
        BY_HAND: KindOfTest(
            "Looked up by a person",
            "Somebody looks it up, says where, and writes what was found.",
            (),
        ),
    }
)


def run(spec: Specification, told: Series | None = None, *, areas_of: Panel | None = None) -> Finding:
    """Run a test.

    Parameters
    ----------
    spec
        Which, with its settings.
    told
        The series that it names; None where it needs none.
    areas_of
        The areas that it compares; for a comparison alone.

    Raises
    ------
    CannotRun
        No such kind, a setting is wrong, or the figures do not reach.

    Examples
    --------
    >>> print(run(Specification("areas", settings={"fell": 90, "rose": 58, "same": 4})).sentence())
    90 of 152 places fell, 58 rose, 4 stayed. Were each as likely to rise as to fall, a split as uneven would
    come about 1 in 94 times.
    """
    kind = KINDS.get(spec.kind)
    if kind is None:
        raise CannotRun(f"no kind of test “{spec.kind[:40]}”")
    if spec.kind == "areas":
        return areas(spec)
    if spec.kind == COMPARISON:
        return _compared(spec, areas_of)
    if kind.run is None:
        raise CannotRun("what a person looked up cannot be run again by itself")
    if told is None:
        raise CannotRun(f"the series “{spec.series[:80]}” is not here")
    try:
        return kind.run(spec, told)
    except CannotRun:
        raise
    except (ValueError, OverflowError) as error:
        raise CannotRun(str(error)) from None


def _compared(spec: Specification, areas_of: Panel | None) -> Finding:
    if areas_of is None:
        raise CannotRun("the areas that it compares are not here")
    try:
        return finding_of(spec, study(areas_of))
    except ValueError as error:
        raise CannotRun(str(error)) from None


def _count(spec: Specification, name: str) -> int:
    held = spec.settings.get(name, 0)
    if not isinstance(held, int) or not 0 <= held <= 10_000:
        raise CannotRun(f"“{name}” is a whole number from 0 to 10,000")
    return held
