"""The draw of second looks: made as a decision is recorded, by the published rule, not to be foreseen."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from fanlight.practice.second_look import fingerprint, is_drawn, seed_of_month
from fanlight.web.accounts.models import Role, User
from fanlight.web.audit.models import AuditSubject
from fanlight.web.audit.recording import tell
from fanlight.web.frontdoor.models import Decision
from fanlight.web.practice.models import SecondLook, SecondLookRule

# These lists, by their names in the log, show that something is open, and never what was decided.
SHOW_NO_DECISION = ("list of today's contacts", "out-of-hours hand-over")
BLIND_READ = "read a brief for a second look"
ROLES = {
    SecondLookRule.AskedOf.ANYONE: (Role.PRACTITIONER, Role.TEAM_MANAGER),
    SecondLookRule.AskedOf.MANAGERS: (Role.TEAM_MANAGER,),
    SecondLookRule.AskedOf.PRACTITIONERS: (Role.PRACTITIONER,),
}


def rule_in_force() -> SecondLookRule | None:
    """The newest rule, if anybody set one."""
    return SecondLookRule.objects.first()


def seed_for(month: date) -> str:
    """The seed of a month, from the key beside the database."""
    return seed_of_month(settings.SECOND_LOOK_KEY().encode(), month)


def draw(sender: object, decision: Decision, **_: Any) -> None:
    """Draw a decision by the rule. Not what a file brought, nor what waits for authorisation."""
    if not decision.is_final or decision.brief_id is None or decision.level.keeps_open:
        return
    rule = rule_in_force()
    if rule is None:
        return
    chance = rule.share if decision.level.kind in rule.kinds else rule.share_others
    seed = seed_for(timezone.localdate(decision.at))
    if is_drawn(seed, decision.pk, chance / 100):
        look = SecondLook.objects.create(
            decision=decision,
            rule=rule,
            drawn_at=timezone.now(),
            chance=chance,
            seed_fingerprint=fingerprint(seed),
        )
        ask_somebody(look)
        # By nobody: the rule drew it. The child is not named here, for a look tells nothing of a child yet.
        tell(by=None, action="draw a second look", record=look, rule=rule.pk, chance=chance)


def ask_somebody(look: SecondLook) -> User | None:
    """Ask one who may be asked, of those with the fewest looks owed; nobody is an answer, and is counted."""
    waiting = Count("second_looks_owed", filter=Q(second_looks_owed__state=SecondLook.State.ASKED))
    able = list(who_may_be_asked(look).annotate(owed=waiting))
    fewest = min((one.owed for one in able), default=0)
    chosen = secrets.choice([one for one in able if one.owed == fewest]) if able else None
    look.asked = chosen
    look.asked_at = timezone.now() if chosen else None
    look.state = SecondLook.State.ASKED if chosen else SecondLook.State.NOBODY
    look.save(update_fields=["asked", "asked_at", "state"])
    return chosen


def deciders_of(look: SecondLook) -> set[int]:
    """Whoever recommended or authorised the decision that was drawn."""
    decision, recommended = look.decision, look.decision.on_recommendation
    both = {decision.by_id, recommended.by_id if recommended else None}
    return {one for one in both if one is not None}


def who_may_be_asked(look: SecondLook) -> QuerySet[User]:
    """Those whom the rule names, but nobody who decided, passed it on, or may have seen the decision."""
    at_the_door = Q(team__is_front_door=True) | Q(team__is_out_of_hours=True)
    return (
        User.objects.filter(at_the_door, is_active=True, role__in=ROLES[look.rule.asked_of])
        .exclude(pk__in=deciders_of(look) | set(look.passed_on_by))
        .exclude(username__in=readers_of(look))
    )


def readers_of(look: SecondLook) -> set[str]:
    """User names of whoever opened anything about the people of the brief since the contact came.

    The audit log knows: a later contact of the same family shows the level on its brief, so any reading of
    anybody who stands in the brief counts, and not that of the contact alone.
    """
    brief, contact = look.decision.brief, look.decision.line.contact
    people = {person["ref"] for person in brief.content["people"]} | {look.decision.line.person.key}
    since = min(contact.entered_at, contact.received_at)
    seen = AuditSubject.objects.filter(person_key__in=people, event__at__gte=since)
    seen = seen.exclude(event__action=BLIND_READ)
    seen = seen.exclude(event__action="list", event__record__in=SHOW_NO_DECISION)
    return set(seen.values_list("event__actor", flat=True))


def has_seen(look: SecondLook, user: User) -> bool:
    """Whether this worker came upon the case by another page since: the look would no longer be blind."""
    return user.username in readers_of(look)
