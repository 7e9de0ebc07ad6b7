"""A decision as plain text for the case system."""

from __future__ import annotations

from fanlight.frontdoor.decision import Answer, Step
from fanlight.frontdoor.decision_text import Answered, DecisionRecord, Signed, decision_as_text
from fanlight.web.frontdoor.clock import local
from fanlight.web.frontdoor.models import Decision
from fanlight.web.frontdoor.queries.checklists import said_with


def as_record(decision: Decision) -> str:
    """Everything recorded about one child's decision, both parts of it, ready to paste."""
    recommendation = decision.on_recommendation
    steps = {"authorised": _signed(decision)}
    if decision.step == Step.RECOMMENDED:
        steps = {"recommended": _signed(decision)}
    elif recommendation:
        steps["recommended"] = _signed(recommendation)
    person, contact = decision.line.person, decision.line.contact
    identifier = (person.joined_into or person).identifiers.first()
    words = {cue["code"]: cue["question"] for cue in decision.checklist.cues} if decision.checklist else {}
    return decision_as_text(
        DecisionRecord(
            contact_ref=contact.ref,
            case_system_id=contact.case_system_id,
            child=person.name,
            child_id=identifier.value if identifier else "",
            **steps,
            one_person=decision.step == Step.BOTH,
            recommender_dissent=recommendation.reasons if recommendation and decision.dissents else "",
            authoriser_dissent=decision.reasons if decision.dissents else "",
            missing=decision.missing,
            options_considered=decision.options_considered,
            child_seen=_answered(decision.child_seen),
            child_heard=_answered(decision.child_heard, decision.child_words),
            parents_told=_answered(decision.parents_told, decision.parents_words),
            checks_basis=". ".join(
                filter(None, [decision.get_checks_basis_display(), decision.checks_words])
            ),
            referrer_acknowledged=_answered(decision.referrer_acknowledged),
            referrer_told=_answered(decision.referrer_told),
            checklist_title=str(decision.checklist) if words else "",
            checklist=tuple(
                (words.get(cue, cue), Answer(answer)) for cue, answer in decision.answers.items()
            ),
            checklist_says=said_with(decision),
            asked_beside=tuple((question, answer) for question, answer in decision.guard_answers),
            supersedes=_superseded(decision),
            brief_hash=decision.brief.content_hash if decision.brief else "",
        )
    )


def _signed(decision: Decision) -> Signed:
    return Signed(
        by=decision.by.name if decision.by else "not recorded",
        at=local(decision.at),
        level=decision.level_label,
        reasons=decision.reasons,
        level_words=decision.level_anchor,
    )


def _answered(answer: str, words: str = "") -> Answered | None:
    if not answer:
        return Answered(Answer.NOT_KNOWN, words) if words else None
    return Answered(Answer(answer), words)


def _superseded(decision: Decision) -> str:
    if before := decision.supersedes:
        return f"the decision of {local(before.at):%-d %B %Y at %H:%M} ({before.level_label})"
    return ""
