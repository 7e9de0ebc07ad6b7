"""Trials: plans, numbers by arm and endings with the evidence; one's own choices with one's own work."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fanlight.exchange.export_table import Column, Row
from fanlight.exchange.export_table import Kind as Of
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.reading import in_order, wall
from fanlight.web.exchange.exports.registry import TableOfRoom, Taking
from fanlight.web.practice.exporting.learning import of_worker
from fanlight.web.practice.models import Trial, TrialClosing, TrialCount, TrialDecline, TrialDeparture

_PLAIN = (
    *("subject", "title", "hypothesis", "why", "unit_kind", "schedule_kind", "seed", "starts_on"),
    *("period_days", "periods", "measure_code", "measure", "exposure_unit", "events", "exposure"),
    *("smallest_effect", "variation", "changes_help", "harm", "equality", "stop_rule", "told_how", "told_on"),
    *("frozen_hash",),
)


def trials(taking: Taking) -> Iterator[Row]:
    """Schedules by name are those of teams; of workers only how many there are."""
    for one in Trial.objects.order_by("pk"):
        workers = one.unit_kind == Trial.UnitKind.WORKERS
        units = f"{len(one.units)} workers" if workers else json.dumps(one.units, ensure_ascii=False)
        schedule = "" if workers else " ".join(one.rows)
        frozen = wall(one.frozen_at)
        yield [
            one.pk,
            *(getattr(one, name) for name in _PLAIN),
            units,
            schedule,
            frozen,
            "; ".join(one.foretold),
        ]


def counts(taking: Taking) -> Iterator[Row]:
    fields = ("trial_id", "unit", "period", "events", "exposure", "source", "supersedes_id", "because", "at")
    for pk, *told, at in in_order(TrialCount.objects.all(), *fields):
        yield [pk, *told, wall(at)]


def departures(taking: Taking) -> Iterator[Row]:
    for _, trial, words, breaks, at in in_order(
        TrialDeparture.objects.all(), "trial_id", "words", "breaks_plan", "at"
    ):
        yield trial, words, breaks, wall(at)


def closings(taking: Taking) -> Iterator[Row]:
    fields = ("trial_id", "result", "sentence", "stopped_early", "adopted", "because", "review_on", "at")
    for _, *told, at in in_order(TrialClosing.objects.all(), *fields):
        yield [*told, wall(at)]


def own_declines(taking: Taking) -> Iterator[Row]:
    for _, title in in_order(TrialDecline.objects.filter(worker=of_worker(taking)), "trial__title"):
        yield (title,)


_TRIAL = Column("trial", "Number of the trial", Of.NUMBER)
_WORDS = {
    "subject": "What is tried, as a code or words",
    "title": "What is tried",
    "hypothesis": "What should follow",
    "why": "Why",
    "unit_kind": "teams, weeks or workers",
    "schedule_kind": "randomised, alternating or stepped_wedge",
    "seed": "From which the schedule was drawn",
    "starts_on": "First day",
    "period_days": "Days in a period",
    "periods": "How many",
    "measure_code": "In the catalogue of measures; empty for one of its own",
    "measure": "What is counted",
    "exposure_unit": "Out of what",
    "events": "Expected in a period as things were",
    "exposure": "Out of how many",
    "smallest_effect": "Ratio nearest to 1 that would matter",
    "variation": "Coefficient of variation of teams, as supposed",
    "changes_help": "Whether it changes whether or when a child is helped: no",
    "harm": "Who could be harmed",
    "equality": "Whom it could touch otherwise",
    "stop_rule": "When it is stopped early",
    "told_how": "How workers were told",
    "told_on": "When",
    "frozen_hash": "SHA-256 of the frozen text",
}
_KIND = {
    **dict.fromkeys(("seed", "period_days", "periods"), Of.NUMBER),
    **dict.fromkeys(("events", "exposure", "smallest_effect", "variation"), Of.DECIMAL),
    "starts_on": Of.DAY,
    "told_on": Of.DAY,
}
TRIALS = (
    TableOfRoom(
        Kind.EVIDENCE,
        "trials",
        "One row a trial in the register.",
        (
            _TRIAL,
            *(Column(name, _WORDS[name], _KIND.get(name, Of.TEXT)) for name in _PLAIN),
            Column("units", "Names of teams, or how many workers"),
            Column("schedule", "A word a unit, a letter a period: 1 on, 0 as usual; not of workers"),
            Column("frozen_at", "When it was frozen", Of.MOMENT),
            Column("foretold", "What was foretold then"),
        ),
        trials,
        ("practice.Trial",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "trial_counts",
        "One row a number of a team, or of an arm of workers, in a period.",
        (
            Column("count", "Number of the count", Of.NUMBER),
            _TRIAL,
            Column("unit", "Team, service, or arm"),
            Column("period", "From 1", Of.NUMBER),
            Column("events", "How many", Of.NUMBER),
            Column("exposure", "Out of how many", Of.DECIMAL),
            Column("source", "entered, file or own"),
            Column("supersedes", "Number of the count whose place it takes", Of.NUMBER),
            Column("because", "Why it was corrected"),
            Column("at", "When", Of.MOMENT),
        ),
        counts,
        ("practice.TrialCount",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "trial_departures",
        "One row a thing that went otherwise than planned.",
        (
            _TRIAL,
            Column("words", "What"),
            Column("breaks_plan", "Whether it breaks the plan", Of.YES_NO),
            Column("at", "When", Of.MOMENT),
        ),
        departures,
        ("practice.TrialDeparture",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "trial_endings",
        "One row a closed trial.",
        (
            _TRIAL,
            Column("result", "shown, not shown, shown absent or cannot tell"),
            Column("sentence", "With its reason"),
            Column("stopped_early", "Before its last period", Of.YES_NO),
            Column("adopted", "adopt, drop or repeat"),
            Column("because", "Why"),
            Column("review_on", "To be looked at again", Of.DAY),
            Column("at", "When", Of.MOMENT),
        ),
        closings,
        ("practice.TrialClosing",),
    ),
    TableOfRoom(
        Kind.OWN,
        "trials_declined",
        "One row a trial that you declined; nobody else is shown it.",
        (Column("trial", "What is tried"),),
        own_declines,
        ("practice.TrialDecline",),
    ),
)
