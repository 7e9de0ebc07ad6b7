"""An analyst asks how good any list of the questions asked could be; the answer is worked out beside."""

from __future__ import annotations

from django.utils import timezone

from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell, write
from fanlight.web.frontdoor.models import ChecklistVersion, CueAudit
from fanlight.web.frontdoor.queries.past_cases import OUTCOMES

State = CueAudit.State


@action
def ask_for_audit(
    *, by: User, version: ChecklistVersion | None, outcome: str, most_cues: int, permutations: int, seed: int
) -> CueAudit:
    """Ask for an audit; it waits until the server comes to it."""
    asked = CueAudit.objects.create(
        version=version,
        by=by,
        at=timezone.now(),
        outcome=outcome,
        outcome_words=OUTCOMES[outcome].words,
        most_cues=most_cues,
        permutations=permutations,
        seed=seed,
    )
    tell(by=by, action="ask for an audit of questions", record=asked, outcome=outcome)
    return asked


@action
def ask_to_stop(*, audit: CueAudit, by: User) -> None:
    """Have an audit stop at the next step; nothing of it is kept."""
    CueAudit.objects.filter(pk=audit.pk, state__in=CueAudit.UNDER_WAY).update(stop_asked=True)
    tell(by=by, action="stop an audit of questions", record=audit)


def note_progress(audit: CueAudit, step: str, done: int = 0, of: int = 0) -> bool:
    """Say how far it is; whether somebody asked to stop."""
    with write():
        CueAudit.objects.filter(pk=audit.pk).update(state=State.RUNNING, step=step, done=done, of=of)
    return bool(CueAudit.objects.values_list("stop_asked", flat=True).get(pk=audit.pk))


def end_audit(audit: CueAudit, state: str, words: str, result: dict[str, object] | None = None) -> None:
    """Say how it ended."""
    with write():
        CueAudit.objects.filter(pk=audit.pk).update(
            state=state, words=words[:400], result=result or {}, ended_at=timezone.now()
        )
