"""What was asked of others, and their answer in their own words."""

from __future__ import annotations

from django.db import models

from fanlight.web.accounts.models import User
from fanlight.web.frontdoor.models.contact import Contact


class InformationRequest(models.Model):
    """Asked of whom, what, when; answered when, in their words."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="requests")
    asked_of = models.CharField(max_length=80, help_text='Such as "police" or "St Anne\'s School"')
    about = models.CharField(max_length=400)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answer_entered_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return f"Asked of {self.asked_of}"
