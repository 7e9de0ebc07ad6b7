"""The authority's own settings: one row, changed by a person and told in the audit log."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.db import models

from fanlight.terms.clocks import CONTACT_DECISION, URGENCY_LADDER


def shipped_urgency_levels() -> list[dict[str, Any]]:
    """The ladder that ships, until the authority sets its own words and hours."""
    return [
        {"code": level.code, "words": level.words, "hours": level.hours, "order": level.order}
        for level in URGENCY_LADDER
    ]


class Authority(models.Model):
    """What differs between authorities, each with its source where a statute or guidance sets it."""

    class ClockStart(models.TextChoices):
        CONTACT = "contact", "when the contact was received"
        REFERRAL = "referral", "when it was accepted as a referral"

    class OutOfHours(models.TextChoices):
        NEXT_OPENING = "next_opening", "from the next opening"
        ARRIVAL = "arrival", "from the moment it arrived"

    name = models.CharField(max_length=120, default="This authority")
    opens_at = models.TimeField(default=time(8, 45))
    closes_at = models.TimeField(default=time(17, 0))
    closed_days = models.JSONField(default=list, blank=True, help_text="Own closed days, ISO dates")
    clock_starts = models.CharField(max_length=10, choices=ClockStart, default=ClockStart.CONTACT)
    clock_working_days = models.PositiveSmallIntegerField(default=1)
    clock_source = models.CharField(
        max_length=300,
        default=CONTACT_DECISION.source,
    )
    out_of_hours_counts_from = models.CharField(max_length=12, choices=OutOfHours, default=OutOfHours.ARRIVAL)
    urgency_levels = models.JSONField(default=shipped_urgency_levels)
    level_set = models.CharField(max_length=40, default="working-together-2023")
    duty_manager = models.CharField(
        max_length=200, blank=True, help_text="Who is called when a child may be in danger now"
    )

    text_kept_months = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Months that a contact's text is kept after the last activity; empty: no text ends",
    )
    text_kept_source = models.CharField(max_length=300, blank=True, help_text="The rule's source")

    is_made_up = models.BooleanField(default=False, help_text="The demo: nobody in it is real")

    class Meta:
        verbose_name_plural = "authorities"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_authority")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> Authority:
        """The one row, or its defaults while nobody has saved any."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
