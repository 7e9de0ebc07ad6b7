"""Where a list with exits ends, followed as a person follows a printed card: question by question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fanlight.frontdoor.decision import Answer
from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out of a list.

    Attributes
    ----------
    after
        The number of the question, from 1; None for what is left after the last.
    when
        The answer that leads out there; None for what is left.
    positive
        Which of the team's two words stands there.
    """

    after: int | None
    when: bool | None
    positive: bool


def exits_of(tree: FastAndFrugalTree) -> tuple[Exit, ...]:
    """Every way out, in order.

    Examples
    --------
    >>> from fanlight.frontdoor.fast_and_frugal_tree import TreeLevel
    >>> exits_of(FastAndFrugalTree((TreeLevel("bruise", True, True),), False))
    (Exit(after=1, when=True, positive=True), Exit(after=None, when=None, positive=False))
    """
    ways = [Exit(number, level.when, level.then) for number, level in enumerate(tree.levels, 1)]
    return (*ways, Exit(None, None, tree.otherwise))


def exit_reached(tree: FastAndFrugalTree, answers: Mapping[str, Answer | str]) -> Exit | None:
    """The exit that answers lead to; None where a question on the way was not answered at all.

    Not known is an answer, and goes on to the next question.

    Examples
    --------
    >>> from fanlight.frontdoor.fast_and_frugal_tree import TreeLevel
    >>> tree = FastAndFrugalTree((TreeLevel("bruise", True, True), TreeLevel("seen", False, True)), False)
    >>> exit_reached(tree, {"bruise": "not_known", "seen": "no"})
    Exit(after=2, when=False, positive=True)
    >>> exit_reached(tree, {"bruise": "no"}) is None
    True
    """
    for way, level in zip(exits_of(tree), tree.levels, strict=False):
        if not (given := answers.get(level.cue)):
            return None
        if Answer(given) is (Answer.YES if level.when else Answer.NO):
            return way
    return exits_of(tree)[-1]
