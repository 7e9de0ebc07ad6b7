"""What became of each list of questions: its steps, and its tests as counts."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.utils import timezone

from fanlight.exchange.export_table import Column, Row
from fanlight.exchange.export_table import Kind as Of
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.registry import TableOfRoom, Taking
from fanlight.web.frontdoor.models import ChecklistStep, ChecklistTest

_DAY, _NUMBER = Of.DAY, Of.NUMBER
LEFT_OUT = {
    "frontdoor_CodingSample": "Drawn again from its seed; what came of it is in checklist_tests.",
    "frontdoor_SampledLine": "Drawn again from its seed; what came of it is in checklist_tests.",
    "frontdoor_CodedLine": "Who answered what, and where two differed, would tell about single workers.",
    "frontdoor_TextHold": "It tells of an inquiry or a court: on its page, for the data protection officer.",
    "frontdoor_CueAudit": "Computed again from its seed, on the same past cases.",
}


def checklist_steps(taking: Taking) -> Iterator[Row]:
    rows = ChecklistStep.objects.order_by("version__checklist__code", "at", "pk").values_list(
        *("version__checklist__code", "version__number", "state", "at", "why", "asked_in_words"),
        *("review_on", "acknowledged"),
    )
    for code, number, state, at, *said in rows:
        yield [code, number, state, timezone.localdate(at), *said]


def checklist_tests(taking: Taking) -> Iterator[Row]:
    rows = ChecklistTest.objects.order_by("version__checklist__code", "at", "pk").values_list(
        *("version__checklist__code", "version__number", "at", "source", "outcome_words", "cases", "figures")
    )
    for code, number, at, *said, figures in rows:
        yield [code, number, timezone.localdate(at), *said, json.dumps(figures, ensure_ascii=False)]


CHECKLISTS = (
    TableOfRoom(
        Kind.RECORDS,
        "checklist_steps",
        "One row a change of state of a version of a checklist.",
        (
            Column("checklist", "Its code"),
            Column("version", "Which version", _NUMBER),
            Column("state", "draft, on_trial, in_use or retired"),
            Column("day", "When", _DAY),
            Column("why", "Why"),
            Column("asked_in", "Which teams are asked it"),
            Column("review_on", "When it is looked at again", _DAY),
            Column("acknowledged", "What was said about differences between groups"),
        ),
        checklist_steps,
        ("frontdoor.ChecklistStep",),
    ),
    TableOfRoom(
        Kind.RECORDS,
        "checklist_tests",
        "One row a test of a version of a checklist on past cases.",
        (
            Column("checklist", "Its code"),
            Column("version", "Which version", _NUMBER),
            Column("day", "When", _DAY),
            Column("source", "recorded, coded or file"),
            Column("outcome", "What services recorded next"),
            Column("cases", "How many past cases", _NUMBER),
            Column("figures", "Counts, as JSON"),
        ),
        checklist_tests,
        ("frontdoor.ChecklistTest",),
        for_operator=True,
    ),
)
