"""What the evidence room gives to exports: figures, pilots, investigations; nobody's name with them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from fanlight.exchange.export_table import Column, Row
from fanlight.exchange.export_table import Kind as Of
from fanlight.web.evidence.models import (
    Claim,
    ClaimVerdict,
    ImportedSeries,
    ImportedValue,
    Pilot,
    PilotCount,
    Plan,
    PlanPassage,
    Rival,
    RivalTest,
    SeriesNote,
    SeriesTarget,
)
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.reading import in_order, wall
from fanlight.web.exchange.exports.registry import TableOfRoom, Taking

_DAY, _MOMENT, _NUMBER, _YES_NO = Of.DAY, Of.MOMENT, Of.NUMBER, Of.YES_NO


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return wall(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _rows(model: type[Model], *fields: str) -> Callable[[Taking], Iterator[Row]]:
    """The number of each row and these fields, in the order of numbers."""

    def rows(taking: Taking) -> Iterator[Row]:
        for row in in_order(model._default_manager.all(), *fields):
            yield [_cell(value) for value in row]

    return rows


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None


def verdicts(taking: Taking) -> Iterator[Row]:
    """With the day alone: an exact time beside the log of who signed a test would tell who gave it."""
    fields = ("claim_id", "word", "because", "will_show", "review_on", "at")
    review = ("review__came_about", "review__words", "review__at")
    for pk, *said, at, came_about, words, reviewed in in_order(ClaimVerdict.objects.all(), *fields, *review):
        yield [pk, *said, _day(at), came_about, words, _day(reviewed)]


_SERIES = Column("series", "Number of the series", _NUMBER)
_SERIES_KEY = Column("series_key", "Which series; empty: every one")
_CLAIM = Column("claim", "Number of the claim", _NUMBER)
_PILOT = Column("pilot", "Number of the pilot", _NUMBER)
_AT = Column("at", "When it was written", _MOMENT)
_EXPLANATION = (
    Column("mechanism", "By which way"),
    Column("must_see", "What must be seen if it holds"),
    Column("hardly_otherwise", "What would hardly be seen otherwise"),
)

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
            Column("brought_at", "When it was brought in", _MOMENT),
            Column("withdrawn_at", "Off the list since", _MOMENT),
        ),
        _rows(ImportedSeries, "title", "unit", "source", "created_at", "withdrawn_at"),
        ("evidence.ImportedSeries",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "series_values",
        "One row a value of a period, as published on one day; later figures stand beside the first.",
        (
            Column("value_number", "Number of the row", _NUMBER),
            _SERIES,
            Column("period", "First day of the period", _DAY),
            Column("value", "The value; empty where it was not published", _NUMBER),
            Column("denominator", "Out of how many", _NUMBER),
            Column("published_on", "The day it was published", _DAY),
            Column("brought_at", "When it was brought in", _MOMENT),
        ),
        _rows(ImportedValue, "series_id", "period", "value", "denominator", "published_on", "added_at"),
        ("evidence.ImportedValue",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "series_notes",
        "One row a note on a chart, those withdrawn with the reason.",
        (
            Column("note", "Number of the note", _NUMBER),
            _SERIES_KEY,
            Column("kind", "annotation, definition, boundary or rebase"),
            Column("on", "The day it is about", _DAY),
            Column("words", "What was written"),
            _AT,
            Column("withdrawn_at", "Taken back", _MOMENT),
            Column("withdrawn_because", "Why"),
        ),
        _rows(SeriesNote, "series_key", "kind", "on", "words", "at", "withdrawn_at", "withdrawn_because"),
        ("evidence.SeriesNote",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "series_targets",
        "One row a target that was set; the newest of a series holds.",
        (
            Column("target", "Number of the target", _NUMBER),
            _SERIES_KEY,
            Column("value", "What is aimed at; empty for none", _NUMBER),
            Column("better", "higher, lower or neither"),
            Column("reason", "Why"),
            _AT,
        ),
        _rows(SeriesTarget, "series_key", "value", "better", "reason", "at"),
        ("evidence.SeriesTarget",),
    ),
)

_PILOT_COLUMNS = (
    Column("title", "Its title"),
    Column("why", "Why it should work"),
    Column("for_whom", "For whom"),
    Column("where", "Where"),
    Column("measure", "What is counted"),
    Column("exposure_unit", "Out of what"),
    Column("comparison", "before, place, both or known"),
    Column("compared_words", "Compared with what, in words"),
    Column("before_events", "Counted before", _NUMBER),
    Column("before_exposure", "Out of how many before", _NUMBER),
    Column("control_before_events", "Counted before, in the place compared with", _NUMBER),
    Column("control_before_exposure", "Out of how many there", _NUMBER),
    Column("after_exposure", "Out of how many it will be, during", _NUMBER),
    Column("control_after_exposure", "Out of how many there, during", _NUMBER),
    Column("starts_on", "First day of the first month", _DAY),
    Column("months", "How many months", _NUMBER),
    Column("smallest_effect", "Ratio nearest to 1 that would matter", _NUMBER),
    Column("method", "How the interval is made"),
    Column("dispersion", "How much wider than chance counts vary", _NUMBER),
    Column("chosen", "How the place was chosen: worst, lot or other"),
    Column("places", "From how many places", _NUMBER),
    Column("typical_events", "Counted before in a typical place", _NUMBER),
    Column("replication", "Where it is tried again"),
    Column("at", "When it was registered", _MOMENT),
    Column("frozen_at", "When it was frozen", _MOMENT),
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
        _rows(Pilot, *(column.name for column in _PILOT_COLUMNS)),
        ("evidence.Pilot",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "pilot_counts",
        "One row a month’s number; a correction is a row that takes another’s place.",
        (
            Column("count_number", "Number of the row", _NUMBER),
            _PILOT,
            Column("kind", "pilot, compared or process"),
            Column("name", "Of a process measure"),
            Column("month", "First day of the month", _DAY),
            Column("events", "How many", _NUMBER),
            Column("exposure", "Out of how many", _NUMBER),
            Column("supersedes", "The row whose place it takes", _NUMBER),
            Column("because", "Why it was corrected"),
            _AT,
        ),
        _rows(
            PilotCount,
            *("pilot_id", "kind", "name", "month", "events", "exposure", "supersedes_id", "because", "at"),
        ),
        ("evidence.PilotCount",),
    ),
)

INVESTIGATIONS = (
    TableOfRoom(
        Kind.EVIDENCE,
        "claims",
        "One row a claim that something brought a figure about.",
        (
            _CLAIM,
            Column("words", "What is claimed"),
            Column("according_to", "Who says so, in words"),
            Column("figure", "The figure that moved"),
            Column("series_key", "The series that moved, if it is here"),
            Column("reason", "Why one may think so"),
            Column("measure", "By what it is measured"),
            *_EXPLANATION,
            _AT,
            Column("locked_at", "When it was locked", _MOMENT),
            Column("lock_digest", "Digest of what was locked"),
            Column("seen_before", "Whether somebody had seen the figures: yes, no, not_known"),
        ),
        _rows(
            Claim,
            *("words", "said_by", "figure", "series_key", "reason", "measure", "mechanism", "must_see"),
            *("hardly_otherwise", "at", "locked_at", "lock_digest", "seen_before"),
        ),
        ("evidence.Claim",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "rivals",
        "One row another explanation of a claim.",
        (
            Column("rival", "Number of the explanation", _NUMBER),
            _CLAIM,
            Column("code", "Of the catalogue; empty for one’s own"),
            Column("edition", "Of the catalogue"),
            Column("name", "Its name"),
            *_EXPLANATION,
            _AT,
            Column("frozen_at", "When it was frozen", _MOMENT),
            Column("withdrawn_at", "Taken out before the lock", _MOMENT),
            Column("untested_because", "Why it was left untested"),
        ),
        _rows(
            Rival,
            *("claim_id", "code", "edition", "name", "mechanism", "must_see", "hardly_otherwise"),
            *("at", "frozen_at", "withdrawn_at", "untested_because"),
        ),
        ("evidence.Rival",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "tests",
        "One row a test as it was made.",
        (
            Column("test", "Number of the test", _NUMBER),
            _CLAIM,
            Column("rival", "Of which explanation; empty: of the claim itself", _NUMBER),
            Column("again_of", "The test that was made again", _NUMBER),
            Column("specification", "What was asked of which figures"),
            Column("found", "What was found, in words"),
            Column("finding", "What was found, as JSON"),
            Column("digest", "Digest of the finding"),
            Column("known_on", "The day up to which figures were known", _DAY),
            Column("reading", "How it was read"),
            Column("because", "Why"),
            _AT,
        ),
        _rows(
            RivalTest,
            *("claim_id", "rival_id", "again_of_id", "specification", "found", "finding", "digest"),
            *("known_on", "reading", "because", "at"),
        ),
        ("evidence.RivalTest",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "verdicts",
        "One row a verdict, with what came of what it foretold.",
        (
            Column("verdict", "Number of the verdict", _NUMBER),
            _CLAIM,
            Column("word", "The verdict"),
            Column("because", "Why"),
            Column("will_show", "What will show it"),
            Column("review_on", "The day it is looked at again", _DAY),
            Column("given_on", "The day it was given", _DAY),
            Column("came_about", "yes, no or cannot_tell; empty: not looked at yet"),
            Column("review_words", "What was seen"),
            Column("reviewed_on", "The day it was looked at", _DAY),
        ),
        verdicts,
        ("evidence.ClaimVerdict", "evidence.VerdictReview"),
    ),
)

PLANS = (
    TableOfRoom(
        Kind.EVIDENCE,
        "plans",
        "One row a plan or report that was taken apart.",
        (
            Column("plan", "Number of the plan", _NUMBER),
            Column("title", "Its title"),
            Column("source", "Whose it is, and of when"),
            Column("file_name", "Name of the file"),
            Column("note", "What could not be read of it"),
            Column("at", "When it was taken apart", _MOMENT),
        ),
        _rows(Plan, "title", "source", "file_name", "note", "at"),
        ("evidence.Plan",),
    ),
    TableOfRoom(
        Kind.EVIDENCE,
        "plan_passages",
        "One row a passage of a plan, as it stood and with what was answered.",
        (
            Column("passage", "Number of the passage", _NUMBER),
            Column("plan", "Number of the plan", _NUMBER),
            Column("number", "Its place in the plan", _NUMBER),
            Column("raw", "As it stood"),
            Column("words", "Without its mark"),
            Column("mark", "Its mark"),
            Column("section", "The heading above it"),
            Column("line", "Its line in the text", _NUMBER),
            Column("is_heading", "Whether it is a heading", _YES_NO),
            Column("is_recommendation", "Whether it is a recommendation", _YES_NO),
            Column("taken_because", "Why it was taken for one"),
            Column("explanation", "What explains what is to be mended"),
            Column("options", "What else was weighed"),
            Column("mechanism", "By which way it would work"),
            Column("measure", "By what it is measured"),
            Column("noticed", "Who would notice if it were not done"),
            Column("answered_at", "When it was answered", _MOMENT),
            Column("claim", "The claim that was made of it", _NUMBER),
        ),
        _rows(
            PlanPassage,
            *("plan_id", "number", "raw", "words", "mark", "section", "line", "is_heading"),
            *("is_recommendation", "taken_because", "explanation", "options", "mechanism", "measure"),
            *("noticed", "answered_at", "claim_id"),
        ),
        ("evidence.PlanPassage",),
    ),
)
TABLES = (*SERIES, *PILOTS, *INVESTIGATIONS, *PLANS)
