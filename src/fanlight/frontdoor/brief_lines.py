"""The lines of a brief: the contact, a person, an earlier contact, a request, as they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fanlight.frontdoor.decision import Answer
from fanlight.frontdoor.known import AskedOf, BriefContact, EarlierContact, KnownPerson, PerhapsSame
from fanlight.frontdoor.waiting import at_words, waiting_words
from fanlight.terms.codes import CHANNEL, REFERRAL_SOURCE, CodeSet
from fanlight.terms.periods import age_words, day_words


@dataclass(frozen=True, slots=True)
class ContactHeader:
    """Who told the front door, when, how. `received_words` leaves the time out where it is not known."""

    ref: str
    case_system_id: str
    received_at: datetime
    received_words: str
    channel: str
    channel_words: str
    source_code: str
    source_words: str
    organisation: str
    referrer: str
    out_of_hours: bool
    out_of_hours_action: str
    consent: str
    referrer_anonymous: bool = False
    child_seen: Answer | None = None


@dataclass(frozen=True, slots=True)
class BriefPerson:
    """A person as shown. `age` is in words, on the day of the contact; "" where no age is known."""

    ref: str
    name: str
    role: str
    born_on: date | None
    expected_on: date | None
    age: str
    identifiers: tuple[tuple[str, str], ...]
    relationship: str
    address: str
    school: str
    gp: str


@dataclass(frozen=True, slots=True)
class EarlierContactLine:
    """An earlier contact: when, from whom, what was decided. `level` is "" when none is recorded."""

    ref: str
    case_system_id: str
    on: date
    source: str
    organisation: str
    level: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PerhapsSameLine:
    """A contact that may be about the same people: when, from whom, what was decided, what is the same."""

    ref: str
    on: date
    source: str
    level: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequestLine:
    """What was asked of somebody else. `words`: "waiting for police, 3 h" or when they answered."""

    asked_of: str
    about: str
    asked_at: datetime
    answered_at: datetime | None
    answer: str
    words: str


def _words(codes: CodeSet, code: str) -> str:
    if not code:
        return ""
    return codes.label(code) if code in codes else f"code {code}"


def _source(code: str, words: str) -> str:
    """The label of a known code; else the source's own words; else the code as it stands."""
    return words if words and code not in REFERRAL_SOURCE else _words(REFERRAL_SOURCE, code)


def contact_header(contact: BriefContact) -> ContactHeader:
    """The contact without its text."""
    at = contact.received_at
    return ContactHeader(
        ref=contact.ref,
        case_system_id=contact.case_system_id,
        received_at=at,
        received_words=at_words(at) if contact.time_known else day_words(at.date()),
        channel=contact.channel,
        channel_words=_words(CHANNEL, contact.channel),
        source_code=contact.source_code,
        source_words=_source(contact.source_code, contact.source_words),
        organisation=contact.organisation,
        referrer=contact.referrer,
        referrer_anonymous=contact.referrer_anonymous,
        out_of_hours=contact.out_of_hours,
        out_of_hours_action=contact.out_of_hours_action,
        child_seen=contact.child_seen,
        consent=contact.consent,
    )


def brief_person(person: KnownPerson, contact_on: date) -> BriefPerson:
    """A person, with the age on the day of the contact."""
    known = person.born_on or person.expected_on
    return BriefPerson(
        ref=person.ref,
        name=person.name,
        role=person.role,
        born_on=person.born_on,
        expected_on=person.expected_on,
        age=age_words(person.born_on, contact_on, person.expected_on) if known else "",
        identifiers=person.identifiers,
        relationship=person.relationship,
        address=person.address,
        school=person.school,
        gp=person.gp,
    )


def earlier_line(one: EarlierContact) -> EarlierContactLine:
    """An earlier contact without its text."""
    return EarlierContactLine(
        ref=one.ref,
        case_system_id=one.case_system_id,
        on=one.received_at.date(),
        source=_source(one.source_code, one.source_words),
        organisation=one.organisation,
        level=one.level,
        about=one.about,
    )


def perhaps_same_line(one: PerhapsSame) -> PerhapsSameLine:
    """A contact that may be about the same people, with the source in words."""
    return PerhapsSameLine(
        ref=one.ref,
        on=one.received_at.date(),
        source=_source(one.source_code, one.source_words),
        level=one.level,
        why=one.why,
    )


def request_line(one: AskedOf, now: datetime) -> RequestLine:
    """A request, with how long it has been waited for, or when it was answered."""
    if one.answered_at is None:
        words = waiting_words(one.asked_of, one.asked_at, now)
    else:
        words = f"{one.asked_of} answered {at_words(one.answered_at)}"
    return RequestLine(one.asked_of, one.about, one.asked_at, one.answered_at, one.answer, words)
