"""A hold: the texts of one child's contacts do not end by the retention rule while it lasts."""

from __future__ import annotations

from django.db import models

from fanlight.web.accounts.models import User
from fanlight.web.casework.models import Person


class TextHold(models.Model):
    """Set and ended by the data protection officer, each with the reason. Append-only but for its one end."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=300, help_text="Who wants it kept: an inquiry, a court, a complaint")
    reason = models.TextField()
    since_on = models.DateField(help_text="From when the order or request holds")
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.TextField(blank=True)
    submission = models.UUIDField(editable=False)

    class Meta:
        ordering = ["-set_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["submission", "person"], name="a_hold_once_a_child")]

    def __str__(self) -> str:
        return f"Hold {self.pk}"
