"""What was changed on a person's account, by whom: shown to that person."""

from __future__ import annotations

from django.db import models


class AccountChange(models.Model):
    """One change of an account. Append-only."""

    class What(models.TextChoices):
        ADDED = "added", "Added"
        CHANGED = "changed", "Changed"
        CLOSED = "closed", "Closed"
        LINK = "link", "Given a link to choose a password"
        RESET = "reset", "Given a new password on the server"
        CHOSEN = "chosen", "Chose a password by the link"

    worker = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="account_changes")
    by = models.ForeignKey(
        "accounts.User",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty where it was done on the server",
    )
    at = models.DateTimeField()
    what = models.CharField(max_length=10, choices=What)
    words = models.CharField(max_length=500, blank=True, help_text="Before and after, or the reason")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.worker}: {self.get_what_display()}"

    @property
    def whose(self) -> str:
        """Who did it, in words."""
        if self.what == self.What.CHOSEN:
            return "whoever had the link"
        return str(self.by) if self.by else "whoever runs the server"
