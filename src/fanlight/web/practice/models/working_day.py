"""A worker agrees that a team figure about fatigue may count their decisions; the figures. Append-only."""

from __future__ import annotations

from django.db import models

from fanlight.web.accounts.models import Team, User


class DayAgreement(models.Model):
    """One worker's own word for one team, from a moment until a day, or that it no longer stands."""

    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    until = models.DateField(null=True, blank=True, help_text="Last day; empty for a withdrawal")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agrees=False) | models.Q(until__isnull=False),
                name="an_agreement_has_an_end",
            )
        ]

    def __str__(self) -> str:
        return f"Agreement {self.pk}"


class TeamDayFigure(models.Model):
    """What a half-year of a team showed. Made once: no decision stands behind two figures."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    first_on = models.DateField()
    last_on = models.DateField()
    verdict = models.CharField(max_length=20)
    words = models.CharField(max_length=400)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-first_on", "team__name"]
        constraints = [models.UniqueConstraint(fields=["team", "first_on"], name="one_figure_a_half_year")]

    def __str__(self) -> str:
        return f"{self.team}, {self.first_on}"
