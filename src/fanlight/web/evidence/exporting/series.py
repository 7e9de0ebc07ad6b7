"""Series that were brought in, and what was written on series."""

from __future__ import annotations

from fanlight.exchange.export_table import Column
from fanlight.web.evidence.exporting.rows import AT, DAY, DECIMAL, MOMENT, NUMBER, SERIES_KEY, fields_of
from fanlight.web.evidence.models import ImportedSeries, ImportedValue, SeriesNote, SeriesTarget
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.registry import TableOfRoom

_SERIES = Column("series", "Number of the series", NUMBER)

SERIES = (
    TableOfRoom(
        Kind.EVIDENCE,
        "series",
        "One row a series that somebody brought in.",
        (
            _SERIES,
            Column("title", "Its title"),
            Column("unit", "count, percent, rate or value"),
            Column("source", "Who published it"),
            Column("brought_at", "When it was brought in", MOMENT),
            Column("withdrawn_at", "Off the list since", MOMENT),
            Column("withdrawn_because", "Why"),
        ),
        fields_of(
            ImportedSeries, "title", "unit", "source", "created_at", "withdrawn_at", "withdrawn_because"
        ),
        ("evidence.ImportedSeries",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "series_values",
        "One row a value of a period, as published on one day; later figures stand beside the first.",
        (
            Column("value_number", "Number of the row", NUMBER),
            _SERIES,
            Column("period", "First day of the period", DAY),
            Column("value", "The value; empty where it was not published", DECIMAL),
            Column("denominator", "Out of how many", DECIMAL),
            Column("published_on", "The day it was published", DAY),
            Column("brought_at", "When it was brought in", MOMENT),
        ),
        fields_of(ImportedValue, "series_id", "period", "value", "denominator", "published_on", "added_at"),
        ("evidence.ImportedValue",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "series_notes",
        "One row a note on a chart, those withdrawn with the reason.",
        (
            Column("note", "Number of the note", NUMBER),
            SERIES_KEY,
            Column("kind", "annotation, definition, boundary or rebase"),
            Column("on", "The day it is about", DAY),
            Column("words", "What was written"),
            AT,
            Column("withdrawn_at", "Taken back", MOMENT),
            Column("withdrawn_because", "Why"),
        ),
        fields_of(SeriesNote, "series_key", "kind", "on", "words", "at", "withdrawn_at", "withdrawn_because"),
        ("evidence.SeriesNote",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "series_targets",
        "One row a target that was set; the newest of a series holds.",
        (
            Column("target", "Number of the target", NUMBER),
            SERIES_KEY,
            Column("value", "What is aimed at; empty for none", DECIMAL),
            Column("better", "higher, lower or neither"),
            Column("reason", "Why"),
            AT,
        ),
        fields_of(SeriesTarget, "series_key", "value", "better", "reason", "at"),
        ("evidence.SeriesTarget",),
    ),
)
