"""Near misses: themes and changes leave with the evidence, as everybody reads them; nothing else does."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fanlight.exchange.export_table import Column, Row
from fanlight.exchange.export_table import Kind as Of
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.reading import in_order
from fanlight.web.exchange.exports.registry import TableOfRoom, Taking
from fanlight.web.practice.models import NearMissChange, PulseRound
from fanlight.web.practice.queries.near_misses import themes as shown_themes

LEFT_OUT = {
    "practice_NearMissBox": "sealed: what waits and who wrote what; no copy of it may leave",
    "practice_NearMiss": "told in confidence to the facilitator alone",
    "practice_NearMissRedaction": "goes with a report that is told in confidence",
    "practice_NearMissQuestion": "goes with a report that is told in confidence",
}


def themes(taking: Taking) -> Iterator[Row]:
    for one in shown_themes():
        yield one.theme.pk, one.theme.title, one.theme.words, one.count


def changes(taking: Taking) -> Iterator[Row]:
    fields = ("theme_id", "words", "worked", "worked_words", "hypothesis_id", "trial_id", "on")
    for _, *told in in_order(NearMissChange.objects.all(), *fields):
        yield told


def pulses(taking: Taking) -> Iterator[Row]:
    for _, opened, closed, result in in_order(
        PulseRound.objects.exclude(closed_on=None), "opened_on", "closed_on", "result"
    ):
        yield opened, closed, json.dumps(result, ensure_ascii=False)


_THEME = Column("theme", "Number of the theme", Of.NUMBER)
NEAR_MISSES = (
    TableOfRoom(
        Kind.EVIDENCE,
        "near_miss_themes",
        "One row a theme of near misses.",
        (
            _THEME,
            Column("title", "Its name"),
            Column("words", "What the reports have in common"),
            Column("reports", "How many: fewer than 5, or at least so many"),
        ),
        themes,
        ("practice.NearMissTheme",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "near_miss_changes",
        "One row a change that was made because of a theme.",
        (
            _THEME,
            Column("words", "What was changed"),
            Column("worked", "Whether it worked"),
            Column("worked_words", "How that is known"),
            Column("hypothesis", "Number of a hypothesis", Of.NUMBER),
            Column("trial", "Number of a trial", Of.NUMBER),
            Column("on", "Written on", Of.DAY),
        ),
        changes,
        ("practice.NearMissChange",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "pulses",
        "One row a pulse that is over: figures of five answers or more, as they are shown.",
        (
            Column("opened_on", "First day", Of.DAY),
            Column("closed_on", "Day it was closed", Of.DAY),
            Column("result", "Figures, as JSON: at least so many answered, of ten, from, to"),
        ),
        pulses,
        ("practice.PulseRound",),
    ),
)
