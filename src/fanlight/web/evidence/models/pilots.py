"""Pilots: registered, frozen before data, then a number a month; a correction supersedes, nothing changes."""

from __future__ import annotations

from django.db import models

from fanlight.evidence.pilot import PilotSpec, Start
from fanlight.evidence.pilot_count import Count
from fanlight.web.accounts.models import Team, User


class Pilot(models.Model):
    """A pilot's registration. Once frozen, not a word of it changes."""

    class Comparison(models.TextChoices):
        BEFORE = "before", "With the same place before"
        PLACE = "place", "With another place at the same time"
        BOTH = "both", "With both: another place, before and during"
        KNOWN = "known", "With a rate that is known well, such as the national one"

    class Chosen(models.TextChoices):
        WORST = "worst", "Its figures stood out as the worst"
        LOT = "lot", "It was drawn by lot"
        OTHER = "other", "For another reason"

    class Method(models.TextChoices):
        MID_P = "mid-p", "Central mid-P (usual)"
        EXACT = "exact", "Central exact (cautious)"
        NORMAL = "score", "By the normal curve (Wilson)"

    title = models.CharField(max_length=120)
    why = models.TextField()
    for_whom = models.CharField(max_length=300)
    where = models.CharField(max_length=200)
    measure = models.CharField(max_length=300)
    exposure_unit = models.CharField(max_length=80)
    comparison = models.CharField(max_length=10, choices=Comparison)
    compared_words = models.CharField(max_length=300, blank=True)
    before_events = models.PositiveIntegerField()
    before_exposure = models.FloatField()
    control_before_events = models.PositiveIntegerField(null=True, blank=True)
    control_before_exposure = models.FloatField(null=True, blank=True)
    after_exposure = models.FloatField()
    control_after_exposure = models.FloatField(null=True, blank=True)
    starts_on = models.DateField(help_text="First day of the first month")
    months = models.PositiveSmallIntegerField()
    smallest_effect = models.FloatField(help_text="Ratio nearest to 1 that would matter")
    method = models.CharField(max_length=6, choices=Method, default=Method.MID_P)
    dispersion = models.FloatField(default=1.0)
    chosen = models.CharField(max_length=6, choices=Chosen)
    places = models.PositiveIntegerField(null=True, blank=True)
    typical_events = models.PositiveIntegerField(null=True, blank=True)
    replication = models.TextField(blank=True)
    own_measure = models.CharField(
        max_length=40,
        blank=True,
        help_text="Measure whose own counts stand beside; empty: none is recorded here",
    )
    own_team = models.ForeignKey(
        Team,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: the service",
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    frozen_text = models.TextField(blank=True)
    frozen_hash = models.CharField(max_length=64, blank=True)
    foretold = models.JSONField(default=list, blank=True, help_text="What the pre-flight said when frozen")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def spec(self) -> PilotSpec:
        """The registration as the library knows it."""
        control = self.control_before_events is not None and self.control_before_exposure
        return PilotSpec(
            title=self.title,
            comparison=self.comparison,
            before=Count(self.before_events, self.before_exposure),
            after_exposure=self.after_exposure,
            months=self.months,
            smallest_effect=self.smallest_effect,
            method=self.method,
            dispersion=self.dispersion,
            control_before=Count(self.control_before_events, self.control_before_exposure)
            if control
            else None,
            control_after_exposure=self.control_after_exposure,
            start=Start(
                self.chosen,
                self.places or 1,
                typical=None
                if self.typical_events is None
                else Count(self.typical_events, self.before_exposure),
            ),
            why=self.why,
            for_whom=self.for_whom,
            where=f"{self.where}; begins {self.starts_on:%Y-%m-%d}; {self.compared_words}",
            measure=self.measure,
            exposure_unit=self.exposure_unit,
            replication=self.replication,
        )

    @property
    def wants_fall(self) -> bool:
        """Whether less would be better."""
        return self.smallest_effect < 1


class PilotCount(models.Model):
    """One month's number. A correction is another row that takes this one's place."""

    class Kind(models.TextChoices):
        PILOT = "pilot", "The pilot"
        COMPARED = "compared", "What it is compared with"
        PROCESS = "process", "Whether it is done: a process measure"

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="counts")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=120, blank=True, help_text="Of a process measure")
    month = models.DateField(help_text="First day of the month")
    events = models.PositiveIntegerField()
    exposure = models.FloatField()
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    because = models.CharField(max_length=300, blank=True)
    drawn_from = models.CharField(
        max_length=300, blank=True, help_text="Own records that it was taken over from; empty: typed in"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["month", "pk"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kind}: {self.events}/{self.exposure}"
