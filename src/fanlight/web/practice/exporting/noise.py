"""Noise audits: vignettes and results with the evidence; one's own answers with one's own work."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fanlight.exchange.export_table import Column, Row
from fanlight.exchange.export_table import Kind as Of
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.reading import in_order, wall
from fanlight.web.exchange.exports.registry import TableOfRoom, Taking
from fanlight.web.practice.exporting.learning import of_worker
from fanlight.web.practice.models import AuditAnswer, NoiseAudit, Vignette


def vignettes(taking: Taking) -> Iterator[Row]:
    for pk, code, title, text, at in in_order(Vignette.objects.all(), "code", "title", "text", "at"):
        yield pk, code, title, text, wall(at)


def audits(taking: Taking) -> Iterator[Row]:
    """Results of closed audits: none holds a figure of fewer than five workers."""
    fields = ("title", "repeated", "repeat_after_days", "with_scale", "opened_at", "closed_at", "result")
    for pk, *told, opened, closed, result in in_order(NoiseAudit.objects.all(), *fields):
        yield [pk, *told, wall(opened), wall(closed), json.dumps(result, ensure_ascii=False)]


def own_answers(taking: Taking) -> Iterator[Row]:
    own = AuditAnswer.objects.filter(invitation__worker=of_worker(taking))
    fields = ("invitation__audit__title", "vignette__title", "occasion", "level", "judgement", "at")
    for _, *told, at in in_order(own, *fields):
        yield [*told, wall(at)]


NOISE = (
    TableOfRoom(
        Kind.EVIDENCE,
        "vignettes",
        "One row a made-up contact that workers judge.",
        (
            Column("vignette", "Its number", Of.NUMBER),
            Column("code", "Of one that ships"),
            Column("title", "Its name"),
            Column("text", "Its words"),
            Column("at", "Since when", Of.MOMENT),
        ),
        vignettes,
        ("practice.Vignette",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "noise_audits",
        "One row a noise audit: all who answered together.",
        (
            Column("audit", "Its number", Of.NUMBER),
            Column("title", "Its name"),
            Column("repeated", "Vignettes that each answers twice", Of.NUMBER),
            Column("repeat_after_days", "Days before the repeats", Of.NUMBER),
            Column("with_scale", "Whether 0 to 100 was asked as well", Of.YES_NO),
            Column("opened_at", "When it opened", Of.MOMENT),
            Column("closed_at", "When it closed", Of.MOMENT),
            Column("result", "What it found, as JSON"),
        ),
        audits,
        ("practice.NoiseAudit",),
    ),
    TableOfRoom(
        Kind.OWN,
        "noise_audit_answers",
        "One row an answer of yours; nobody else is shown it.",
        (
            Column("audit", "Its name"),
            Column("vignette", "Which"),
            Column("occasion", "1, or 2 for a repeat", Of.NUMBER),
            Column("level", "Code of the level"),
            Column("judgement", "0 to 100, where it was asked", Of.NUMBER),
            Column("at", "When", Of.MOMENT),
        ),
        own_answers,
        ("practice.AuditAnswer", "practice.AuditInvitation"),
    ),
)
