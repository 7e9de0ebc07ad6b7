"""Exampleshire: the made-up authority becomes rows. Nothing here is a real person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone

from fanlight.frontdoor.decision import Step
from fanlight.synthetic.authority import Authority as MadeUpAuthority
from fanlight.synthetic.authority import MadeUpContact, MadeUpDecision
from fanlight.web.accounts.models import Authority, Role, Team, User
from fanlight.web.audit.recording import action, tell
from fanlight.web.casework.models import Household, LocalIdentifier, Person, Relationship, SourceFile
from fanlight.web.exchange.storing import ROWS_AT_ONCE, store_events
from fanlight.web.frontdoor.models import (
    ChecklistVersion,
    Contact,
    ContactAdult,
    ContactChild,
    Decision,
    InformationRequest,
    Level,
    SignatureRule,
)
from fanlight.web.frontdoor.queries.levels import checklist_in_use, current_levels
from fanlight.web.site.demo_days import agree_in_a_team
from fanlight.web.site.demo_evidence import load_evidence
from fanlight.web.site.demo_forecasts import load_forecasts
from fanlight.web.site.demo_governance import load_governance
from fanlight.web.site.demo_lists import draft_a_list
from fanlight.web.site.demo_near_misses import load_near_misses
from fanlight.web.site.demo_practice import load_practice
from fanlight.web.site.demo_second_looks import load_second_looks

PASSWORD = "a window over the door"  # noqa: S105 - the demo’s own, printed at its start; made-up people only

_CONSENT = (
    ("Parent agrees", Contact.Consent.GIVEN),
    ("Not sought", Contact.Consent.DISPENSED),
    ("Parent told, did not agree", Contact.Consent.REFUSED),
)
_UNTIL_READ = timedelta(days=60)
_LAST_MONTH = timedelta(days=31)
_ANSWERS = ("child_seen", "child_heard", "parents_told", "referrer_acknowledged")

Say = Callable[[str], None]


@dataclass
class Loaded:
    """Rows made so far, by the made-up authority's own ids."""

    teams: dict[str, Team] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    persons: Mapping[str, Person] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    lines: dict[tuple[str, str], ContactChild] = field(default_factory=dict)


@action
def load(*, made: MadeUpAuthority, known_up_to: date, say: Say = lambda words: None) -> None:
    """Load the whole authority in one transaction, so that a stopped start leaves nothing half made."""
    rows = Loaded()
    say("people and teams")
    _authority(made)
    _teams(made, rows)
    _users(made, rows)
    say("children, families and what services recorded")
    _persons(made, known_up_to, rows)
    say("contacts")
    _contacts(made, rows)
    say("decisions")
    _decisions(made, rows)
    _requests(made, rows)
    say("forecasts")
    load_forecasts()
    say("trials and a noise audit")
    load_practice()
    say("a comparison of areas")
    load_evidence()
    load_near_misses()
    say("second looks")
    load_second_looks()
    load_governance()
    agree_in_a_team()
    say("a checklist, tested and audited")
    manager, analyst = (
        next((user for user in rows.users.values() if user.role == role), None)
        for role in (Role.TEAM_MANAGER, Role.ANALYST)
    )
    draft_a_list(example=checklist_in_use(), by=manager, analyst=analyst)
    tell(by=None, action="load the made-up authority", contacts=len(rows.contacts))


def _authority(made: MadeUpAuthority) -> None:
    authority = Authority.current()
    authority.name = f"{made.name} (made up)"
    authority.duty_manager = "the duty manager on 01632 960 100 (made up)"
    authority.is_made_up = True
    authority.save()
    SignatureRule.objects.create(
        name="Police footer",
        begins="This information was correct when it was",
        ends="call 999",
        made_at=_aware(made.stopped_at),
    )


def _teams(made: MadeUpAuthority, rows: Loaded) -> None:
    service = Team.objects.create(name="Front door, all teams", is_front_door=True)
    for team in made.teams:
        rows.teams[team.id] = Team.objects.create(
            name=team.name,
            parent=service,
            is_front_door=team.kind == "front_door",
            is_out_of_hours=team.kind == "emergency_duty",
        )


def _users(made: MadeUpAuthority, rows: Loaded) -> None:
    password = make_password(PASSWORD)
    for worker in made.workers:
        rows.users[worker.id] = User.objects.create(
            username=worker.email.partition("@")[0],
            name=worker.name,
            email=worker.email,
            role=worker.role,
            team=rows.teams.get(worker.team),
            password=password,
        )


def _persons(made: MadeUpAuthority, known_up_to: date, rows: Loaded) -> None:
    home_of = _households(made)
    adults = {record.person_id for record in made.adults}
    rows.persons = {
        record.person_id: Person(
            forename=record.forename,
            surname=record.surname,
            born_on=record.born_on,
            expected_on=record.expected_on,
            died_on=record.died_on,
            sex=record.sex,
            ethnicity=record.ethnicity,
            disability=record.disability,
            upn=record.upn,
            household=home_of.get(record.person_id),
            is_adult=record.person_id in adults,
        )
        for record in (*made.persons, *made.adults)
    }
    Person.objects.bulk_create(rows.persons.values(), batch_size=ROWS_AT_ONCE)
    LocalIdentifier.objects.bulk_create(
        (LocalIdentifier(person=person, value=value) for value, person in rows.persons.items()),
        batch_size=ROWS_AT_ONCE,
    )
    Relationship.objects.bulk_create(
        (
            Relationship(person=rows.persons[one.other], other=rows.persons[one.person], words=one.words)
            for one in made.relationships
        ),
        batch_size=ROWS_AT_ONCE,
    )
    _events(made, known_up_to, rows)


def _events(made: MadeUpAuthority, known_up_to: date, rows: Loaded) -> None:
    """What services recorded, in two files: the last month came yesterday, and is this week's news."""
    before = known_up_to - _LAST_MONTH
    read_at = _aware(datetime.combine(before, time(9))) + _UNTIL_READ
    files = (
        ("up to a month before", date.min, before, min(timezone.now(), read_at)),
        ("the last month", before, known_up_to, timezone.now() - timedelta(days=1)),
    )
    for number, (words, after, up_to, imported_at) in enumerate(files):
        source = SourceFile.objects.create(
            name=f"Exampleshire, made up: {words}",
            format="made_up",
            sha256=f"{2 * made.seed + number:064x}",
            known_up_to=up_to,
            imported_at=imported_at,
        )
        events = (event for event in made.events if after < event.on <= up_to)
        store_events(events, rows.persons, source)


def _households(made: MadeUpAuthority) -> dict[str, Household]:
    """Make the households; who lives where."""
    homes = {home.id: Household(address=f"{home.address}, {home.postcode}") for home in made.households}
    Household.objects.bulk_create(homes.values(), batch_size=ROWS_AT_ONCE)
    return {
        person_id: homes[home.id] for home in made.households for person_id in (*home.children, *home.adults)
    }


def _contacts(made: MadeUpAuthority, rows: Loaded) -> None:
    first_decided = _first_decided(made)
    open_now = set(made.open_contacts)
    team = next(team for team in rows.teams.values() if team.is_front_door)
    out_of_hours = next(team for team in rows.teams.values() if team.is_out_of_hours)
    for contact in made.contacts:
        decided = first_decided.get(contact.contact_id)
        deciding = rows.users[decided.by].team if decided else None
        taken_by = out_of_hours if contact.out_of_hours else deciding or team
        is_open = contact.contact_id in open_now
        rows.contacts[contact.contact_id] = _contact(contact, taken_by, decided, is_open)
    Contact.objects.bulk_create(rows.contacts.values(), batch_size=400)
    _people_of(made, rows)


def _first_decided(made: MadeUpAuthority) -> dict[str, MadeUpDecision]:
    first: dict[str, MadeUpDecision] = {}
    for decision in made.decisions:
        first.setdefault(decision.contact_id, decision)
    return first


def _contact(contact: MadeUpContact, team: Team, decided: MadeUpDecision | None, is_open: bool) -> Contact:
    received_at = _aware(contact.received_at)
    read_at = _aware(decided.at) - timedelta(minutes=20) if decided else None
    consent = next((code for words, code in _CONSENT if contact.consent.startswith(words)), "")
    return Contact(
        case_system_id=contact.contact_id,
        team=team,
        received_at=received_at,
        channel="case_system" if contact.channel == "import" else contact.channel,
        source_code=contact.source_code,
        organisation=contact.organisation,
        referrer_name=contact.referrer,
        consent=consent or Contact.Consent.NOT_KNOWN,
        consent_words=contact.consent,
        raw_text=contact.raw_text,
        out_of_hours=contact.out_of_hours,
        out_of_hours_action=contact.edt_action,
        handed_over_at=None if is_open or not contact.out_of_hours else read_at,
        urgency=contact.urgency,
        urgency_at=received_at if contact.urgency else None,
        first_read_at=read_at,
        entered_at=received_at,
        closed_at=None if is_open or decided is None else _aware(decided.at),
    )


def _people_of(made: MadeUpAuthority, rows: Loaded) -> None:
    words = {(one.person, one.other): one.words for one in made.relationships}
    adults = []
    for contact in made.contacts:
        row = rows.contacts[contact.contact_id]
        for position, person_id in enumerate(contact.children):
            line = ContactChild(contact=row, person=rows.persons[person_id], position=position)
            rows.lines[contact.contact_id, person_id] = line
        for person_id in contact.adults:
            to_children = (words.get((person_id, child)) for child in contact.children)
            said = next(filter(None, to_children), "adult")
            adults.append(ContactAdult(contact=row, person=rows.persons[person_id], words=said))
    ContactChild.objects.bulk_create(rows.lines.values(), batch_size=ROWS_AT_ONCE)
    ContactAdult.objects.bulk_create(adults, batch_size=ROWS_AT_ONCE)


def _decisions(made: MadeUpAuthority, rows: Loaded) -> None:
    """Decisions in order of time; rows are made in memory with their ids, since they point to each other."""
    levels = {level.code: level for level in current_levels(Authority.current())}
    checklist = checklist_in_use()
    chain = _Chain(rows, levels, checklist)
    decisions = [chain.decision(number, one) for number, one in enumerate(made.decisions, start=1)]
    Decision.objects.bulk_create(decisions, batch_size=400)
    _past_the_last_id(Decision)


class _Chain:
    """Each line's decisions in order: which recommendation one answers, which decision it supersedes."""

    def __init__(self, rows: Loaded, levels: Mapping[str, Level], checklist: ChecklistVersion | None) -> None:
        self.rows, self.levels, self.checklist = rows, levels, checklist
        self.waiting: dict[tuple[str, str], Decision | None] = {}
        self.in_force: dict[tuple[str, str], Decision] = {}

    def decision(self, number: int, one: MadeUpDecision) -> Decision:
        line = one.contact_id, one.person_id
        waiting = self.waiting.get(line)
        recommends = one.step == Step.RECOMMENDED
        level, by = self.levels[one.level], self.rows.users[one.by]
        decision = Decision(
            pk=number,
            line=self.rows.lines[line],
            step=one.step.value,
            by=by,
            team=by.team,
            at=_aware(one.at),
            level=level,
            level_label=level.label,
            level_anchor=level.anchor,
            reasons=" ".join(part for part in (one.reasons, one.dissent) if part),
            missing=one.missing_information,
            options_considered=one.options_considered,
            **{name: one.answers[name].value for name in _ANSWERS if name in one.answers},
            child_words=one.notes.get("child_heard", ""),
            parents_words=one.notes.get("parents_told", ""),
            checklist=self.checklist if one.checklist else None,
            answers={cue: answer.value for cue, answer in one.checklist.items()},
            on_recommendation=waiting if one.step == Step.AUTHORISED else None,
            supersedes=waiting if recommends else self.in_force.get(line),
            submission=f"made-up-{number}",
        )
        self.waiting[line] = decision if recommends else None
        if not recommends:
            self.in_force[line] = decision
        return decision


def _past_the_last_id(model: Any) -> None:
    """On PostgreSQL, ids given by hand leave the sequence behind."""
    statements = connection.ops.sequence_reset_sql(no_style(), [model])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _requests(made: MadeUpAuthority, rows: Loaded) -> None:
    InformationRequest.objects.bulk_create(
        (
            InformationRequest(
                contact=rows.contacts[one.contact_id],
                asked_of=one.asked_of,
                about=one.about,
                asked_by=rows.users[one.asked_by],
                asked_at=_aware(one.asked_at),
                answered_at=_aware(one.answered_at) if one.answered_at else None,
                answer=one.answer,
            )
            for one in made.information_requests
        ),
        batch_size=ROWS_AT_ONCE,
    )


def sign_ins() -> Iterator[tuple[str, User]]:
    """One made-up person for each role."""
    seen = set()
    for user in User.objects.select_related("team").order_by("pk"):
        if user.role not in seen and (user.team is None or user.team.is_front_door):
            seen.add(user.role)
            yield user.get_role_display(), user


def is_demo() -> bool:
    """Whether the database holds the made-up authority: the mark is set with it, in one transaction."""
    return Authority.objects.filter(is_made_up=True).exists()


def _aware(at: datetime) -> datetime:
    return timezone.make_aware(at)
