"""Persons and what services recorded about them."""

from fanlight.web.casework.models.event import Event, SourceFile
from fanlight.web.casework.models.person import Household, LocalIdentifier, Person, Relationship
from fanlight.web.casework.models.window import FollowWindow

__all__ = ["Event", "FollowWindow", "Household", "LocalIdentifier", "Person", "Relationship", "SourceFile"]
