"""A second look: an independent decision on the same frozen brief, drawn by a published rule."""

from __future__ import annotations

from django.db import models

from fanlight.practice.second_look import Landing
from fanlight.web.accounts.models import User
from fanlight.web.frontdoor.models import Decision, Level
from fanlight.web.frontdoor.models.standing import EveryRow, OfStandingDecisions


class SecondLookRule(models.Model):
    """Which decisions are looked at again, and by whom. Append-only: the newest holds from its hour on."""

    class AskedOf(models.TextChoices):
        ANYONE = "anyone", "anyone who decides at this front door"
        MANAGERS = "managers", "team managers of this front door"
        PRACTITIONERS = "practitioners", "social workers of this front door"

    share = models.PositiveSmallIntegerField(help_text="Of 100 such decisions; 0 draws none")
    kinds = models.JSONField(help_text="Kinds of level whose decisions are drawn from")
    share_others = models.PositiveSmallIntegerField(
        default=0, help_text="Of 100 decisions on any other level, so that being asked tells nothing"
    )
    asked_of = models.CharField(max_length=13, choices=AskedOf)
    source = models.CharField(max_length=300, help_text="Who decided on it, where")
    words = models.TextField(help_text="What the authority tells its workers about it")
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(share__lte=100, share_others__lte=100), name="second_looks_of_100"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.share} of 100 from {self.set_at:%d/%m/%Y}"

    @property
    def draws(self) -> bool:
        """Whether anything is drawn at all."""
        return bool(self.share or self.share_others)


class SecondLook(models.Model):
    """One decision that was drawn. The first decision stays as it is; this never replaces it."""

    class State(models.TextChoices):
        NOBODY = "nobody", "Nobody could be asked"
        ASKED = "asked", "Asked"
        ANSWERED = "answered", "Answered"

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey(SecondLookRule, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()
    chance = models.PositiveSmallIntegerField(help_text="Of 100: with which it was drawn")
    seed_fingerprint = models.CharField(max_length=64, help_text="Of the month's seed, as published before")
    state = models.CharField(max_length=10, choices=State, default=State.NOBODY)
    asked = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="second_looks_owed"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    passed_on_by = models.JSONField(default=list, help_text="Keys of workers who passed it on")
    answered_at = models.DateTimeField(null=True, blank=True)
    level = models.ForeignKey(Level, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    level_label = models.CharField(max_length=120, blank=True)
    level_anchor = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    missing = models.TextField("what is missing", blank=True)
    is_blind = models.BooleanField(default=True, help_text="No: they came upon the case before they answered")
    landed = models.CharField(max_length=6, blank=True, choices=[(one.value, one.value) for one in Landing])

    objects = OfStandingDecisions()
    ever = EveryRow()

    class Meta:
        indexes = [models.Index(fields=["state", "asked"], name="second_looks_owed")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(chance__gte=1, chance__lte=100), name="a_drawn_look_had_a_chance"
            ),
            models.CheckConstraint(
                condition=models.Q(state="answered", answered_at__isnull=False, level__isnull=False)
                | models.Q(~models.Q(state="answered"), answered_at=None, level=None),
                name="a_second_look_whole_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"Second look {self.pk}"
