"""What goes over the interface: each field typed, of bounded length, nothing beside them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StringConstraints

from fanlight.terms.codes import CHANNEL, REFERRAL_SOURCE
from fanlight.web.casework.models import Person

LONGEST_TEXT = 1_000_000
MOST_CHILDREN = 20
FIRST_YEAR, LAST_YEAR = 1900, 2200


def _no_null(text: str) -> str:
    if "\0" in text:
        raise ValueError("has a null character, which no database keeps")
    return text


def _in_reach(when: Any) -> Any:
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        raise ValueError(f"the year is not between {FIRST_YEAR} and {LAST_YEAR}")
    return when


def _not_after_today(day: date) -> date:
    if day > timezone.localdate():
        raise ValueError("the day is in the future")
    return day


Day = Annotated[date, AfterValidator(_in_reach)]
PastDay = Annotated[Day, AfterValidator(_not_after_today)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_reach)]


# One of the codes, so that the description lists them.
Channel = Literal[tuple(one.code for one in CHANNEL)]
SourceCode = Literal[("", *(one.code for one in REFERRAL_SOURCE))]
Sex = Literal[("", *Person.Sex.values)]


def words(most: int, least: int = 0) -> object:
    """Text of bounded length without spaces around it."""
    bounds = StringConstraints(max_length=most, min_length=least, strip_whitespace=True)
    return Annotated[str, bounds, AfterValidator(_no_null)]


class Closed(Schema):
    """A field that is not known is refused, never ignored: a misspelt name would lose what it holds."""

    model_config = ConfigDict(extra="forbid")


class ChildIn(Closed):
    """A child the contact concerns. One of number, name, date of birth or expected date is needed."""

    case_system_id: words(60) = ""
    forename: words(100) = ""
    surname: words(100) = ""
    born_on: Day | None = None
    expected_on: Annotated[Day | None, Field(description="Of a child not yet born")] = None
    sex: Sex = ""


class ContactIn(Closed):
    """One contact with its children."""

    case_system_id: Annotated[words(60, 1), Field(description="The same number twice is one contact")]
    received_at: Annotated[Moment, Field(description="With its offset: 2026-11-23T09:05:00+00:00")]
    channel: Channel
    source_code: SourceCode = ""
    source_words: Annotated[words(200), Field(description="Its own value; needed without a code")] = ""
    text: Annotated[
        str,
        StringConstraints(min_length=1, max_length=LONGEST_TEXT),
        AfterValidator(_no_null),
        Field(description="What was said or written, kept exactly as it is"),
    ]
    children: Annotated[list[ChildIn], Field(min_length=1, max_length=MOST_CHILDREN)]
    organisation: words(200) = ""
    referrer_name: words(120) = ""
    address: words(300) = ""
    consent: Literal["", "given", "dispensed", "refused", "not_known"] = ""
    consent_words: words(400) = ""
    child_seen: Literal["", "yes", "no", "not_known"] = ""
    out_of_hours_action: words(20_000) = ""


class ContactOut(Schema):
    """The contact as people call it here."""

    contact: str
    held_already: bool


class Answers(Closed):
    """What the file does not say itself. What stays open is asked when it is to be written."""

    known_up_to: Annotated[PastDay | None, Field(description="The file is complete up to this day")] = None
    contacts: Annotated[
        Literal["", "history", "open"],
        Field(description='"open": contacts received since `open_from` go on today\'s list'),
    ] = ""
    open_from: PastDay | None = None
    complete_from: Annotated[
        PastDay | None,
        Field(description="The file holds everything since; what it does not tell is no longer present"),
    ] = None


class SetAsideOut(Schema):
    """A row or value that was not taken."""

    place: str
    reason: str


class FileOut(Schema):
    """An import: how far it is, and what it would change or has changed."""

    id: int
    name: str
    state: str
    words: str
    progress: int
    asks: Annotated[list[str], Field(description="Answers still needed before it can be written")]
    counts: dict[str, int]
    notes: list[str]
    set_aside_count: int
    set_aside: list[SetAsideOut]
    page: int
    pages: int


class Fault(Schema):
    """Why a call was refused, in one line, and where in what was sent."""

    error: str
    place: str = ""
