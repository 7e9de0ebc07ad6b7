"""A short checklist made by practitioners, in versions; every answer keeps its version."""

from __future__ import annotations

from django.db import models

from fanlight.frontdoor.decision import Answer


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


class ChecklistAnswer(models.Model):
    """A worker's answer to one question about one child, part of the decision it was given with."""

    decision = models.ForeignKey("frontdoor.Decision", on_delete=models.PROTECT, related_name="answers")
    cue = models.CharField(max_length=40)
    answer = models.CharField(max_length=10, choices=[(a.value, a.value.replace("_", " ")) for a in Answer])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "cue"], name="one_answer_a_question")]

    def __str__(self) -> str:
        return f"{self.cue}: {self.answer}"
