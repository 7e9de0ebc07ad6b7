"""A form that was begun and not sent: kept until it is sent, or for a week."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """What a worker typed on one page. Only that worker sees it; sending the form removes it."""

    KEPT_DAYS = 7

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    page = models.CharField(max_length=200, help_text="Path of the page with the form")
    fields = models.JSONField(help_text="Field name to list of values, as sent by the browser")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "page"], name="one_draft_a_page")]

    def __str__(self) -> str:
        return f"{self.page} begun by {self.owner}"
