"""Persons and what services recorded about them."""

from fanlight.web.casework.models.event import Event, SourceFile
from fanlight.web.casework.models.person import Household, LocalIdentifier, Person, Relationship

__all__ = ["Event", "Household", "LocalIdentifier", "Person", "Relationship", "SourceFile"]
