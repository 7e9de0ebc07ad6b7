"""A contact as a source describes it: somebody told the front door about a child."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """One contact about one child, as a file holds it.

    Several records with one `contact_id` are one contact that concerns several children.

    Parameters
    ----------
    contact_id
        The case system's identifier; "" where the list has none (Annex A list 1).
    person_id
        The child's local identifier.
    received_at
        When it was received, local time in England without zone. `time_known` is False where the
        source carries a date only; the time is then midnight and must not be shown.
    source_code
        DfE referral source 1A…10, or "" when the source's value is a local code not yet mapped.
    source_words
        The source's own value, unaltered.
    outcome_flags
        SSD outcome flags that were set, e.g. {"NFA_FLAG": "Y"}; empty when nothing is decided or said.
    told
        What else a source says of the contact: `channel`, `organisation`, `consent`, `address` … (an export
        of Fanlight says it; other formats do not).
    """

    contact_id: str
    person_id: str
    received_at: datetime
    time_known: bool = True
    source_code: str = ""
    source_words: str = ""
    outcome_flags: Mapping[str, str] = field(default_factory=dict)
    comments: str = ""
    place: str = field(default="", compare=False)
    told: Mapping[str, str] = field(default_factory=dict)
