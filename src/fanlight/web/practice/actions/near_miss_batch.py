"""The daily batch: what waits is written in drawn order, who wrote it is destroyed when its time is over.

It runs by itself (the server, a command, or the next visit of the page) and takes only what was handed in on
days before: whoever sets it off by a visit is not in it.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings

from fanlight.practice.near_miss import batch_of
from fanlight.web.audit.recording import action, tell
from fanlight.web.practice.actions.pulse import close_rounds
from fanlight.web.practice.box import Author, Content, Item, begin_anew, turning
from fanlight.web.practice.models import NearMiss, NearMissBox, NearMissQuestion

HELD_DAYS = 28
"""After so many days in the box nobody knows any longer whose it is; it waits on without an author."""


def turn_if_due(today: date) -> bool:
    """Write the batch of this day unless that was done; whether it was done now."""
    if NearMissBox.objects.filter(pk=1, turned_on=today).exists():
        return False
    write_batch(today=today)
    return True


@action
def write_batch(*, today: date) -> int:
    """Write what may be written, destroy what is due, change the key; how many were written.

    Raises
    ------
    KeyGone
        When the box cannot be opened. Nothing is changed then.
    """
    written: Sequence[Item] = ()
    closed = 0
    with turning(today) as box:
        if box is not None:
            _forget_the_old(box, today)
            written = _take(box, today)
            _write(box, written, today)
            closed = close_rounds(box, today)
    reports = sum(item.question is None for item in written)
    tell(
        by=None,
        action="write near misses",
        reports=reports,
        answers=len(written) - reports,
        pulses=closed,
    )
    return len(written)


@action
def open_new_box() -> None:
    """Begin with an empty box: the key of the one before is gone, and with it what was inside."""
    begin_anew()
    tell(by=None, action="begin a new near-miss box")


def _forget_the_old(box: Content, today: date) -> None:
    """Nobody is known as an author longer than was promised, written or not."""
    box.authors = {pk: one for pk, one in box.authors.items() if one.until > today}
    for item in box.waiting:
        held_too_long = today - item.on > timedelta(days=HELD_DAYS)
        if held_too_long or (item.report is not None and item.report not in box.authors):
            item.author = None


def _take(box: Content, today: date) -> list[Item]:
    """Out of the box: one of each author if enough wait since before today, else those let alone."""
    waiting = sorted((item for item in box.waiting if item.on < today), key=lambda item: item.on)
    due = [waiting[at] for at in batch_of([item.author for item in waiting])]
    due += [item for item in waiting if item.alone and item not in due]
    box.waiting = [item for item in box.waiting if item not in due]
    secrets.SystemRandom().shuffle(due)
    return due


def _write(box: Content, items: Sequence[Item], today: date) -> None:
    week = today - timedelta(days=today.weekday())
    until = today + timedelta(days=settings.NEAR_MISS_DAYS)
    rows = [
        (NearMiss(week=week, asked_until=until, **item.words), item.author)
        for item in items
        if item.question is None
    ]
    NearMiss.objects.bulk_create([row for row, _ in rows])
    box.authors |= {str(row.pk): Author(author, until) for row, author in rows if author is not None}
    for item in items:
        if item.question is not None:
            NearMissQuestion.objects.filter(pk=item.question, answered_in=None).update(
                answer=item.words["answer"], answered_in=week
            )
