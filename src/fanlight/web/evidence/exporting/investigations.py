"""Investigations: claims, rivals, tests, verdicts; nobody's name with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from fanlight.exchange.export_table import Column, Row
from fanlight.web.evidence.exporting.rows import AT, DAY, MOMENT, NUMBER, fields_of
from fanlight.web.evidence.models import Claim, ClaimVerdict, Rival, RivalTest
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.reading import in_order
from fanlight.web.exchange.exports.registry import TableOfRoom, Taking

_CLAIM = Column("claim", "Number of the claim", NUMBER)
_EXPLANATION = (
    Column("mechanism", "By which way"),
    Column("must_see", "What must be seen if it holds"),
    Column("hardly_otherwise", "What would hardly be seen otherwise"),
)


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None


def verdicts(taking: Taking) -> Iterator[Row]:
    """With the day alone: an exact time beside the log of who signed a test would tell who gave it."""
    fields = ("claim_id", "word", "because", "will_show", "review_on", "at")
    review = ("review__came_about", "review__words", "review__at")
    for pk, *said, at, came_about, words, reviewed in in_order(ClaimVerdict.objects.all(), *fields, *review):
        yield [pk, *said, _day(at), came_about, words, _day(reviewed)]


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
            AT,
            Column("locked_at", "When it was locked", MOMENT),
            Column("lock_digest", "Digest of what was locked"),
            Column("seen_before", "Whether somebody had seen the figures: yes, no, not_known"),
        ),
        fields_of(
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
            Column("rival", "Number of the explanation", NUMBER),
            _CLAIM,
            Column("code", "Of the catalogue; empty for one’s own"),
            Column("edition", "Of the catalogue"),
            Column("name", "Its name"),
            *_EXPLANATION,
            AT,
            Column("frozen_at", "When it was frozen", MOMENT),
            Column("withdrawn_at", "Taken out before the lock", MOMENT),
            Column("untested_because", "Why it was left untested"),
        ),
        fields_of(
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
            Column("test", "Number of the test", NUMBER),
            _CLAIM,
            Column("rival", "Of which explanation; empty: of the claim itself", NUMBER),
            Column("again_of", "The test that was made again", NUMBER),
            Column("specification", "What was asked of which figures"),
            Column("found", "What was found, in words"),
            Column("finding", "What was found, as JSON"),
            Column("digest", "Digest of the finding"),
            Column("known_on", "The day up to which figures were known", DAY),
            Column("reading", "How it was read"),
            Column("because", "Why"),
            AT,
        ),
        fields_of(
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
            Column("verdict", "Number of the verdict", NUMBER),
            _CLAIM,
            Column("word", "The verdict"),
            Column("because", "Why"),
            Column("will_show", "What will show it"),
            Column("review_on", "The day it is looked at again", DAY),
            Column("given_on", "The day it was given", DAY),
            Column("came_about", "yes, no or cannot_tell; empty: not looked at yet"),
            Column("review_words", "What was seen"),
            Column("reviewed_on", "The day it was looked at", DAY),
        ),
        verdicts,
        ("evidence.ClaimVerdict", "evidence.VerdictReview"),
    ),
)
