"""Comparisons of areas, worked out beside the requests; once ended a row stays as it was."""

from __future__ import annotations

from django.db import models

from fanlight.evidence.specification import Specification, read_specification
from fanlight.web.accounts.models import User


class AreaComparison(models.Model):
    """One area beside areas without the change, as it was asked and as it came out."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Being worked out"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"
        FAILED = "failed", "Could not be done"

    class Chosen(models.TextChoices):
        OWN = "own", "It is where we work; we would have looked whatever its figures were"
        LOT = "lot", "It was drawn by lot"
        STOOD_OUT = "stood_out", "Its figures stood out: high, low, or moving"
        OTHER = "other", "For another reason"

    UNDER_WAY = (State.WAITING, State.RUNNING)

    change = models.CharField(max_length=200, help_text="What changed there")
    chosen = models.CharField(max_length=10, choices=Chosen)
    specification = models.TextField()
    left_out = models.JSONField(default=list, blank=True, help_text="Code, name and reason of each")
    again_of = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="made_again"
    )
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.CharField(max_length=80, blank=True)
    done = models.PositiveSmallIntegerField(default=0)
    of = models.PositiveSmallIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    words = models.CharField(max_length=400, blank=True)
    inputs = models.CharField(max_length=64, blank=True, db_index=True)
    result = models.JSONField(default=dict, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.change

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY

    @property
    def spec(self) -> Specification:
        """What was asked, as it can be run again."""
        return read_specification(self.specification)
