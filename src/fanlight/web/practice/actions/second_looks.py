"""Second looks: the rule, an answer, passing it on. The first decision is never touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from fanlight.practice.second_look import Landing, landing, needs_the_duty_manager
from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.frontdoor.models import Level
from fanlight.web.frontdoor.queries import LineState
from fanlight.web.practice.actions.learning import NotYours
from fanlight.web.practice.actions.urgent import open_task
from fanlight.web.practice.drawing import ask_somebody, has_seen
from fanlight.web.practice.models import SecondLook, SecondLookRule
from fanlight.web.practice.queries.second_looks import lying


@dataclass(frozen=True)
class LookWords:
    """What the second look lands on, and why."""

    level: Level
    reasons: str
    missing: str = ""


@action
def set_second_looks(
    *,
    by: User,
    share: int,
    kinds: Sequence[str],
    asked_of: str,
    source: str,
    words: str,
    share_others: int = 0,
) -> SecondLookRule:
    """Publish a rule: it holds from now on, for decisions recorded from now on."""
    rule = SecondLookRule.objects.create(
        share=share,
        kinds=list(kinds),
        share_others=share_others,
        asked_of=asked_of,
        source=source,
        words=words,
        set_by=by,
        set_at=timezone.now(),
    )
    tell(
        by=by,
        action="set second looks",
        record=rule,
        share=share,
        kinds=list(kinds),
        share_others=share_others,
        asked_of=asked_of,
    )
    return rule


@action
def answer_second_look(*, look: SecondLook, by: User, words: LookWords) -> SecondLook:
    """Keep the independent decision; where it lands higher, or off the scale, the duty manager has a task.

    Who came upon the case before answering is heard all the same: a child may be in danger. Such a look is
    marked, and counts in no figure.

    Raises
    ------
    NotYours
        Somebody else was asked.
    """
    look = SecondLook.ever.select_for_update().get(pk=look.pk)
    _asked(look, by)
    look.is_blind = not has_seen(look, by)
    first = look.decision.level
    landed = landing(first.kind, first.steps_up, words.level.kind, words.level.steps_up)
    look.level, look.level_label, look.level_anchor = words.level, words.level.label, words.level.anchor
    look.reasons, look.missing = words.reasons, words.missing
    look.landed, look.state, look.answered_at = landed, SecondLook.State.ANSWERED, timezone.now()
    look.save()
    tell(by=by, action="give a second look", record=look, persons=[look.decision.line.person.key])
    if needs_the_duty_manager(landed) and not _is_overtaken(look):
        open_task(
            look=look,
            by=by,
            words=_told(look, landed),
            within_hours=words.level.kind == "immediate_protection",
        )
    return look


def _asked(look: SecondLook, by: User) -> None:
    if look.state != SecondLook.State.ASKED or look.asked_id != by.pk:
        raise NotYours("This second look is another worker's, or answered")


def _told(look: SecondLook, landed: Landing) -> str:
    how = "on a higher level" if landed is Landing.HIGHER else "on a level that is not on the same scale"
    return f"A second look landed {how}: {look.level_label}. The first decision: {look.decision.level_label}."


def _is_overtaken(look: SecondLook) -> bool:
    """Whether the line was decided again meanwhile, as high or higher: then nothing waits for anybody."""
    line = look.decision.line
    in_force = LineState(line, list(line.decisions.order_by("id").select_related("level"))).in_force
    if in_force is None or in_force.pk == look.decision_id or look.level is None:
        return False
    if in_force.level_id == look.level_id:
        return True
    return landing(in_force.level.kind, in_force.level.steps_up, look.level.kind, look.level.steps_up) in {
        Landing.SAME,
        Landing.LOWER,
    }


@action
def pass_on_second_look(*, look: SecondLook, by: User) -> User | None:
    """Pass it on (I know the family, I have seen it, no time): somebody else is asked, no reason kept."""
    look = SecondLook.ever.select_for_update().get(pk=look.pk)
    _asked(look, by)
    look.passed_on_by = [*look.passed_on_by, by.pk]
    look.save(update_fields=["passed_on_by"])
    chosen = ask_somebody(look)
    tell(by=by, action="pass on a second look", record=look)
    return chosen


@action
def ask_again(*, by: User) -> int:
    """Ask somebody for each look that lies: nobody could be asked, or who was asked is away or slow.

    Returns how many found somebody.
    """
    found = 0
    for look in lying(timezone.now()).select_for_update(of=("self",)):
        if look.asked_id:
            look.passed_on_by = [*look.passed_on_by, look.asked_id]
            look.save(update_fields=["passed_on_by"])
        found += ask_somebody(look) is not None
    tell(by=by, action="ask again for second looks", found=found)
    return found
