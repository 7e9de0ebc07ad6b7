"""Tokens of case systems, and the files that came with them."""

from __future__ import annotations

from datetime import date

from django.db import models

from fanlight.web.accounts.models import User


class Scope(models.TextChoices):
    """What a token may be used for."""

    FILES = "files", "Send files, have them written, read how that went"
    CONTACTS = "contacts", "Send contacts one by one"


class ApiToken(models.Model):
    """A token of one case system. The secret is shown once; only its digest is kept."""

    name = models.CharField(max_length=60, unique=True)
    start = models.CharField(max_length=12, unique=True, help_text="By which it is found; no secret")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the secret, which is random")
    scopes = models.JSONField(default=list)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_on = models.DateField(help_text="The last day on which it holds")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> str:
        """What the audit log calls it; no user name can be the same."""
        return f"token: {self.name}"

    def holds_on(self, day: date) -> bool:
        """Whether it is neither revoked nor run out."""
        return self.revoked_at is None and day <= self.expires_on

    @property
    def scope_words(self) -> list[str]:
        """What it may be used for, in words."""
        return [Scope(scope).label for scope in self.scopes]


class SentFile(models.Model):
    """An import whose file came with a token: that token alone may ask after it."""

    batch = models.OneToOneField("exchange.ImportBatch", on_delete=models.CASCADE, related_name="sent")
    token = models.ForeignKey(ApiToken, on_delete=models.PROTECT, related_name="files")

    def __str__(self) -> str:
        return f"{self.batch} from {self.token}"
