"""The authority's retention rule ends the text of contacts."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from fanlight.web.accounts.models import Authority
from fanlight.web.audit.recording import action, tell
from fanlight.web.casework.models import Person
from fanlight.web.frontdoor.models import Brief, Contact
from fanlight.web.frontdoor.queries.holds import lines_held


@action
def end_texts(*, contacts: Sequence[Contact], months: int, source: str) -> int:
    """End the text of these contacts, and its copies in their briefs; how many briefs it stood in.

    Who told what when, the decisions and their reasons stay. A brief keeps the hash of what was shown. A
    contact that is held by now is left as it is, whatever the list said.
    """
    Authority.objects.select_for_update().first()  # a hold is set under the same lock
    held = set(lines_held().filter(contact__in=contacts).values_list("contact_id", flat=True))
    for contact in contacts:
        if contact.pk in held:
            tell(by=None, action="keep a text that is held", record=contact, persons=_keys(contact))
    contacts = [contact for contact in contacts if contact.pk not in held]
    now = timezone.now()
    briefs = Brief.objects.filter(contact__in=contacts, text_ended_at=None)
    ended = 0
    for brief in briefs.iterator(chunk_size=500):
        brief.content = brief.rebuilt().without_text().to_dict()
        brief.text_ended_at = now
        brief.save(update_fields=["content", "text_ended_at"])
        ended += 1
    Contact.objects.filter(pk__in=[one.pk for one in contacts]).update(raw_text="", raw_text_ended_at=now)
    for contact in contacts:
        tell(
            by=None,
            action="end the text by the retention rule",
            record=contact,
            persons=_keys(contact),
            months=months,
            source=source,
        )
    return ended


def _keys(contact: Contact) -> list[str]:
    return list(Person.objects.filter(contact_lines__contact=contact).values_list("key", flat=True))
