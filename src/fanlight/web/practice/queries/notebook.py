"""A worker's notebook: lessons, questions and hypotheses of their own in one list, the newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from fanlight.web.accounts.models import User
from fanlight.web.practice.models import Hypothesis, Lesson, Question

KINDS = {"lesson": "What I learned", "question": "What I wonder", "hypothesis": "Hypotheses"}


@dataclass(frozen=True)
class Entry:
    """One thing that somebody wrote down."""

    kind: str
    at: datetime
    row: Lesson | Question | Hypothesis


def notebook(worker: User, search: str = "", kind: str = "") -> list[Entry]:
    """What this worker wrote, with every word of `search` in it; of one kind, or of all."""
    found: list[Entry] = []
    if kind in {"", "lesson"}:
        lessons = Lesson.objects.filter(worker=worker).select_related("decision__line__contact")
        found += [Entry("lesson", one.noted_at, one) for one in _with(lessons, search, ["words"])]
    if kind in {"", "question"}:
        questions = Question.objects.filter(worker=worker).prefetch_related("hypotheses")
        found += [Entry("question", one.asked_at, one) for one in _with(questions, search, ["words"])]
    if kind in {"", "hypothesis"}:
        fields = ["change", "expected", "reason", "measure", "smallest_difference"]
        own = Hypothesis.objects.filter(worker=worker)
        found += [Entry("hypothesis", one.written_at, one) for one in _with(own, search, fields)]
    return sorted(found, key=lambda entry: entry.at, reverse=True)


def _with(rows: QuerySet, search: str, fields: Iterable[str]) -> QuerySet:
    for word in search.split():
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(anywhere)
    return rows


def readable_hypotheses(user: User) -> QuerySet[Hypothesis]:
    """One's own, and those that their authors shared with everybody."""
    return Hypothesis.objects.filter(Q(worker=user) | Q(shared_at__isnull=False)).select_related("worker")
