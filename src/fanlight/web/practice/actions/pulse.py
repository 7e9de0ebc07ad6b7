"""The pulse: opened by name; answers go into the box, veiled; when it closes only figures remain."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from datetime import date, timedelta
from typing import Any

import numpy as np

from fanlight.practice.pulse import ITEMS, groups_shown, pulse_figure, veiled
from fanlight.web.accounts.models import Team, User
from fanlight.web.audit.recording import action, tell
from fanlight.web.practice.actions.near_misses import NotTaken
from fanlight.web.practice.box import Answers, Content, fits, opened
from fanlight.web.practice.models import PulseRound

OPEN_DAYS, APART_DAYS = 14, 60


@action
def open_pulse(*, by: User, today: date) -> PulseRound:
    """Ask everybody for a fortnight.

    Raises
    ------
    NotTaken
        While one is open, or within 60 days of the one before: asked too often, people stop answering.
    """
    with opened():  # one at a time: whoever else opens one waits here
        last = PulseRound.objects.first()
        if last and today < last.closes_on + timedelta(days=APART_DAYS):
            first = last.closes_on + timedelta(days=APART_DAYS)
            raise NotTaken(
                f"The next pulse can be opened on {first:%d/%m/%Y}, {APART_DAYS} days after the last"
            )
        made = PulseRound.objects.create(
            opened_on=today, closes_on=today + timedelta(days=OPEN_DAYS - 1), by=by
        )
    tell(by=by, action="open a pulse", record=made)
    return made


def answer_pulse(*, worker: User, asked: PulseRound, answers: Mapping[str, str], today: date) -> None:
    """Keep one worker's answers, veiled, apart from the mark that they answered. No audit row (ADR 0030).

    Raises
    ------
    NotTaken
        When the round is over, or this worker answered it.
    """
    if asked.closed_on or today > asked.closes_on:
        raise NotTaken("This pulse is over")
    given = [item for item in ITEMS if answers.get(item.code) in {"agree", "disagree"}]
    rng = np.random.default_rng(secrets.randbits(128))
    safe = veiled([answers[item.code] == item.safe for item in given], rng)
    said = {item.code: bool(one) for item, one in zip(given, safe, strict=True)}
    with opened() as box:
        kept = box.pulse.setdefault(asked.pk, Answers())
        if worker.pk in kept.given:
            raise NotTaken("You have answered this pulse: each person answers once")
        kept.given.add(worker.pk)
        kept.answers.insert(secrets.randbelow(len(kept.answers) + 1), (str(worker.team_id or ""), said))
        if not fits(box):
            raise NotTaken("The box is full: please try again tomorrow")


def close_rounds(box: Content, today: date) -> int:
    """Write the figures of rounds that are over and destroy their answers; how many."""
    over = list(PulseRound.objects.filter(closed_on=None, closes_on__lt=today))
    for one in over:
        kept = box.pulse.pop(one.pk, Answers())
        one.result, one.closed_on = result_of(kept.answers), today
        one.save(update_fields=["result", "closed_on"])
    box.pulse = {pk: kept for pk, kept in box.pulse.items() if PulseRound.objects.filter(pk=pk).exists()}
    return len(over)


def result_of(answers: Sequence[tuple[str, Mapping[str, bool]]]) -> dict[str, Any]:
    """Figures of teams that may be shown, and of all together where that gives no small team away."""
    shown, all_too = groups_shown(Counter(team for team, _ in answers))
    names = {str(pk): name for pk, name in Team.objects.values_list("pk", "name")}
    return {
        "teams": {
            names[team]: _figures([said for of, said in answers if of == team])
            for team in shown
            if team in names
        },
        "all": _figures([said for _, said in answers]) if all_too else {},
    }


def _figures(said: Sequence[Mapping[str, bool]]) -> dict[str, Sequence[int | None]]:
    """Item to what its figure shows; nothing finer is ever kept."""
    return {
        item.code: astuple(
            pulse_figure(
                sum(one[item.code] for one in said if item.code in one), sum(item.code in one for one in said)
            )
        )
        for item in ITEMS
    }
