"""Switches of guards, without who; one's own answers to exercises."""

from __future__ import annotations

from collections.abc import Iterator

from fanlight.exchange.export_table import Column, Row
from fanlight.exchange.export_table import Kind as Of
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.reading import in_order, wall
from fanlight.web.exchange.exports.registry import TableOfRoom, Taking
from fanlight.web.practice.exporting.learning import of_worker
from fanlight.web.practice.models import ExerciseAnswer, GuardSwitch


def switches(taking: Taking) -> Iterator[Row]:
    for _, team, guard, is_on, why, at in in_order(
        GuardSwitch.objects.all(), "team__name", "guard", "is_on", "why", "at"
    ):
        yield team, guard, is_on, why, wall(at)


def answers(taking: Taking) -> Iterator[Row]:
    own = ExerciseAnswer.objects.filter(worker=of_worker(taking))
    for _, exercise, edition, said, answer, at in in_order(
        own, "exercise", "edition", "said", "answer", "at"
    ):
        yield exercise, edition, said, answer, wall(at)


GUARDS = (
    TableOfRoom(
        Kind.IMPORTS,
        "guard_switches",
        "One row a guard switched on or off for a team; before the first, as the guard comes.",
        (
            Column("team", "For which team"),
            Column("guard", "Code of the guard"),
            Column("is_on", "On or off from then", Of.YES_NO),
            Column("why", "Why"),
            Column("at", "When", Of.MOMENT),
        ),
        switches,
        ("practice.GuardSwitch",),
    ),
    TableOfRoom(
        Kind.OWN,
        "exercises",
        "One row an answer of yours to an exercise.",
        (
            Column("exercise", "Code of the exercise"),
            Column("edition", "Edition of the set"),
            Column("said", "What you said, of 100", Of.NUMBER),
            Column("answer", "What it is, of 100", Of.NUMBER),
            Column("at", "When", Of.MOMENT),
        ),
        answers,
        ("practice.ExerciseAnswer",),
    ),
)
