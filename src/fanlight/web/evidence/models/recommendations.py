"""Plans and inspection reports taken apart: every passage is kept, recommendations are asked about."""

from __future__ import annotations

from django.db import models

from fanlight.evidence.recommendations import Answers, left_empty, standing
from fanlight.web.accounts.models import User
from fanlight.web.evidence.models.claims import Claim
from fanlight.web.evidence.models.pilots import Pilot


class Plan(models.Model):
    """A text that was pasted or handed in."""

    title = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True, help_text="Whose it is, and of when")
    file_name = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True, help_text="What could not be read of it")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.title


class PlanPassage(models.Model):
    """A passage of a plan, in its order; a person may say what it is."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="passages")
    number = models.PositiveIntegerField()
    raw = models.TextField()
    words = models.TextField(blank=True)
    mark = models.CharField(max_length=40, blank=True)
    section = models.TextField(blank=True)
    line = models.PositiveIntegerField()
    is_heading = models.BooleanField(default=False)
    is_recommendation = models.BooleanField(default=False)
    taken_because = models.CharField(max_length=300, blank=True)
    explanation = models.TextField(blank=True)
    options = models.TextField(blank=True)
    mechanism = models.TextField(blank=True)
    measure = models.TextField(blank=True)
    noticed = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    claim = models.OneToOneField(
        Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendation"
    )

    pilot = models.OneToOneField(
        Pilot, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendation"
    )

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_passage_a_place")]

    def __str__(self) -> str:
        return self.words[:60]

    @property
    def answers(self) -> Answers:
        """What was written on it."""
        return Answers(**{name: getattr(self, name) for name in Answers.__dataclass_fields__})

    @property
    def standing(self) -> str:
        """What it comes to as it stands."""
        return standing(self.answers)

    @property
    def left_empty(self) -> tuple[str, ...]:
        """The prompts nobody answered."""
        return left_empty(self.answers)
