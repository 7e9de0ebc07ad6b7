"""Near misses: a sealed box, what was written out of it, themes, what was changed, and the pulse.

No row here says who reported anything. Who did stands in the box alone, under a key beside the database.
"""

from __future__ import annotations

import uuid

from django.db import models

from fanlight.practice.near_miss import FIELDS
from fanlight.web.accounts.models import User
from fanlight.web.practice.models.hypothesis import Hypothesis
from fanlight.web.practice.models.trial import Trial


class NearMissBox(models.Model):
    """The one box: what waits to be written, who may still be asked. Sealed, of one size, rewritten often."""

    key = models.CharField(max_length=64, blank=True, help_text="Name of the key file that opens it")
    sealed = models.BinaryField(default=bytes)
    turned_on = models.DateField(null=True, blank=True, help_text="Day of the last daily batch")

    class Meta:
        verbose_name_plural = "near-miss boxes"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_near_miss_box")]

    def __str__(self) -> str:
        return "The near-miss box"


class NearMissTheme(models.Model):
    """What several reports have in common, in the facilitator's words, for everybody to read."""

    title = models.CharField(max_length=120, unique=True)
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class NearMiss(models.Model):
    """A report as it was written in its batch: random number, the week alone, nobody's name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    week = models.DateField(help_text="Monday of the week in which the batch was written")
    happened = models.TextField()
    nearly = models.TextField(blank=True)
    helped = models.TextField(blank=True)
    more = models.TextField(blank=True)
    asked_until = models.DateField(help_text="On this day who reported it is destroyed, if not before")
    themes = models.ManyToManyField(NearMissTheme, related_name="reports")

    class Meta:
        ordering = ["-week", "id"]
        verbose_name_plural = "near misses"

    def __str__(self) -> str:
        return f"Near miss {str(self.pk)[:8]}"

    def said(self) -> list[tuple[str, str]]:
        """Question and answer, those that were answered."""
        return [(field.words, getattr(self, field.name)) for field in FIELDS if getattr(self, field.name)]


class NearMissRedaction(models.Model):
    """That something was taken out of a report, by whom and when; not what."""

    report = models.ForeignKey(NearMiss, on_delete=models.CASCADE, related_name="redactions")
    places = models.PositiveSmallIntegerField(help_text="In how many places")
    why = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"Something left out of {self.report}"


class NearMissQuestion(models.Model):
    """What a facilitator asks back, and the answer once its batch was written."""

    report = models.ForeignKey(NearMiss, on_delete=models.CASCADE, related_name="questions")
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    answer = models.TextField(blank=True)
    answered_in = models.DateField(null=True, blank=True, help_text="Monday of the week of the batch")

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"A question on {self.report}"


class NearMissChange(models.Model):
    """What was changed because of a theme, and whether it worked, as far as anybody knows."""

    class Worked(models.TextChoices):
        NOT_KNOWN = "not_known", "Not known yet"
        BETTER = "better", "It seems better; not tested"
        SHOWN = "shown", "Shown by a trial"
        NOT_SHOWN = "not_shown", "A trial did not show it"
        SHOWN_ABSENT = "shown_absent", "A trial showed that it makes no difference that matters"
        WORSE = "worse", "Worse"

    theme = models.ForeignKey(NearMissTheme, on_delete=models.PROTECT, related_name="changes")
    words = models.TextField()
    worked = models.CharField(max_length=14, choices=Worked)
    worked_words = models.TextField(blank=True)
    hypothesis = models.ForeignKey(
        Hypothesis, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    trial = models.ForeignKey(Trial, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return self.words[:60]


class PulseRound(models.Model):
    """One asking of "is it safe to speak here?". Answers are in the box until it closes, then figures."""

    opened_on = models.DateField()
    closes_on = models.DateField(help_text="The last day on which it can be answered")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    result = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-opened_on", "-id"]

    def __str__(self) -> str:
        return f"Pulse of {self.opened_on:%B %Y}"
