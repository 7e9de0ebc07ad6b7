"""Contacts, what was asked of others, briefs, checklists and decisions."""

from fanlight.web.frontdoor.models.brief import Brief, SignatureRule
from fanlight.web.frontdoor.models.checklist import (
    Checklist,
    ChecklistStep,
    ChecklistTest,
    ChecklistVersion,
)
from fanlight.web.frontdoor.models.coding import CodedLine, CodingSample, SampledLine
from fanlight.web.frontdoor.models.contact import Contact, ContactAdult, ContactChild
from fanlight.web.frontdoor.models.cue_audit import CueAudit
from fanlight.web.frontdoor.models.decision import Decision
from fanlight.web.frontdoor.models.hold import TextHold
from fanlight.web.frontdoor.models.level import Level, LevelSet
from fanlight.web.frontdoor.models.request import InformationRequest

__all__ = [
    "Brief",
    "Checklist",
    "ChecklistStep",
    "ChecklistTest",
    "ChecklistVersion",
    "CodedLine",
    "CodingSample",
    "Contact",
    "ContactAdult",
    "ContactChild",
    "CueAudit",
    "Decision",
    "InformationRequest",
    "Level",
    "LevelSet",
    "SampledLine",
    "SignatureRule",
    "TextHold",
]
