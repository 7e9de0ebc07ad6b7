"""Every action on near misses with an audit row, and a way to do it once (see `tests.web.audit.acts`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from fanlight.web.accounts.models import Role
from fanlight.web.practice.actions import facilitating, near_miss_batch
from tests.web import near_missing as made
from tests.web.builders import Door
from tests.web.practice.acts import on


def lead(door: Door) -> Any:
    return door.workers[Role.PRACTICE_LEAD]


def three_waiting(door: Door) -> None:
    for worker in made.tellers_of(door):
        made.tell(worker)


NEAR_MISSING: Mapping[str, Callable[[Door], Any]] = {
    "practice.actions.near_miss_batch.write_batch": on(
        three_waiting, lambda _, door: near_miss_batch.write_batch(today=made.today() + timedelta(days=1))
    ),
    "practice.actions.near_miss_batch.open_new_box": on(
        three_waiting, lambda _, door: near_miss_batch.open_new_box()
    ),
    "practice.actions.facilitating.write_theme": on(
        lambda door: None, lambda _, door: made.theme_of(door, "Hand-over")
    ),
    "practice.actions.facilitating.code_report": on(
        made.one_of,
        lambda report, door: facilitating.code_report(
            by=lead(door), report=report, themes=[made.theme_of(door)]
        ),
    ),
    "practice.actions.facilitating.ask_back": on(
        made.one_of,
        lambda report, door: facilitating.ask_back(
            by=lead(door), report=report, words="When was it seen?", today=made.today()
        ),
    ),
    "practice.actions.facilitating.leave_out": on(
        made.one_of,
        lambda report, door: facilitating.leave_out(
            by=lead(door), report=report, passage="a colleague", why="A name", today=made.today()
        ),
    ),
    "practice.actions.facilitating.write_change": on(
        made.theme_of,
        lambda theme, door: facilitating.write_change(
            by=lead(door),
            theme=theme,
            entries={"words": "Lists are read aloud", "worked": "not_known"},
            today=made.today(),
        ),
    ),
    "practice.actions.pulse.open_pulse": on(lambda door: None, lambda _, door: made.pulse_of(door)),
}
