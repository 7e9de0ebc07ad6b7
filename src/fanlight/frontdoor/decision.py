"""A decision as the record holds it, and a past decision as a file brings it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Step(StrEnum):
    """Which part of deciding a record is. `BOTH`: one person recommended and authorised."""

    RECOMMENDED = "recommended"
    AUTHORISED = "authorised"
    BOTH = "both"


class Answer(StrEnum):
    """Answer to a question. Nothing is preselected; "not known" is always an answer."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class PastDecision:
    """One decision taken before Fanlight, from a plain file.

    `level` is the file's own word until a person maps it; `worker` is "" where it is not held.
    """

    contact_id: str
    person_id: str
    received_at: datetime
    decided_at: datetime
    level: str
    worker: str = ""
    place: str = field(default="", compare=False)
