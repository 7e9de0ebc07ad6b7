"""Writes of the evidence room."""

from fanlight.web.evidence.actions.notes import note_on_series, set_target, withdraw_note
from fanlight.web.evidence.actions.tables import Told, add_values, bring_in, withdraw_series

__all__ = [
    "Told",
    "add_values",
    "bring_in",
    "note_on_series",
    "set_target",
    "withdraw_note",
    "withdraw_series",
]
