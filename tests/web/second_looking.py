"""Second looks for tests: a rule, a decision nobody else has seen, drawn, asked of somebody, answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from fanlight.practice.second_look import fingerprint
from fanlight.terms.periods import add_months
from fanlight.web.accounts.models import Role, User
from fanlight.web.frontdoor.models import Decision
from fanlight.web.practice import actions
from fanlight.web.practice.actions.second_looks import LookWords
from fanlight.web.practice.drawing import seed_for
from fanlight.web.practice.models import SecondLook, SecondLookRule, UrgentTask
from tests.web.builders import Door, decide, level, make_contact, make_worker, past_decision

NFA, HIGHER, URGENT = "no_further_action", "assessment", "immediate_protection"
FIRST_REASONS = "canary of the first reasons"
SECOND_REASONS = "canary of the second reasons"


def a_rule(door: Door, share: int = 100, **change: Any) -> SecondLookRule:
    given = {
        "kinds": [NFA],
        "share_others": 100,
        "asked_of": "anyone",
        "source": "Practice board, 3 November 2026",
        "words": "A tenth is looked at again.",
    }
    return actions.set_second_looks(by=door.workers[Role.PRACTICE_LEAD], share=share, **given | change)


def the_decider(door: Door) -> User:
    """A manager of the door whom no test takes for anything else."""
    return User.objects.filter(username="decider").first() or make_worker(
        Role.TEAM_MANAGER, door.team, "decider", "Desmond Firstlook"
    )


def unseen(door: Door) -> Door:
    """The door as the decider sees it: what is entered there, nobody else has read."""
    return replace(door, workers={**door.workers, Role.PRACTITIONER: the_decider(door)})


def a_decision(door: Door, kind: str = NFA, *, by: User | None = None, **what: Any) -> Decision:
    """A final decision on a contact that nobody but its decider has seen."""
    by = by or the_decider(door)
    return decide(make_contact(unseen(door), **what), by, kind, reasons=FIRST_REASONS)[0]


def drawn(door: Door, asked: User | None, decision: Decision | None = None, chance: int = 10) -> SecondLook:
    """A look asked of this worker, as if the draw had come to them."""
    decision = decision or a_decision(door)
    rule = SecondLookRule.objects.first() or a_rule(door, share=0, share_others=0)
    owed = {
        "state": SecondLook.State.ASKED if asked else SecondLook.State.NOBODY,
        "asked": asked,
        "asked_at": timezone.now() if asked else None,
    }
    if SecondLook.objects.filter(decision=decision).update(**owed):
        return SecondLook.objects.get(decision=decision)
    return SecondLook.objects.create(
        decision=decision,
        **owed,
        rule=rule,
        drawn_at=timezone.now(),
        chance=chance,
        seed_fingerprint=fingerprint(seed_for(timezone.localdate())),
    )


def answered(look: SecondLook, kind: str = HIGHER, reasons: str = SECOND_REASONS) -> SecondLook:
    """The look as its worker answers it."""
    words = LookWords(level(kind), reasons, "what the school saw")
    return actions.answer_second_look(look=look, by=look.asked, words=words)


def an_urgent_task(door: Door, asked: User | None = None, **change: Any) -> UrgentTask:
    """A task about a decision that the colleague's second look puts higher."""
    return answered(drawn(door, asked or door.colleague, **change)).task


def labels(
    door: Door, landed: Sequence[str | None], *, deciders: int = 5, months_ago: int = 3, blind: bool = True
) -> list[SecondLook]:
    """Looks at decisions of an earlier month, by so many deciders; None is owed still."""
    first = add_months(timezone.localdate().replace(day=1), -months_ago)
    at = timezone.make_aware(datetime.combine(first, time(12)))
    rule, seed, made = a_rule(door, share=0, share_others=0), fingerprint(seed_for(first)), []
    for number, where in enumerate(landed):
        look = SecondLook(
            decision=past_decision(door, a_past_decider(door, number % deciders), first),
            rule=rule,
            drawn_at=at,
            chance=10,
            seed_fingerprint=seed,
            asked=door.colleague,
            asked_at=at,
            state=SecondLook.State.ASKED,
            is_blind=blind,
        )
        if where is not None:
            look.level = level(KINDS[where])
            look.level_label, look.landed = look.level.label, where
            look.state, look.answered_at = SecondLook.State.ANSWERED, at + timedelta(days=1)
        look.save()
        made.append(look)
    return made


KINDS = {"same": NFA, "higher": HIGHER, "other": "missing"}


def a_past_decider(door: Door, number: int) -> User:
    name = f"decider{number}"
    held = User.objects.filter(username=name).first()
    return held or make_worker(Role.TEAM_MANAGER, door.team, name, f"Decider {number}")


def look_of(door: Door, user: User) -> dict[str, int]:
    """Access: a look that this worker owes."""
    return {"pk": drawn(door, user).pk}


def talk_of(door: Door, user: User) -> dict[str, int]:
    """Access: a look that this worker answered."""
    return {"pk": answered(drawn(door, user)).pk}


def task_of(door: Door, user: User) -> dict[str, int]:
    """Access: a task that this worker may act on, or opened."""
    opens = user if user.role == Role.PRACTITIONER else door.colleague
    return {"pk": an_urgent_task(door, opens).pk}
