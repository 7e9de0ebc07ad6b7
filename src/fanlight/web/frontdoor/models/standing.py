"""What stands: a line whose child was named by mistake, and all that was done about it, counts nowhere.

Every read by `objects` leaves it out, those of relations (`contact.children`, `line.decisions`) too; the
contact's history reads it by `ever`. A query that goes through such a relation in a filter
(`contact_lines__…`) has to say `mistaken_at=None` itself.
"""

from __future__ import annotations

from typing import Any

from django.db import models


class EveryRow(models.Manager):
    """Every row, those about a child named by mistake too: for the contact's history."""


class StandingManager(models.Manager):
    """Leaves out rows about a child named by mistake. `line` is the way from the row to its line."""

    line = ""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(**{f"{self.line}mistaken_at": None})


class OfStandingLines(StandingManager):
    """Of rows that belong to a line."""

    line = "line__"


class OfSampledLines(StandingManager):
    """Of what was answered for a sampled line."""

    line = "sampled__line__"


class OfStandingDecisions(StandingManager):
    """Of rows that belong to a decision."""

    line = "decision__line__"
