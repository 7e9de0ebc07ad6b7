"""Second looks of the made-up authority: a rule, months of answers, one owed, one that came back higher."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import numpy as np
from django.db.models import Q, QuerySet
from django.utils import timezone

from fanlight.frontdoor.decision import Step
from fanlight.practice.second_look import Landing, fingerprint, is_drawn, landing
from fanlight.terms.periods import add_months
from fanlight.web.accounts.models import Authority, Role, User
from fanlight.web.frontdoor.actions import LineDecision, record_contact, record_decisions
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.models import Decision, Level
from fanlight.web.frontdoor.queries import brief_of, current_levels
from fanlight.web.practice.actions.second_looks import LookWords, answer_second_look
from fanlight.web.practice.drawing import seed_for
from fanlight.web.practice.models import SecondLook, SecondLookRule, UrgentTask

MONTHS, SHARE, SHARE_OTHERS, SEED = 8, 10, 3, 2026
# Assumed: how often a second person lands elsewhere, and how often nobody answers.
SAME, HIGHER, OWED = 0.8, 0.16, 0.04
WHY = {
    Landing.SAME: "On this brief I land there too (made up).",
    Landing.HIGHER: "It is the third contact in a year, and nobody has asked the child (made up).",
    Landing.LOWER: "The family already has what it needs (made up).",
}


class People(NamedTuple):
    """Who is needed; the decider is not the manager whom visitors of the demo sign in as."""

    lead: User
    manager: User
    decider: User
    visitor: User
    workers: Sequence[User]


def load_second_looks() -> None:
    """Load them; without people to decide and look again nothing is made."""
    people = _people()
    if people is None:
        return
    first = add_months(timezone.localdate().replace(day=1), -MONTHS)
    rule = SecondLookRule.objects.create(
        share=SHARE,
        kinds=["no_further_action"],
        share_others=SHARE_OTHERS,
        asked_of=SecondLookRule.AskedOf.ANYONE,
        source="Practice board of Exampleshire (made up)",
        words="To learn how often two of us differ. It is no check on anybody, and nobody counts by worker.",
        set_by=people.lead,
        set_at=_at(first, 9),
    )
    _past(rule, people, first)
    _owed(rule, people)
    _came_back_higher(rule, people)


def _people() -> People | None:
    door = User.objects.filter(Q(team__is_front_door=True), is_active=True).order_by("pk")
    managers = list(door.filter(role=Role.TEAM_MANAGER))
    workers = list(door.filter(role=Role.PRACTITIONER))
    lead = User.objects.filter(role=Role.PRACTICE_LEAD).first()
    if lead is None or len(managers) < 2 or len(workers) < 2:
        return None
    return People(lead, managers[0], managers[1], workers[0], workers)


def _past(rule: SecondLookRule, people: People, first: date) -> None:
    """The real draw on past decisions; where each look landed is made up."""
    rng = np.random.default_rng(SEED)
    levels = {level.kind: level for level in current_levels(Authority.current())}
    months: dict[date, str] = {}
    for decision in _decisions_since(first):
        on = timezone.localdate(decision.at)
        seed = months.setdefault(on.replace(day=1), seed_for(on))
        chance = SHARE if decision.level.kind in rule.kinds else SHARE_OTHERS
        if is_drawn(seed, decision.pk, chance / 100):
            look = SecondLook(
                decision=decision,
                rule=rule,
                drawn_at=decision.at,
                chance=chance,
                seed_fingerprint=fingerprint(seed),
                asked=_another(people, decision, rng),
                asked_at=decision.at,
                state=SecondLook.State.ASKED,
            )
            _landed(look, levels, people, float(rng.random()))


def _decisions_since(first: date) -> QuerySet[Decision]:
    until = timezone.now() - timedelta(days=7)
    return (
        Decision.objects.filter(at__gte=_at(first, 0), at__lt=until, by__isnull=False)
        .exclude(step=Step.RECOMMENDED)
        .exclude(level__keeps_open=True)
        .select_related("level", "on_recommendation", "line")
        .order_by("pk")
    )


def _another(people: People, decision: Decision, rng: np.random.Generator) -> User:
    before = decision.on_recommendation
    apart = {decision.by_id, before.by_id if before else None}
    able = [one for one in people.workers if one.pk not in apart]
    return able[int(rng.integers(len(able)))]


def _landed(look: SecondLook, levels: dict[str, Level], people: People, where: float) -> None:
    """Answered the day after, or left owed; what landed higher was dealt with the same day."""
    first = look.decision.level
    if where >= 1 - OWED:
        look.asked, look.asked_at, look.state = None, None, SecondLook.State.NOBODY
        look.save()
        return
    steps = sorted((one for one in levels.values() if one.steps_up is not None), key=lambda one: one.steps_up)
    above = [one for one in steps if first.steps_up is not None and one.steps_up == first.steps_up + 2]
    second = above[0] if where >= SAME and above else first
    landed = landing(first.kind, first.steps_up, second.kind, second.steps_up)
    look.level, look.level_label, look.level_anchor = second, second.label, second.anchor
    look.reasons, look.landed, look.state = WHY[landed], landed, SecondLook.State.ANSWERED
    look.answered_at = look.decision.at + timedelta(days=1)
    look.save()
    if landed is Landing.HIGHER:
        _dealt_with(look, people)


def _dealt_with(look: SecondLook, people: People) -> None:
    manager = people.decider if look.decision.by_id == people.manager.pk else people.manager
    task = UrgentTask.objects.create(
        look=look,
        line=look.decision.line,
        words=f"A second look landed on a higher level: {look.level_label}. The first decision: "
        f"{look.decision.level_label}.",
        routed="by the rota of today",
        opened_by=look.asked,
        opened_at=look.answered_at,
        due_at=look.answered_at + timedelta(hours=3),
        taken_by=manager,
        taken_at=look.answered_at + timedelta(minutes=12),
        closed_by=manager,
        closed_at=look.answered_at + timedelta(hours=1),
        done="Rang the school and the mother; early help is offered, she agrees (made up).",
    )
    task.assigned.set([manager])


def _owed(rule: SecondLookRule, people: People) -> None:
    """One look that the visitor who signs in as a social worker is asked for."""
    decision = _decided(
        people,
        "Robin",
        "The health visitor rang: Robin was not brought to the last two appointments. The mother says she "
        "moved in with her sister and the letters went astray. Robin was well when last seen (made up).",
        "Moved house; a new appointment is made for Thursday (made up).",
    )
    _asked(rule, decision, people.visitor)


def _came_back_higher(rule: SecondLookRule, people: People) -> None:
    """One that a colleague answered this morning: an urgent task for every manager but its decider."""
    decision = _decided(
        people,
        "Ashby",
        "The school rang: Ashby fell asleep in class again and said that nobody was at home at night. The "
        "father says a neighbour looks in while he works. It is the first contact (made up).",
        "A neighbour looks in; the school keeps an eye (made up).",
    )
    look = _asked(rule, decision, people.workers[1])
    level = next(one for one in current_levels(Authority.current()) if one.kind == "assessment")
    why = "A child who says that nobody is there at night: I would ask who is, and see Ashby (made up)."
    answer_second_look(look=look, by=people.workers[1], words=LookWords(level, why, "Who is there at night"))


def _decided(people: People, forename: str, text: str, reasons: str) -> Decision:
    """A contact of this morning that the second manager closed, with its brief."""
    contact = record_contact(
        by=people.decider,
        team=people.decider.team,
        submission=uuid.uuid4(),
        children=[NamedPerson(forename, "Madeup", date(timezone.localdate().year - 8, 5, 4))],
        received_at=timezone.now() - timedelta(hours=3),
        channel="phone",
        source_code="2A",
        raw_text=text,
    )
    level = next(one for one in current_levels(Authority.current()) if one.kind == "no_further_action")
    [decision] = record_decisions(
        contact=contact,
        by=people.decider,
        lines=[
            LineDecision(
                line=contact.children.get(),
                step=Step.BOTH,
                level=level,
                reasons=reasons,
                last_seen=None,
                beside={},
            )
        ],
        brief=brief_of(contact, timezone.now()),
        submission=uuid.uuid4().hex,
    )
    return decision


def _asked(rule: SecondLookRule, decision: Decision, worker: User) -> SecondLook:
    """Asked of this worker, whomever the draw may have found."""
    look = SecondLook.objects.filter(decision=decision).first() or SecondLook(
        decision=decision,
        rule=rule,
        drawn_at=timezone.now(),
        chance=SHARE,
        seed_fingerprint=fingerprint(seed_for(timezone.localdate())),
    )
    look.asked, look.asked_at, look.state = worker, timezone.now(), SecondLook.State.ASKED
    look.save()
    return look


def _at(on: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(hour)))
