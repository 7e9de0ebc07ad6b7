"""What people write on a series: dated, signed, kept. A series is meant by its key, wherever it is from."""

from __future__ import annotations

from django.db import models

from fanlight.web.accounts.models import User

EVERY_SERIES = ""  # the key of a note that stands on every chart


class SeriesNote(models.Model):
    """Something that happened, or a reason to begin a chart's limits anew."""

    class Kind(models.TextChoices):
        ANNOTATION = "annotation", "Something that happened"
        DEFINITION = "definition", "What is counted changed"
        BOUNDARY = "boundary", "The area changed"
        REBASE = "rebase", "The limits begin anew here"

    series_key = models.CharField(max_length=80, blank=True, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    words = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.words}"


class SeriesTarget(models.Model):
    """What is aimed at, from a day on. The newest holds; earlier ones are kept."""

    class Better(models.TextChoices):
        HIGHER = "higher", "Higher is better"
        LOWER = "lower", "Lower is better"
        NEITHER = "neither", "Neither: it is watched"

    series_key = models.CharField(max_length=80, db_index=True)
    value = models.FloatField(null=True, blank=True, help_text="Empty for no target")
    better = models.CharField(max_length=8, choices=Better)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.series_key}: {self.value}"
