"""A brief as it was shown, frozen; and the rules by which practitioners name a signature."""

from __future__ import annotations

from django.db import models

from fanlight.frontdoor.brief import Brief as BuiltBrief
from fanlight.web.accounts.models import User
from fanlight.web.frontdoor.models.contact import Contact


class Brief(models.Model):
    """What the worker was shown when a decision was recorded, known by its content hash.

    When the retention rule ends the contact's text, it ends here too; the hash stays that of what was shown.
    """

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="briefs")
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    text_ended_at = models.DateTimeField(null=True, blank=True, help_text="By the retention rule")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "content_hash"], name="one_brief_a_content")
        ]

    def __str__(self) -> str:
        return f"Brief {self.content_hash[:12]} of {self.contact}"

    def rebuilt(self) -> BuiltBrief:
        """The brief in the library's shape."""
        return BuiltBrief.from_dict(self.content)


class SignatureRule(models.Model):
    """A footer or signature that a practitioner named: folded where it stands, never removed.

    A retired rule stays, with who retired it and why; to put it back is to name it again, as another rule.
    """

    name = models.CharField(max_length=80)
    begins = models.CharField(max_length=200, help_text="A line that begins with these words")
    ends = models.CharField(max_length=200, blank=True, help_text="…to a line with these; empty: to the end")
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    retired_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(retired_at=None), name="one_rule_in_use_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name
