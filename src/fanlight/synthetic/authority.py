"""What a made-up authority holds: plain frozen records, nothing computed here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from fanlight.casework.event import Event
from fanlight.casework.person import PersonRecord
from fanlight.frontdoor.decision import Answer, Step


@dataclass(frozen=True, slots=True)
class MadeUpTeam:
    """A team; `kind` is "front_door", "emergency_duty" (out of hours) or "specialist" (fewer than 5)."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class MadeUpWorker:
    """Somebody who works there.

    `role` is one of "practitioner", "team_manager", "practice_lead", "analyst", "director",
    "data_protection_officer", "administrator"; `team` is a team's id, "" for those in none.
    """

    id: str
    name: str
    role: str
    team: str
    email: str


@dataclass(frozen=True, slots=True)
class MadeUpHousehold:
    """People at one address. `children` and `adults` are person ids."""

    id: str
    address: str
    postcode: str
    telephone: str
    children: tuple[str, ...]
    adults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MadeUpRelationship:
    """`person` is the `words` of `other`: ("A100001", "C100001", "mother")."""

    person: str
    other: str
    words: str


@dataclass(frozen=True, slots=True)
class MadeUpContact:
    """Somebody told the front door about one to four children of one household.

    Parameters
    ----------
    received_at
        Local time in England without zone; always before `Authority.stopped_at`.
    channel
        "phone", "email", "online_form", "letter", "in_person" or "import".
    source_code
        DfE referral source 1A…10.
    children
        Person ids, each with its own decision line. A child whose `born_on` is empty or later than the
        contact was unborn at the time (`PersonRecord.expected_on` is then set).
    out_of_hours, edt_action
        Received while the front door was shut; then what the emergency duty team did.
    urgency
        "red" when a person marked it as needing someone now (rare), otherwise "".
    repeats
        Contact id of the earlier notification pasted into this text, "" otherwise.
    """

    contact_id: str
    received_at: datetime
    channel: str
    source_code: str
    organisation: str
    referrer: str
    raw_text: str
    household: str
    children: tuple[str, ...]
    adults: tuple[str, ...] = ()
    out_of_hours: bool = False
    edt_action: str = ""
    consent: str = ""
    urgency: str = ""
    repeats: str = ""
    time_known: bool = True


@dataclass(frozen=True, slots=True)
class MadeUpDecision:
    """One step of deciding one child's line of one contact.

    Parameters
    ----------
    step
        Recommended (a practitioner), authorised (a manager) or both at once.
    by, at
        Worker id and local instant.
    level
        Kind of level: "no_further_action", "information_advice", "early_help", "assessment",
        "strategy_discussion", "immediate_protection", "already_open", "other_authority",
        "private_fostering", "missing", "adult_or_other" or "awaiting_information". A later line for the
        same contact, child and step supersedes an earlier one.
    checklist
        Cue code to answer, for the five cues of `fanlight.synthetic.deciding.CUES`; empty when a
        manager only authorised.
    answers
        Obligatory questions beside the level: "child_seen", "child_heard", "parents_told",
        "agency_checks_basis", "referrer_acknowledged".
    notes
        Words to some of those questions (for example why parents were not told), by the same codes.
    dissent
        The worker's or manager's words where the two differed; rare.
    """

    contact_id: str
    person_id: str
    step: Step
    by: str
    at: datetime
    level: str
    reasons: str
    checklist: Mapping[str, Answer] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    missing_information: str = ""
    options_considered: str = ""
    dissent: str = ""


@dataclass(frozen=True, slots=True)
class MadeUpRequest:
    """Information asked of another agency about a contact; open while `answered_at` is None."""

    contact_id: str
    asked_of: str
    about: str
    asked_by: str
    asked_at: datetime
    answered_at: datetime | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Authority:
    """A made-up children's service.

    Parameters
    ----------
    stopped_at
        The story ends here (midnight at the start of the day asked for): no contact, decision or event
        is later. Contacts of the last day and a half of work are still open.
    child_population
        Children 0-17 that would give these referrals at England's published rate.
    persons, adults
        Children, and the adults around them.
    decisions
        In order of time.
    open_contacts
        Contact ids with at least one child's line not yet authorised (today's list).
    truth
        For tests only, never to be written, shown or loaded: worker id to the hidden shift of that
        worker's threshold (in logits), so that statistics can be tested against what made the data.
    """

    name: str
    code: str
    seed: int
    starts_on: date
    stopped_at: datetime
    child_population: int
    teams: tuple[MadeUpTeam, ...]
    workers: tuple[MadeUpWorker, ...]
    households: tuple[MadeUpHousehold, ...]
    persons: tuple[PersonRecord, ...]
    adults: tuple[PersonRecord, ...]
    relationships: tuple[MadeUpRelationship, ...]
    contacts: tuple[MadeUpContact, ...]
    decisions: tuple[MadeUpDecision, ...]
    information_requests: tuple[MadeUpRequest, ...]
    events: tuple[Event, ...]
    open_contacts: tuple[str, ...]
    truth: Mapping[str, float] = field(default_factory=dict, repr=False)
