"""A small front door for tests: teams, a worker of each role, contacts and decisions by the real actions."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from fanlight.casework.event import Event as RecordedEvent
from fanlight.casework.event import EventKind
from fanlight.frontdoor.decision import Step
from fanlight.web.accounts.models import Authority, Role, Team, User
from fanlight.web.casework.models import Person, SourceFile
from fanlight.web.exchange.api.actions import make_token
from fanlight.web.exchange.api.models import ApiToken, Scope
from fanlight.web.exchange.mappings.actions import decide_codes
from fanlight.web.exchange.mappings.models import CodeMappingVersion, UnmappedValue
from fanlight.web.exchange.models import ImportBatch
from fanlight.web.exchange.storing import store_events
from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.actions.holds import hold_texts
from fanlight.web.frontdoor.models import Contact, Decision, Level, SignatureRule, TextHold
from fanlight.web.frontdoor.queries import brief_of, current_levels, line_states
from fanlight.web.practice import actions as practice
from fanlight.web.practice.models import PageShare

NAMES = ("Asa", "Bea", "Cal", "Dov")
TEXT = "The school called: Asa came without a coat and said there was no food at home."


@dataclass
class Door:
    """Who works where. The stranger decides in a team that is not at the front door."""

    team: Team
    night: Team
    elsewhere: Team
    workers: dict[str, User]
    stranger: User
    colleague: User
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def worker(self) -> User:
        return self.workers[Role.PRACTITIONER]

    @property
    def manager(self) -> User:
        return self.workers[Role.TEAM_MANAGER]


def make_door() -> Door:
    """Three teams and their workers."""
    Authority(pk=1, name="Exampleshire", duty_manager="the duty manager on 01632 960 100").save()
    team = Team.objects.create(name="Front door", is_front_door=True)
    night = Team.objects.create(name="Emergency duty", is_front_door=False, is_out_of_hours=True)
    elsewhere = Team.objects.create(name="Disabled children", is_front_door=False)
    placed = {Role.PRACTITIONER, Role.TEAM_MANAGER, Role.PRACTICE_LEAD}
    workers = {role: make_worker(role, team if role in placed else None) for role in Role}
    stranger = make_worker(Role.PRACTITIONER, elsewhere, "stranger", "Sam Stranger")
    colleague = make_worker(Role.PRACTITIONER, team, "colleague", "Col League")
    return Door(team, night, elsewhere, workers, stranger, colleague)


def make_worker(role: str, team: Team | None = None, username: str = "", name: str = "") -> User:
    """A worker who signs in by `browse`."""
    username = username or str(role)
    return User.objects.create(username=username, name=name or f"{username} by name", role=role, team=team)


def browse(user: User | None) -> Client:
    """A browser in which this worker is signed in."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def make_contact(
    door: Door,
    *,
    children: int | Iterable[NamedPerson] = 1,
    ago: timedelta = timedelta(hours=1),
    team: Team | None = None,
    text: str = TEXT,
    **what: Any,
) -> Contact:
    """A contact about some children of one household, entered by the practitioner."""
    if isinstance(children, int):
        children = [NamedPerson(name, "Example", date(2018, 5, 4)) for name in NAMES[:children]]
    given = {"received_at": timezone.now() - ago, "channel": "phone", "source_code": "2A", "raw_text": text}
    return actions.record_contact(
        by=door.worker,
        team=team or door.team,
        submission=uuid.uuid4(),
        children=list(children),
        **given | what,
    )


def a_signature(door: Door) -> SignatureRule:
    """A rule in use, of another name each time."""
    return actions.name_signature(by=door.worker, name=uuid.uuid4().hex, begins="This e-mail", ends="")


def a_hold(door: Door, person: Person | None = None) -> TextHold:
    """A hold in force for this child, or for one of a new contact."""
    person = person or make_contact(door).children.get().person
    [hold] = hold_texts(
        by=door.workers[Role.DATA_PROTECTION_OFFICER],
        persons=[person],
        source="Independent inquiry, order 7",
        reason="It asked for every text about this child",
        since_on=timezone.localdate(),
        submission=uuid.uuid4(),
    )
    return hold


def level(kind: str = "no_further_action") -> Level:
    """The level of a kind in the set in force."""
    return next(one for one in current_levels(Authority.current()) if one.kind == kind)


def decide(
    contact: Contact,
    by: User,
    kind: str = "no_further_action",
    *,
    step: Step | None = None,
    reasons: str = "The school has spoken with the mother; food was brought.",
    lines: Iterable[int] | None = None,
    **beside: Any,
) -> list[Decision]:
    """Decide for every child of the contact (or those at `lines`), knowing what was decided before."""
    states = line_states(contact)
    chosen = range(len(states)) if lines is None else lines
    if step is None:
        step = Step.BOTH if by.role == Role.TEAM_MANAGER else Step.RECOMMENDED
    return actions.record_decisions(
        contact=contact,
        by=by,
        lines=[
            actions.LineDecision(
                line=states[at].line,
                step=step,
                level=level(kind),
                reasons=reasons,
                last_seen=states[at].newest.pk if states[at].newest else None,
                beside=beside,
            )
            for at in chosen
        ],
        brief=brief_of(contact, timezone.now()),
        submission=uuid.uuid4().hex,
    )


def past_decision(door: Door, by: User, on: date, kind: str = "no_further_action") -> Decision:
    """A decision of an earlier day, on a contact of that day."""
    at = timezone.make_aware(datetime.combine(on, datetime.min.time())) + timedelta(hours=12)
    contact = make_contact(door, ago=timezone.now() - at + timedelta(hours=2))
    one = level(kind)
    return Decision.objects.create(
        line=contact.children.get(),
        step=Step.BOTH,
        by=by,
        team=by.team,
        at=at,
        level=one,
        level_label=one.label,
        level_anchor=one.anchor,
        reasons="As it was then.",
        submission=uuid.uuid4().hex,
    )


def import_known_up_to(day: date) -> SourceFile:
    """As if a file complete up to this day had been read."""
    return SourceFile.objects.create(
        name="census.xml",
        format="cin_census",
        sha256=uuid.uuid4().hex * 2,
        known_up_to=day,
        imported_at=timezone.now(),
    )


def record_event(
    person: Person, kind: EventKind, on: date, source: SourceFile, ended_on: date | None = None
) -> None:
    """Something that services recorded about a person."""
    store_events([RecordedEvent(person.key, kind, on, ended_on)], {person.key: person}, source)


def share(owner: User, shared_with: User, decision: Decision | None = None, days: int = 7) -> PageShare:
    """Show a page of one's learning to somebody for some days."""
    until = timezone.localdate() + timedelta(days=days)
    return practice.share_page(owner=owner, shared_with=shared_with, until=until, decision=decision)


FIELD_OF_CODES = ("ssd_csv", "cont_contact_source_code")


def a_local_value(value: str = "412") -> tuple[str, str, str]:
    """A local value seen in a file, without a code; where it stands in a mapping."""
    batch = ImportBatch.objects.create(name="contacts.csv", started_at=timezone.now())
    file_format, name = FIELD_OF_CODES
    UnmappedValue.objects.create(
        batch=batch, format=file_format, field=name, code_set="Referral source", value=value, count=1
    )
    return file_format, name, value


def map_a_code(door: Door, value: str = "412", code: str = "6") -> CodeMappingVersion:
    """What the analyst says that a local value means; another code each time."""
    where, earlier = a_local_value(value), CodeMappingVersion.objects.first()
    if earlier and earlier.as_mapping().code(*where) == code:
        code = ""
    return decide_codes(by=door.workers[Role.ANALYST], decisions={where: code})


def make_a_token(
    door: Door, *scopes: str, name: str = "Case system", expires_on: date | None = None
) -> tuple[ApiToken, str]:
    """A token of a case system, and its text."""
    return make_token(
        by=door.workers[Role.ADMINISTRATOR],
        name=name,
        scopes=scopes or list(Scope),
        expires_on=expires_on or timezone.localdate() + timedelta(days=30),
    )
