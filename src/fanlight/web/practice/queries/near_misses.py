"""What each may see of near misses: one's own from the box, themes as everybody reads them, pulses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from fanlight.practice.near_miss import FIELDS, count_words, may_name_somebody
from fanlight.practice.pulse import ITEMS, PulseFigure
from fanlight.web.accounts.models import User
from fanlight.web.practice.box import opened
from fanlight.web.practice.models import (
    NearMiss,
    NearMissChange,
    NearMissQuestion,
    NearMissTheme,
    PulseRound,
)


@dataclass(frozen=True)
class Waiting:
    """One of mine that waits for its batch."""

    token: str
    on: date
    said: Sequence[tuple[str, str]]
    alone: bool
    is_answer: bool


@dataclass(frozen=True)
class Written:
    """One of mine that was written, while I am still known as its author."""

    report: NearMiss
    until: date
    questions: Sequence[NearMissQuestion]


@dataclass(frozen=True)
class Mine:
    """What the box holds of one worker, read while everything in it is sealed anew."""

    waiting: Sequence[Waiting]
    written: Sequence[Written]

    @property
    def questions(self) -> int:
        """How many questions wait for my answer."""
        return sum(len(one.questions) for one in self.written)


def mine(worker: User) -> Mine:
    """Open the box for one's own. Whoever has nothing in it opens it alike: nobody can tell them apart."""
    with opened() as box:
        waiting = [item for item in box.waiting if item.author == worker.pk]
        answered = {item.question for item in waiting}
        authors = {pk: one for pk, one in box.authors.items() if one.author == worker.pk}
    labels = {field.name: field.words for field in FIELDS} | {"answer": "Your answer"}
    reports = NearMiss.objects.filter(pk__in=authors).prefetch_related("questions")
    return Mine(
        [
            Waiting(
                item.token,
                item.on,
                [(labels[name], words) for name, words in item.words.items() if words],
                item.alone,
                item.question is not None,
            )
            for item in waiting
        ],
        [
            Written(
                report,
                authors[str(report.pk)].until,
                [one for one in report.questions.all() if not one.answered_in and one.pk not in answered],
            )
            for report in reports
        ],
    )


def has_answered(worker: User, asked: PulseRound | None) -> bool:
    """Whether this worker answered the open pulse; the box is opened even where none is."""
    with opened() as box:
        kept = box.pulse.get(asked.pk) if asked else None
    return kept is not None and worker.pk in kept.given


@dataclass(frozen=True)
class Theme:
    """A theme with its count as everybody is told it, and the newest change."""

    theme: NearMissTheme
    count: str
    change: NearMissChange | None


def themes() -> list[Theme]:
    """Every theme, by name: never in the order of its count, which would tell small ones apart."""
    found = NearMissTheme.objects.annotate(told=Count("reports")).prefetch_related("changes")
    return [Theme(one, count_words(one.told), next(iter(one.changes.all()), None)) for one in found]


def theme_of(theme: NearMissTheme) -> Theme:
    """One theme."""
    return Theme(theme, count_words(theme.reports.count()), theme.changes.first())


def likely_names(words: Sequence[str]) -> list[str]:
    """Words of a report that may say who somebody is; people who work here are known by name."""
    known = User.objects.values_list("name", flat=True)
    found = [name for text in words for name in may_name_somebody(text, tuple(known))]
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Pulse:
    """One round: the figures of each group that is shown."""

    round: PulseRound
    groups: Sequence[tuple[str, Sequence[tuple[str, str, str]]]]


def pulses() -> list[Pulse]:
    """Rounds that are over, the newest first."""
    found = []
    for one in PulseRound.objects.exclude(closed_on=None):
        all_together = [("Everybody who answered", one.result["all"])] if one.result.get("all") else []
        groups = [*all_together, *sorted(one.result.get("teams", {}).items())]
        found.append(Pulse(one, [_group(name, told) for name, told in groups]))
    return found


def _group(name: str, told: dict[str, list[int | None]]) -> tuple[str, list[tuple[str, str, str]]]:
    """A caption with how many answered, and of each item: its words, the share, what fits as well."""
    figures = [(item, PulseFigure(*told[item.code])) for item in ITEMS]
    lines = [(f"{item.words} (Safe: {item.safe})", *figure.in_short()) for item, figure in figures]
    return f"{name}: at least {max(figure.answered for _, figure in figures)} answers", lines


def open_round(today: date) -> PulseRound | None:
    """The pulse that can be answered today."""
    return PulseRound.objects.filter(closed_on=None, opened_on__lte=today, closes_on__gte=today).first()
