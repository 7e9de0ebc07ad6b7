"""The data protection officer keeps the texts about one child, and ends it again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone

from fanlight.web.accounts.models import Authority, User
from fanlight.web.audit.recording import action, tell
from fanlight.web.casework.models import Person
from fanlight.web.frontdoor.models import TextHold


@action
def hold_texts(
    *, by: User, persons: Sequence[Person], source: str, reason: str, since_on: date, submission: UUID
) -> list[TextHold]:
    """From now on no text of a contact about these children ends. The same submission twice is one hold."""
    Authority.objects.select_for_update().first()  # the rule ends texts under the same lock
    if again := list(TextHold.objects.filter(submission=submission)):
        tell(by=by, action="hold the texts of a child again", record=again[0])
        return again
    said = {"source": source, "reason": reason, "since_on": since_on, "set_by": by, "set_at": timezone.now()}
    made = [TextHold.objects.create(person=one, submission=submission, **said) for one in persons]
    for hold in made:
        tell(by=by, action="hold the texts of a child", record=hold, persons=[hold.person.key])
    return made


@action
def end_hold(*, hold: TextHold, by: User, why: str) -> TextHold:
    """The rule counts for this child again, unless another hold lasts. Ended twice is ended once."""
    held = TextHold.objects.select_for_update().get(pk=hold.pk)
    if held.ended_at:
        tell(by=by, action="end a hold again", record=held, persons=[held.person.key])
        return held
    held.ended_at, held.ended_by, held.ended_why = timezone.now(), by, why
    held.save(update_fields=["ended_at", "ended_by", "ended_why"])
    tell(by=by, action="end a hold", record=held, persons=[held.person.key])
    return held
