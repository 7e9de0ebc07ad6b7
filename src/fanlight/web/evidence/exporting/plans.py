"""Plans that were taken apart, passage by passage."""

from __future__ import annotations

from fanlight.exchange.export_table import Column
from fanlight.web.evidence.exporting.rows import MOMENT, NUMBER, YES_NO, fields_of
from fanlight.web.evidence.models import Plan, PlanPassage
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.registry import TableOfRoom

PLANS = (
    TableOfRoom(
        Kind.EVIDENCE,
        "plans",
        "One row a plan or report that was taken apart.",
        (
            Column("plan", "Number of the plan", NUMBER),
            Column("title", "Its title"),
            Column("source", "Whose it is, and of when"),
            Column("file_name", "Name of the file"),
            Column("note", "What could not be read of it"),
            Column("at", "When it was taken apart", MOMENT),
        ),
        fields_of(Plan, "title", "source", "file_name", "note", "at"),
        ("evidence.Plan",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "plan_passages",
        "One row a passage of a plan, as it stood and with what was answered.",
        (
            Column("passage", "Number of the passage", NUMBER),
            Column("plan", "Number of the plan", NUMBER),
            Column("number", "Its place in the plan", NUMBER),
            Column("raw", "As it stood"),
            Column("words", "Without its mark"),
            Column("mark", "Its mark"),
            Column("section", "The heading above it"),
            Column("line", "Its line in the text", NUMBER),
            Column("is_heading", "Whether it is a heading", YES_NO),
            Column("is_recommendation", "Whether it is a recommendation", YES_NO),
            Column("taken_because", "Why it was taken for one"),
            Column("explanation", "What explains what is to be mended"),
            Column("options", "What else was weighed"),
            Column("mechanism", "By which way it would work"),
            Column("measure", "By what it is measured"),
            Column("noticed", "Who would notice if it were not done"),
            Column("answered_at", "When it was answered", MOMENT),
            Column("claim", "The claim that was made of it", NUMBER),
            Column("pilot", "The pilot that was planned of it", NUMBER),
        ),
        fields_of(
            PlanPassage,
            *("plan_id", "number", "raw", "words", "mark", "section", "line", "is_heading"),
            *("is_recommendation", "taken_because", "explanation", "options", "mechanism", "measure"),
            *("noticed", "answered_at", "claim_id", "pilot_id"),
        ),
        ("evidence.PlanPassage",),
    ),
)
