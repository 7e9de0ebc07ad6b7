"""Contacts, what was asked of others, briefs, checklists and decisions."""

from fanlight.web.frontdoor.models.brief import Brief, SignatureRule
from fanlight.web.frontdoor.models.checklist import Checklist, ChecklistVersion
from fanlight.web.frontdoor.models.contact import Contact, ContactAdult, ContactChild
from fanlight.web.frontdoor.models.decision import Decision
from fanlight.web.frontdoor.models.level import Level, LevelSet
from fanlight.web.frontdoor.models.request import InformationRequest

__all__ = [
    "Brief",
    "Checklist",
    "ChecklistVersion",
    "Contact",
    "ContactAdult",
    "ContactChild",
    "Decision",
    "InformationRequest",
    "Level",
    "LevelSet",
    "SignatureRule",
]
