"""Contacts and past decisions that a file brings."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from fanlight.exchange.reading import Reading, SetAside
from fanlight.exchange.values import read_moment
from fanlight.frontdoor.contact import ContactRecord
from fanlight.frontdoor.decision import PastDecision, Step
from fanlight.web.accounts.models import Authority, Role, Team, User
from fanlight.web.casework.models import Person
from fanlight.web.exchange.models import ImportBatch
from fanlight.web.exchange.receiving import Received
from fanlight.web.frontdoor.clock import DoorClock
from fanlight.web.frontdoor.models import Contact, ContactChild, Decision, Level
from fanlight.web.frontdoor.queries import line_states
from fanlight.web.frontdoor.queries.levels import current_levels

NOT_BY_DECIDERS = "past decisions are brought in by an analyst or principal social worker, not by who decides"
NO_WORKER = "nobody, or more than one, of this name works here"
DECIDE = frozenset({Role.PRACTITIONER, Role.TEAM_MANAGER})
MISTAKEN = "somebody said here that this child was named on the contact by mistake"
NO_DOOR = "there is no front-door team to give contacts to"


def receive_contacts(reading: Reading, batch: ImportBatch, persons: Mapping[str, Person]) -> Received:
    """Contacts since the day the person named go on today's list; all are events in the history anyway."""
    if batch.open_from is None:
        return Received()
    groups: dict[tuple[str, ...], list[ContactRecord]] = {}
    for record in reading.contacts:
        if record.received_at.date() >= batch.open_from and not record.outcome_flags:
            groups.setdefault(_group(record), []).append(record)
    known = set(
        Contact.objects.filter(case_system_id__in=[key[0] for key in groups if key[0]]).values_list(
            "case_system_id", flat=True
        )
    )
    clock = DoorClock(Authority.current(), timezone.now())
    team = Team.objects.filter(is_front_door=True).order_by("pk").first()
    if groups and team is None:
        return Received(set_aside=(SetAside(batch.name, NO_DOOR, ""),))
    new = [group for key, group in groups.items() if key[0] not in known and not _held(group, persons)]
    for group in new:
        _make_contact(group, persons, team, clock)
    added = sum(_add_children(group, persons) for key, group in groups.items() if key[0] in known)
    return Received(
        {"contacts for today's list": len(new), "children added to contacts held already": added},
        {"contacts held already": len(groups) - len(new)},
    )


def _add_children(group: list[ContactRecord], persons: Mapping[str, Person]) -> int:
    """A later file names another child on a contact held already: the child gets a line, and it is open."""
    contact = Contact.objects.filter(case_system_id=group[0].contact_id).order_by("pk").first()
    # Who was named by mistake is not named again by the same file, sent once more.
    lines = ContactChild.ever.filter(contact=contact) if contact else ContactChild.objects.none()
    held = set(lines.values_list("person_id", flat=True))
    missing = [record for record in group if persons[record.person_id].pk not in held]
    if contact is None or not missing:
        return 0
    before = contact.children.count()
    for record in missing:
        _line(contact, persons[record.person_id])
    contact.closed_at = None
    contact.save(update_fields=["closed_at"])
    return contact.children.count() - before


def _group(record: ContactRecord) -> tuple[str, ...]:
    """Rows of one contact share its number; a list without numbers has one contact a row."""
    if record.contact_id:
        return (record.contact_id,)
    return ("", record.person_id, record.received_at.isoformat(), record.source_code)


def _held(group: list[ContactRecord], persons: Mapping[str, Person]) -> bool:
    """Whether a contact without a number was brought in before: same child, same moment, same source."""
    first = group[0]
    return (
        not first.contact_id
        and Contact.objects.filter(
            children__person=persons[first.person_id],
            received_at=_aware(first.received_at),
            source_code=first.source_code,
        ).exists()
    )


def _make_contact(
    group: list[ContactRecord], persons: Mapping[str, Person], team: Team | None, clock: DoorClock
) -> None:
    first = group[0]
    received_at = _aware(first.received_at)
    arrived_out_of_hours = first.time_known and clock.arrived_out_of_hours(received_at)
    told: dict[str, Any] = {"channel": "case_system", "out_of_hours": arrived_out_of_hours, **first.told}
    if "out_of_hours" in first.told:
        told["out_of_hours"] = first.told["out_of_hours"] == "yes"
    if "referral_at" in first.told:
        told["referral_at"] = _aware(read_moment(first.told["referral_at"])[0])
    contact = Contact.objects.create(
        case_system_id=first.contact_id,
        team=team,
        received_at=received_at,
        time_known=first.time_known,
        source_code=first.source_code,
        source_words=first.source_words,
        raw_text="\n\n".join(dict.fromkeys(record.comments for record in group if record.comments)),
        entered_at=timezone.now(),
        **told,
    )
    for position, record in enumerate({record.person_id: record for record in group}.values()):
        ContactChild.objects.create(contact=contact, person=persons[record.person_id], position=position)


def receive_past_decisions(reading: Reading, batch: ImportBatch, persons: Mapping[str, Person]) -> Received:
    """Decisions taken before Fanlight: so that nobody's first page is empty."""
    if reading.past_decisions and batch.by is not None and batch.by.role in DECIDE:
        # Whoever decides could otherwise put another's decisions under their own name, and read the outcomes.
        aside = (SetAside(past.place, NOT_BY_DECIDERS, past.contact_id) for past in reading.past_decisions)
        return Received(set_aside=tuple(aside))
    levels, workers = _levels_by_word(), _workers_by_name()
    team = Team.objects.filter(is_front_door=True).order_by("pk").first()
    taken, held, set_aside = 0, 0, []
    for past in sorted(reading.past_decisions, key=lambda past: past.decided_at):
        level = levels.get(past.level.strip().lower())
        person = persons[past.person_id]
        if level is None:
            set_aside.append(SetAside(past.place, "the level is none of the levels in force", past.level))
        elif past.worker and past.worker.lower() not in workers:
            set_aside.append(SetAside(past.place, NO_WORKER, past.worker))
        elif Decision.ever.filter(submission=_mark(past, person)).exists():
            held += 1
        elif _named_by_mistake(past, person):
            set_aside.append(SetAside(past.place, MISTAKEN, past.contact_id))
        elif team is None:
            set_aside.append(SetAside(past.place, NO_DOOR, past.contact_id))
        elif later := _decided_since(past, person):
            set_aside.append(SetAside(past.place, later, past.level))
        else:
            _keep_past(past, level, workers.get(past.worker.lower()), person, team, batch)
            taken += 1
    return Received({"past decisions": taken}, {"past decisions held already": held}, tuple(set_aside))


def _workers_by_name() -> dict[str, User]:
    """Workers by user name, and by name where only one bears it."""
    users = list(User.objects.all())
    names = Counter(user.name.lower() for user in users)
    workers = {user.name.lower(): user for user in users if names[user.name.lower()] == 1}
    return workers | {user.username.lower(): user for user in users}


def levels_in_words() -> dict[str, str]:
    """Code and label of each level in force, for lists that have words of their own for them."""
    return {level.code: level.label for level in current_levels(Authority.current())}


def _levels_by_word() -> dict[str, Level]:
    """Levels by code and by label, so that a file may use either."""
    levels = current_levels(Authority.current())
    return {word.lower(): level for level in levels for word in (level.code, level.label)}


def _mark(past: PastDecision, person: Person) -> str:
    """By which the same past decision is known again."""
    said = f"{past.contact_id}\n{person.pk}\n{past.decided_at.isoformat()}\n{past.level}"
    return f"past-{hashlib.sha256(said.encode()).hexdigest()[:35]}"


def _named_by_mistake(past: PastDecision, person: Person) -> bool:
    lines = ContactChild.ever.filter(contact__case_system_id=past.contact_id, person=person)
    return lines.exists() and not lines.filter(mistaken_at=None).exists()


def _decided_since(past: PastDecision, person: Person) -> str:
    """Why a past decision comes too late to be put before what is held; "" when it does not."""
    held = Decision.objects.filter(line__contact__case_system_id=past.contact_id, line__person=person)
    if held.filter(imported_from=None).exists():
        return "this child's line on the contact was decided in Fanlight"
    if held.filter(at__gt=_aware(past.decided_at)).exists():
        return "a later decision about this child on the contact is held already"
    return ""


def _keep_past(
    past: PastDecision, level: Level, by: User | None, person: Person, team: Team, batch: ImportBatch
) -> None:
    contact = Contact.objects.filter(case_system_id=past.contact_id).order_by("pk").first()
    if contact is None:
        contact = Contact.objects.create(
            case_system_id=past.contact_id,
            team=team,
            received_at=_aware(past.received_at),
            channel="case_system",
            entered_at=timezone.now(),
            first_read_at=_aware(past.decided_at),
            closed_at=_aware(past.decided_at),
        )
    line = _line(contact, person)
    before = line.decisions.order_by("id").last()
    Decision.objects.create(
        line=line,
        step=Step.BOTH,
        by=by,
        team=by.team if by else None,
        at=_aware(past.decided_at),
        level=level,
        level_label=level.label,
        level_anchor=level.anchor,
        reasons="",
        imported_from=batch.source,
        supersedes=before,
        submission=_mark(past, person),
    )
    if contact.closed_at is None and all(state.is_decided for state in line_states(contact)):
        contact.closed_at = _aware(past.decided_at)
        contact.save(update_fields=["closed_at"])


def _line(contact: Contact, person: Person) -> ContactChild:
    """The child's line, added at the end: the lines before it keep their place."""
    line = ContactChild.objects.filter(contact=contact, person=person).first()
    if line is None:
        line = ContactChild.objects.create(
            contact=contact, person=person, position=ContactChild.ever.filter(contact=contact).count()
        )
    return line


def _aware(at: datetime | date) -> datetime:
    return timezone.make_aware(at)
