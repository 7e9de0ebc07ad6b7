"""What a reporter does: all of it inside the sealed box.

None of it writes an audit row of its own: a row has a time, and a time is half a name. The daily batch tells
the log how much it wrote (ADR 0030).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fanlight.practice.near_miss import FIELDS
from fanlight.web.accounts.models import User
from fanlight.web.practice.box import Content, Item, fits, opened
from fanlight.web.practice.models import NearMissQuestion

MOST_WAITING = 20


class NotTaken(ValueError):
    """What was handed in cannot be kept; the words say why."""


def hand_in(*, worker: User, words: Mapping[str, str], token: str, today: date) -> None:
    """Put a report into the box, where it waits for its batch.

    The same token twice is one report: a button pressed twice tells nothing twice.

    Raises
    ------
    NotTaken
        When too much of this worker, or of all together, waits already.
    KeyGone
        When the box cannot be opened. Nothing is kept then.
    """
    told = {field.name: words.get(field.name, "").strip() for field in FIELDS}
    with opened() as box:
        _put(box, Item(token, worker.pk, today, told))


def answer(*, worker: User, question: NearMissQuestion, words: str, token: str, today: date) -> None:
    """Answer a facilitator's question on one's own report, while one is known to be its author.

    Raises
    ------
    NotTaken
        When the report is not this worker's, or no longer known to be, or the question has its answer.
    """
    report = str(question.report_id)
    with opened() as box:
        author = box.authors.get(report)
        if author is None or author.author != worker.pk:
            raise NotTaken("This report is not known to be yours, so the question cannot be answered")
        if question.answered_in or any(item.question == question.pk for item in box.waiting):
            raise NotTaken("This question has its answer already")
        _put(box, Item(token, worker.pk, today, {"answer": words.strip()}, question.pk, report))


def withdraw(*, worker: User, token: str) -> bool:
    """Take back what still waits; whether there was something to take back."""
    with opened() as box:
        before = len(box.waiting)
        box.waiting = [one for one in box.waiting if one.token != token or one.author != worker.pk]
        return len(box.waiting) < before


def let_alone(*, worker: User, token: str) -> bool:
    """Let what waits be written tomorrow though too few others wait; whether it was found."""
    with opened() as box:
        mine = [one for one in box.waiting if one.token == token and one.author == worker.pk]
        for one in mine:
            one.alone = True
        return bool(mine)


def forget_me(*, worker: User, token: str) -> bool:
    """Destroy at once that this worker is the author; `token` of what waits, or number of a report."""
    with opened() as box:
        own = [one for one in box.waiting if one.author == worker.pk]
        mine = [one for one in own if token in {one.token, one.report}]
        for one in mine:
            one.author = None
        author = box.authors.get(token)
        if author is not None and author.author == worker.pk:
            del box.authors[token]
            return True
        return bool(mine)


def _put(box: Content, item: Item) -> None:
    if any(one.token == item.token for one in box.waiting):
        return
    if sum(one.author == item.author for one in box.waiting) >= MOST_WAITING:
        raise NotTaken(f"{MOST_WAITING} of yours wait already: speak to the facilitator")
    box.waiting.append(item)
    if not fits(box):
        raise NotTaken("The box is full: nothing more is taken until the next daily batch")
