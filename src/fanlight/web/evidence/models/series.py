"""Series that somebody brought in: every published value is kept, the later ones beside the first."""

from __future__ import annotations

from django.db import models

from fanlight.web.accounts.models import User


class ImportedSeries(models.Model):
    """A table of numbers by period, from a file or pasted."""

    class Unit(models.TextChoices):
        COUNT = "count", "A count"
        PERCENT = "percent", "A share: a count out of a count, in percent"
        RATE = "rate", "A rate: a count per 10,000"
        VALUE = "value", "Another number, such as days"

    title = models.CharField(max_length=120)
    unit = models.CharField(max_length=10, choices=Unit)
    source = models.CharField(max_length=300, help_text="Who published it, or which report it is from")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_because = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.title


class ImportedValue(models.Model):
    """What was published of one period on one day. A later figure never replaces an earlier one."""

    series = models.ForeignKey(ImportedSeries, on_delete=models.CASCADE, related_name="values")
    period = models.DateField(help_text="First day of the month or period")
    value = models.FloatField(null=True, blank=True, help_text="Empty where it was not published")
    denominator = models.FloatField(null=True, blank=True)
    published_on = models.DateField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["period", "published_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "period", "published_on"], name="one_value_a_period_and_day_published"
            )
        ]

    def __str__(self) -> str:
        return f"{self.period:%Y-%m}: {self.value} (published {self.published_on:%Y-%m-%d})"
