"""Comparisons of areas: what was asked and what came of it."""

from __future__ import annotations

from fanlight.exchange.export_table import Column
from fanlight.web.evidence.exporting.rows import AT, MOMENT, NUMBER, fields_of
from fanlight.web.evidence.models import AreaComparison
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.registry import TableOfRoom

COMPARISONS = (
    TableOfRoom(
        Kind.EVIDENCE,
        "area_comparisons",
        "One row a comparison of an area with areas that had no change.",
        (
            Column("comparison", "Number of the comparison", NUMBER),
            Column("change", "What changed there, in words"),
            Column("chosen", "How the area was chosen: own, lot, stood_out or other"),
            Column("specification", "What was asked of which figures"),
            Column("left_out", "Areas left out, each with the reason, as JSON"),
            Column("again_of", "The comparison that was made again", NUMBER),
            AT,
            Column("state", "waiting, running, done, stopped or failed"),
            Column("words", "Why it was not done"),
            Column("inputs", "Digest of the figures that it used"),
            Column("result", "What was found, as JSON"),
            Column("ended_at", "When it ended", MOMENT),
        ),
        fields_of(
            AreaComparison,
            *("change", "chosen", "specification", "left_out", "again_of_id", "at", "state", "words"),
            *("inputs", "result", "ended_at"),
        ),
        ("evidence.AreaComparison",),
    ),
)
