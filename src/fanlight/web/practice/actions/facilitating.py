"""What a facilitator does with reports, by name: themes, questions back, what is left out, changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from fanlight.practice.near_miss import FIELDS
from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.practice.actions.near_misses import NotTaken
from fanlight.web.practice.models import (
    NearMiss,
    NearMissChange,
    NearMissQuestion,
    NearMissRedaction,
    NearMissTheme,
)

LEFT_OUT = "[left out by the facilitator]"


@action
def write_theme(*, by: User, title: str, words: str, today: date) -> NearMissTheme:
    """A theme, for everybody to read."""
    if NearMissTheme.objects.filter(title__iexact=title).exists():
        raise NotTaken("There is a theme of this name")
    theme = NearMissTheme.objects.create(title=title, words=words, by=by, on=today)
    tell(by=by, action="write a theme of near misses", record=theme)
    return theme


@action
def code_report(*, by: User, report: NearMiss, themes: Sequence[NearMissTheme]) -> None:
    """Say of which themes a report is."""
    report.themes.set(themes)
    tell(by=by, action="code a near miss", record=report, themes=len(themes))


@action
def ask_back(*, by: User, report: NearMiss, words: str, today: date) -> NearMissQuestion:
    """Ask whoever reported it, without learning who.

    Raises
    ------
    NotTaken
        When the day is over until which they can be asked.
    """
    if today >= report.asked_until:
        raise NotTaken("Who reported it is no longer known to anybody: it cannot be asked about")
    question = NearMissQuestion.objects.create(report=report, words=words, by=by, on=today)
    tell(by=by, action="ask about a near miss", record=report)
    return question


@action
def leave_out(*, by: User, report: NearMiss, passage: str, why: str, today: date) -> NearMissRedaction:
    """Take a passage out of a report wherever it stands, and keep that it was done, not what it was.

    Raises
    ------
    NotTaken
        When the passage stands nowhere in it.
    """
    held = NearMiss.objects.select_for_update().get(pk=report.pk)
    places = 0
    for name in (field.name for field in FIELDS):
        places += getattr(held, name).count(passage)
        setattr(held, name, getattr(held, name).replace(passage, LEFT_OUT))
    answers = list(held.questions.filter(answer__contains=passage))
    for question in answers:
        places += question.answer.count(passage)
        question.answer = question.answer.replace(passage, LEFT_OUT)
        question.save(update_fields=["answer"])
    if not places:
        raise NotTaken("These words do not stand in the report: copy them from it as they are")
    held.save()
    made = NearMissRedaction.objects.create(report=held, places=places, why=why, by=by, on=today)
    tell(by=by, action="leave something out of a near miss", record=held, places=places)
    return made


@action
def write_change(
    *,
    by: User,
    theme: NearMissTheme,
    entries: Mapping[str, Any],
    today: date,
    change: NearMissChange | None = None,
) -> NearMissChange:
    """What was changed because of a theme, or later whether it worked."""
    made = change or NearMissChange(theme=theme)
    for name, value in entries.items():
        setattr(made, name, value)
    made.by, made.on = by, today
    made.save()
    tell(by=by, action="write what was changed", record=made, worked=made.worked)
    return made
