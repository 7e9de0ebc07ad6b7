"""A short checklist made by practitioners, in versions; a decision keeps its answers and their version."""

from __future__ import annotations

from django.db import models


class Checklist(models.Model):
    """A list of a few questions, known by its title."""

    code = models.SlugField(unique=True)
    title = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.title


class ChecklistVersion(models.Model):
    """One wording and order of the questions. Never edited: a change is a new version."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        ON_TRIAL = "on_trial", "On trial"
        IN_USE = "in_use", "In use"
        RETIRED = "retired", "Retired"

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    cues = models.JSONField(help_text='List of {"code", "question", "help"}')
    author = models.CharField(max_length=150)
    reasons = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["checklist", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.checklist}, version {self.number}"
