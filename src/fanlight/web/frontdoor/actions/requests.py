"""Information is asked of others, and comes back in their words."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.frontdoor.models import Contact, InformationRequest


@action
def ask_for_information(
    *, contact: Contact, by: User, asked_of: str, about: str, submission: UUID
) -> InformationRequest:
    """Ask somebody something; sent twice, it is asked once."""
    request, is_new = InformationRequest.objects.get_or_create(
        submission=submission,
        defaults={
            "contact": contact,
            "asked_of": asked_of,
            "about": about,
            "asked_by": by,
            "asked_at": timezone.now(),
        },
    )
    tell(by=by, action="ask for information" if is_new else "ask again by a double click", record=request)
    return request


@action
def record_answer(*, request: InformationRequest, by: User, answer: str) -> None:
    """Keep the answer as it was given. An answer is not overwritten: ask again instead."""
    request = InformationRequest.objects.select_for_update().get(pk=request.pk)
    if request.answered_at:
        raise ValueError("This request was answered already")
    request.answer, request.answered_at, request.answer_entered_by = answer, timezone.now(), by
    request.save(update_fields=["answer", "answered_at", "answer_entered_by"])
    tell(by=by, action="record an answer", record=request)
