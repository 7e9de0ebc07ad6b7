"""Hypotheses: one's own with one's own work; those that are shared, without a name, with the evidence."""

from __future__ import annotations

from collections.abc import Iterator

from fanlight.exchange.export_table import Column, Row
from fanlight.exchange.export_table import Kind as Of
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.reading import in_order, wall
from fanlight.web.exchange.exports.registry import TableOfRoom, Taking
from fanlight.web.practice.exporting.learning import of_worker
from fanlight.web.practice.models import Hypothesis, HypothesisStep

_WORDS = ("change", "expected", "reason", "measure", "smallest_difference", "state")


def own_hypotheses(taking: Taking) -> Iterator[Row]:
    held = Hypothesis.objects.filter(worker=of_worker(taking))
    for _, *words, written, shared, name in in_order(held, *_WORDS, "written_at", "shared_at", "with_name"):
        yield [*words, wall(written), wall(shared), name]


def shared_hypotheses(taking: Taking) -> Iterator[Row]:
    """By number, and without who: a name is shown on the page alone, while its author lets it."""
    for pk, *words, shared in in_order(Hypothesis.objects.exclude(shared_at=None), *_WORDS, "shared_at"):
        yield [pk, *words, shared.date()]


def steps(taking: Taking) -> Iterator[Row]:
    held = HypothesisStep.objects.exclude(hypothesis__shared_at=None)
    for _, hypothesis, state, why, at in in_order(held, "hypothesis_id", "state", "why", "at"):
        yield hypothesis, state, why, wall(at)


_SAID = (
    Column("change", "If we …"),
    Column("expected", "then …"),
    Column("reason", "because …"),
    Column("measure", "measured by …"),
    Column("smallest_difference", "The smallest difference that would matter"),
    Column("state", "idea, on_trial, adopted, dropped or repeat"),
)
_NUMBER = Column("hypothesis", "Number of the hypothesis", Of.NUMBER)
HYPOTHESES = (
    TableOfRoom(
        Kind.OWN,
        "hypotheses",
        "One row a hypothesis of yours.",
        (
            *_SAID,
            Column("written_at", "When", Of.MOMENT),
            Column("shared_at", "Shared with everyone since", Of.MOMENT),
            Column("with_name", "Whether your name is shown", Of.YES_NO),
        ),
        own_hypotheses,
        ("practice.Hypothesis",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "hypotheses",
        "One row a hypothesis that its author shared; whose it is stands nowhere here.",
        (_NUMBER, *_SAID, Column("shared_on", "Shared since", Of.DAY)),
        shared_hypotheses,
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "hypothesis_steps",
        "One row a move of a shared hypothesis.",
        (_NUMBER, Column("state", "Where to"), Column("why", "Why"), Column("at", "When", Of.MOMENT)),
        steps,
        ("practice.HypothesisStep",),
    ),
)
