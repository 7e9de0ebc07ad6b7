"""Past contacts coded by hand: a sample, and what two people answered apart from each other. Append-only."""

from __future__ import annotations

from django.db import models

from fanlight.web.accounts.models import User
from fanlight.web.frontdoor.models.checklist import ChecklistVersion
from fanlight.web.frontdoor.models.contact import ContactChild
from fanlight.web.frontdoor.models.standing import EveryRow, OfSampledLines, OfStandingLines


class CodingSample(models.Model):
    """Past contacts drawn by chance, to be answered by hand."""

    version = models.ForeignKey(ChecklistVersion, on_delete=models.PROTECT, related_name="samples")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    first_on = models.DateField()
    last_on = models.DateField()
    seed = models.BigIntegerField(help_text="The sample can be drawn again from it")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"Sample {self.pk} for {self.version}"


class SampledLine(models.Model):
    """One child's line of a past contact in a sample."""

    sample = models.ForeignKey(CodingSample, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(ContactChild, on_delete=models.PROTECT, related_name="+")

    objects = OfStandingLines()
    ever = EveryRow()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sample", "line"], name="a_line_once_a_sample")]

    def __str__(self) -> str:
        return f"{self.line} in {self.sample}"


class CodedLine(models.Model):
    """What one coder answered for one line."""

    sampled = models.ForeignKey(SampledLine, on_delete=models.PROTECT, related_name="coded")
    coder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answers = models.JSONField(help_text="Question to yes, no or not_known")

    objects = OfSampledLines()
    ever = EveryRow()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sampled", "coder"], name="a_coder_once_a_line")]

    def __str__(self) -> str:
        return f"{self.sampled} by {self.coder}"
