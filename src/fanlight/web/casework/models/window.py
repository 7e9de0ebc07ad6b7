"""Within how many days a record is looked for after another, as the authority set it and when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from fanlight.casework.followed import STEPS
from fanlight.web.accounts.models import User


class FollowWindow(models.Model):
    """A window from a moment on; the newest of a step is in force. Never changed: a change is a new row."""

    step = models.CharField(max_length=40, choices=[(code, step.words()) for code, step in STEPS.items()])
    first_day = models.SmallIntegerField(help_text="Days after the first record")
    last_day = models.SmallIntegerField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="window_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: from day {self.first_day} to day {self.last_day}"
