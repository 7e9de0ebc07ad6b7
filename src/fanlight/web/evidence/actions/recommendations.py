"""Plans taken apart, and what is written on their recommendations."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from fanlight.evidence.recommendations import as_claim, passages
from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.evidence.models import Claim, Plan, PlanPassage


@action
def take_apart(*, by: User, title: str, source: str, text: str, file_name: str = "", note: str = "") -> Plan:
    """Keep a plan or report in passages; nothing of its text is lost."""
    plan = Plan.objects.create(
        title=title, source=source, file_name=file_name[:200], note=note[:300], by=by, at=timezone.now()
    )
    PlanPassage.objects.bulk_create(
        PlanPassage(
            plan=plan,
            number=number,
            raw=one.raw,
            words=one.words,
            mark=one.mark[:40],
            section=one.section,
            line=one.line,
            is_heading=one.is_heading,
            is_recommendation=one.is_recommendation,
            taken_because=one.because[:300],
        )
        for number, one in enumerate(passages(text), 1)
    )
    tell(by=by, action="take a plan apart", record=plan)
    return plan


@action
def say_what_it_is(*, passage: PlanPassage, by: User, is_recommendation: bool) -> None:
    """A person says that a passage is a recommendation, or is none. What was written on it stays."""
    passage.is_recommendation = is_recommendation
    passage.taken_because = f"{by} said so"
    passage.save(update_fields=["is_recommendation", "taken_because"])
    tell(by=by, action="say what a passage is", record=passage, is_recommendation=is_recommendation)


@action
def answer_prompts(*, passage: PlanPassage, by: User, answers: Mapping[str, str]) -> None:
    """Write on a recommendation what it leaves out."""
    for name, words in answers.items():
        setattr(passage, name, words)
    passage.answered_by, passage.answered_at = by, timezone.now()
    passage.save(update_fields=[*answers, "answered_by", "answered_at"])
    tell(
        by=by, action="answer prompts on a recommendation", record=passage, left_empty=len(passage.left_empty)
    )


@action
def make_a_claim(*, passage: PlanPassage, by: User) -> Claim:
    """The claim that a recommendation makes without saying so; once for each."""
    held = PlanPassage.objects.select_for_update().get(pk=passage.pk)
    if held.claim is not None:
        tell(by=by, action="open the claim of a recommendation", record=held)
        return held.claim
    plain = as_claim(held.words, held.answers, source=f"{held.plan.title}. {held.plan.source}".strip())
    parts = plain.to_dict()
    parts["words"], parts["said_by"] = parts["words"][:300], parts["said_by"][:200]
    held.claim = Claim.objects.create(by=by, at=timezone.now(), **parts)
    held.save(update_fields=["claim"])
    tell(by=by, action="make a claim of a recommendation", record=held.claim)
    return held.claim
