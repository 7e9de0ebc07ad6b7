"""Switches of guards, team by team, and answers to exercises. Switches are append-only."""

from __future__ import annotations

from django.db import models

from fanlight.practice.guard import GUARDS
from fanlight.web.accounts.models import Team, User


class GuardSwitch(models.Model):
    """A guard was switched on or off for a team, by whom, when and why. The newest counts."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    guard = models.CharField(max_length=40, choices=[(guard.code, guard.title) for guard in GUARDS])
    is_on = models.BooleanField()
    why = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.get_guard_display()}: {'on' if self.is_on else 'off'} for {self.team}"


class ExerciseAnswer(models.Model):
    """What somebody answered to an exercise. Seen by that person alone, who may remove it."""

    worker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    exercise = models.CharField(max_length=40)
    edition = models.CharField(max_length=10)
    said = models.PositiveSmallIntegerField(help_text="In a hundred")
    answer = models.PositiveSmallIntegerField(help_text="In a hundred, as it stood in that edition")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"Answer {self.pk}"
