"""What is known when a brief is built: the contact, the people, earlier contacts, and what was asked.

Instants are local time in England without zone, as everywhere in the library.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fanlight.frontdoor.decision import Answer

CHILD = "child"
"""The role of a child (born or unborn) whom the contact is about."""


@dataclass(frozen=True, slots=True)
class BriefContact:
    """One contact, as it was received.

    Parameters
    ----------
    ref
        Fanlight's own reference, such as "C-1042".
    received_at, time_known
        When it was received; `time_known` is False where only the day is known.
    text
        The source's own words, raw and never altered.
    channel, source_code
        Codes of `terms.codes.CHANNEL` and `REFERRAL_SOURCE`; "" when not recorded.
    source_words
        The source as its own system calls it, where that is not a code.
    organisation, referrer
        Who told us; "" when not given. `referrer_anonymous`: the referrer asked not to be named.
    out_of_hours_action
        What the emergency duty team did; "" when it did nothing or was not there.
    child_seen
        Whether the source says that somebody saw the child since the event; None when nobody said.
    consent
        Consent, or why it was dispensed with, in words; "" when not stated.
    """

    ref: str
    received_at: datetime
    text: str = ""
    channel: str = ""
    source_code: str = ""
    source_words: str = ""
    organisation: str = ""
    referrer: str = ""
    referrer_anonymous: bool = False
    case_system_id: str = ""
    time_known: bool = True
    out_of_hours: bool = False
    out_of_hours_action: str = ""
    child_seen: Answer | None = None
    consent: str = ""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """One person whom the contact is about or who belongs to the household.

    Parameters
    ----------
    ref
        Fanlight's own reference.
    role
        `CHILD` for a child the contact is about; for others in plain words: "mother", "brother".
    event_ids
        The local identifiers under which events were recorded about this person.
    identifiers
        What to show: pairs of name and value, such as ("UPN", "A123…").
    relationship
        In words: "mother of Asa"; "" when not known.
    address, school, gp
        In words; "" when not known. `school` is a school or nursery.
    """

    ref: str
    name: str
    role: str
    born_on: date | None = None
    expected_on: date | None = None
    event_ids: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    relationship: str = ""
    address: str = ""
    school: str = ""
    gp: str = ""


@dataclass(frozen=True, slots=True)
class EarlierContact:
    """An earlier contact about one of the same children or the same household.

    `level` is what was decided, in the words of its day; "" when nothing is decided or known.
    `about` are the refs of the people of this brief whom it was about.
    """

    ref: str
    received_at: datetime
    text: str = ""
    source_code: str = ""
    source_words: str = ""
    organisation: str = ""
    level: str = ""
    about: tuple[str, ...] = ()
    case_system_id: str = ""


@dataclass(frozen=True, slots=True)
class PerhapsSame:
    """A contact that may be about the same people, though nobody has said so.

    `why` says for whom of this brief what is the same: "Asa Bow: same name and date of birth".
    """

    ref: str
    received_at: datetime
    why: tuple[str, ...]
    source_code: str = ""
    source_words: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class AskedOf:
    """Something asked of somebody else; `answer` is in their own words."""

    asked_of: str
    asked_at: datetime
    about: str = ""
    answered_at: datetime | None = None
    answer: str = ""
