"""An analyst's audit of the questions: run beside the requests, kept as counts and trees."""

from __future__ import annotations

from django.db import models

from fanlight.web.accounts.models import User
from fanlight.web.frontdoor.models.checklist import ChecklistVersion


class CueAudit(models.Model):
    """How good any list of these questions could be, on past cases; asked for by an analyst."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"
        FAILED = "failed", "Could not be done"

    UNDER_WAY = (State.WAITING, State.RUNNING)

    version = models.ForeignKey(
        ChecklistVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=40)
    outcome_words = models.CharField(max_length=200)
    most_cues = models.PositiveSmallIntegerField()
    permutations = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.CharField(max_length=120, blank=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    words = models.CharField(max_length=400, blank=True)
    result = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"Audit {self.pk}"

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY
