"""Where each child's line on a contact stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fanlight.web.frontdoor.models import Contact, ContactChild, Decision


@dataclass(frozen=True)
class LineState:
    """One child's line: its decisions in order, the one in force, the recommendation that waits.

    `place` is its place on the contact, which nobody else is ever given: a form of the line bears it.
    """

    line: ContactChild
    decisions: Sequence[Decision]
    place: int = 0

    @property
    def newest(self) -> Decision | None:
        return self.decisions[-1] if self.decisions else None

    @property
    def in_force(self) -> Decision | None:
        """The last decision that decides: recommendations alone do not."""
        return next((decision for decision in reversed(self.decisions) if decision.is_final), None)

    @property
    def waiting(self) -> Decision | None:
        """The newest recommendation, while nobody has authorised or overtaken it."""
        newest = self.newest
        return newest if newest is not None and not newest.is_final else None

    @property
    def is_decided(self) -> bool:
        decision = self.in_force
        return decision is not None and not decision.level.keeps_open and self.waiting is None

    @property
    def words(self) -> str:
        if waiting := self.waiting:
            return f"Recommended: {waiting.level_label}. Waits for authorisation"
        if decision := self.in_force:
            return f"Decided: {decision.level_label}"
        return "Not decided"


def line_states(contact: Contact) -> list[LineState]:
    """The lines of a contact in their order (three queries, however many children)."""
    return [state for state in every_line(contact) if state.line.mistaken_at is None]


def every_line(contact: Contact) -> list[LineState]:
    """The same with the lines of children who were named by mistake, and what was decided about them."""
    lines = (
        ContactChild.ever.filter(contact=contact)
        .order_by("position", "id")
        .select_related("person__household", "mistaken_by", "right_line__person")
        .prefetch_related("person__identifiers")
    )
    decisions: dict[int, list[Decision]] = {}
    made = Decision.ever.filter(line__contact=contact).select_related("by", "level", "on_recommendation")
    for decision in made.order_by("id"):
        decisions.setdefault(decision.line_id, []).append(decision)
    return [LineState(line, decisions.get(line.pk, []), place) for place, line in enumerate(lines)]
