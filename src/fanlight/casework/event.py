"""An event: one thing that a service recorded about one person on one day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class EventKind(StrEnum):
    """What services record next, in the statutory words.

    Kinds that last (a plan, an open referral) carry `ended_on`; the others leave it empty.
    """

    CONTACT = "contact"
    EARLY_HELP = "early_help"
    REFERRAL = "referral"
    ASSESSMENT = "assessment"
    SECTION_47 = "section_47"
    ICPC = "icpc"
    CIN_PLAN = "cin_plan"
    CP_PLAN = "cp_plan"
    PRE_PROCEEDINGS = "pre_proceedings"
    LOOKED_AFTER = "looked_after"


EVENT_WORDS: Mapping[EventKind, str] = {
    EventKind.CONTACT: "Contact",
    EventKind.EARLY_HELP: "Early help",
    EventKind.REFERRAL: "Referral",
    EventKind.ASSESSMENT: "Assessment",
    EventKind.SECTION_47: "Section 47 enquiry",
    EventKind.ICPC: "Initial child protection conference",
    EventKind.CIN_PLAN: "Child in need plan",
    EventKind.CP_PLAN: "Child protection plan",
    EventKind.PRE_PROCEEDINGS: "Pre-proceedings",
    EventKind.LOOKED_AFTER: "Looked after",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One recorded event.

    Parameters
    ----------
    person_id
        The child's local identifier, as the source writes it.
    kind
        What happened.
    on
        The day it happened or began (CIN and Annex A carry no time of day).
    ended_on
        The day it ended, where the kind lasts and the end is recorded.
    detail
        What else the source says, as code strings: for a referral `source_code`, `need_code`, `nfa`
        ("yes"/"no"), `closure_reason`; for an assessment `factors` (codes joined by a space) and
        `child_seen`; for a section 47 enquiry `icpc_not_required`; for an ICPC `led_to_plan`; for a
        child protection plan `initial_category`, `latest_category`.
    key
        The source's own identifier of the record, where it has one; "" otherwise.
    place
        Where in the file it stood ("row 14", "Child C101, CINdetails 2"); not part of the content.

    Examples
    --------
    >>> from datetime import date
    >>> e = Event("C101", EventKind.REFERRAL, date(2025, 6, 8), detail={"source_code": "6"})
    >>> ended = Event("C101", EventKind.REFERRAL, date(2025, 6, 8), date(2025, 8, 10), {"source_code": "6"})
    >>> e.identity() == ended.identity(), e.content_hash() == ended.content_hash()
    (True, False)
    """

    person_id: str
    kind: EventKind
    on: date
    ended_on: date | None = None
    detail: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    place: str = field(default="", compare=False)

    def identity(self) -> str:
        """Hash of what makes it the same event in a later file (hex, 64 characters)."""
        return _digest([self.person_id, self.kind.value, self.on.isoformat(), self.key])

    def content_hash(self) -> str:
        """Hash of everything recorded but the place; a changed hash is a changed event."""
        ended = self.ended_on.isoformat() if self.ended_on else ""
        return _digest(
            [
                self.person_id,
                self.kind.value,
                self.on.isoformat(),
                self.key,
                ended,
                *sorted(self.detail.items()),
            ]
        )


def _digest(parts: list[object]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
