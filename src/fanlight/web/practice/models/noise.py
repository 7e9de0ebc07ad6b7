"""Noise audits: vignettes, who was invited, what each answered. Answers are the worker's own."""

from __future__ import annotations

from django.db import models

from fanlight.web.accounts.models import User


class Vignette(models.Model):
    """A short made-up contact. Never a real child's text."""

    code = models.SlugField(max_length=40, blank=True, help_text="Of one that ships; empty for one's own")
    title = models.CharField(max_length=120)
    text = models.TextField()
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="one_shipped_vignette_a_code"
            )
        ]

    def __str__(self) -> str:
        return self.title


class NoiseAudit(models.Model):
    """An audit: fixed when it opens, computed once when it closes."""

    title = models.CharField(max_length=120)
    vignettes = models.ManyToManyField(Vignette, related_name="+")
    levels = models.JSONField(help_text="Code, label, anchor and step of each level, as they were")
    with_scale = models.BooleanField(default=False, help_text="Also asks for a judgement from 0 to 100")
    repeated = models.PositiveSmallIntegerField(help_text="Vignettes that each answers a second time")
    repeat_after_days = models.PositiveSmallIntegerField(default=21)
    differ = models.PositiveSmallIntegerField(default=20, help_text="Points apart that are different")
    seed = models.PositiveIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    result = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def steps(self) -> dict[str, int]:
        """Code of a level to its step, from 0: the scale that answers are counted on."""
        return {one["code"]: place for place, one in enumerate(self.levels)}


class AuditInvitation(models.Model):
    """A worker who may answer, with an order of their own. Whether they did is shown to nobody."""

    audit = models.ForeignKey(NoiseAudit, on_delete=models.PROTECT, related_name="invitations")
    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    order = models.JSONField(help_text="Numbers of vignettes: the first round, then the repeats")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["audit", "worker"], name="one_invitation_an_audit")]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"


class AuditAnswer(models.Model):
    """One judgement of one vignette. Append-only."""

    invitation = models.ForeignKey(AuditInvitation, on_delete=models.PROTECT, related_name="answers")
    vignette = models.ForeignKey(Vignette, on_delete=models.PROTECT, related_name="+")
    occasion = models.PositiveSmallIntegerField(help_text="1, or 2 for a repeat")
    level = models.CharField(max_length=40)
    judgement = models.PositiveSmallIntegerField(null=True, blank=True, help_text="0 to 100")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "vignette", "occasion"], name="one_answer_an_occasion"
            ),
            models.CheckConstraint(
                condition=models.Q(judgement=None) | models.Q(judgement__lte=100), name="judgement_to_100"
            ),
        ]

    def __str__(self) -> str:
        return f"Answer {self.pk}"
