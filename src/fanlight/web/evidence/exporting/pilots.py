"""Pilots and their counts."""

from __future__ import annotations

from fanlight.exchange.export_table import Column
from fanlight.web.evidence.exporting.rows import AT, DAY, DECIMAL, MOMENT, NUMBER, fields_of
from fanlight.web.evidence.models import Pilot, PilotCount
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.registry import TableOfRoom

_PILOT = Column("pilot", "Number of the pilot", NUMBER)
_PILOT_COLUMNS = (
    Column("title", "Its title"),
    Column("why", "Why it should work"),
    Column("for_whom", "For whom"),
    Column("where", "Where"),
    Column("measure", "What is counted"),
    Column("exposure_unit", "Out of what"),
    Column("comparison", "before, place, both or known"),
    Column("compared_words", "Compared with what, in words"),
    Column("before_events", "Counted before", NUMBER),
    Column("before_exposure", "Out of how many before", DECIMAL),
    Column("control_before_events", "Counted before, in the place compared with", NUMBER),
    Column("control_before_exposure", "Out of how many there", DECIMAL),
    Column("after_exposure", "Out of how many it will be, during", DECIMAL),
    Column("control_after_exposure", "Out of how many there, during", DECIMAL),
    Column("starts_on", "First day of the first month", DAY),
    Column("months", "How many months", NUMBER),
    Column("smallest_effect", "Ratio nearest to 1 that would matter", DECIMAL),
    Column("method", "How the interval is made"),
    Column("dispersion", "How much wider than chance counts vary", DECIMAL),
    Column("chosen", "How the place was chosen: worst, lot or other"),
    Column("places", "From how many places", NUMBER),
    Column("typical_events", "Counted before in a typical place", NUMBER),
    Column("replication", "Where it is tried again"),
    Column("own_measure", "Measure whose own counts stand beside; empty: none"),
    Column("own_team", "Of which team; empty: the service", NUMBER),
    Column("at", "When it was registered", MOMENT),
    Column("frozen_at", "When it was frozen", MOMENT),
    Column("frozen_text", "The text that was frozen"),
    Column("frozen_hash", "Its hash"),
    Column("foretold", "What was said of it when it was frozen, as JSON"),
)
PILOTS = (
    TableOfRoom(
        Kind.EVIDENCE,
        "pilots",
        "One row a pilot in the register.",
        (_PILOT, *_PILOT_COLUMNS),
        fields_of(Pilot, *(column.name for column in _PILOT_COLUMNS)),
        ("evidence.Pilot",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "pilot_counts",
        "One row a month’s number; a correction is a row that takes another’s place.",
        (
            Column("count_number", "Number of the row", NUMBER),
            _PILOT,
            Column("kind", "pilot, compared or process"),
            Column("name", "Of a process measure"),
            Column("month", "First day of the month", DAY),
            Column("events", "How many", NUMBER),
            Column("exposure", "Out of how many", DECIMAL),
            Column("supersedes", "The row whose place it takes", NUMBER),
            Column("because", "Why it was corrected"),
            Column("drawn_from", "Own records that it was taken over from; empty: typed in"),
            AT,
        ),
        fields_of(
            PilotCount,
            *(
                "pilot_id",
                "kind",
                "name",
                "month",
                "events",
                "exposure",
                "supersedes_id",
                "because",
                "drawn_from",
                "at",
            ),
        ),
        ("evidence.PilotCount",),
    ),
)
