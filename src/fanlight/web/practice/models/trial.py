"""Trials of how staff work: planned, approved, frozen, counted, closed. A worker's refusal is private."""

from __future__ import annotations

import numpy as np
from django.db import models

from fanlight.evidence.pilot_count import Count
from fanlight.practice.trial import Safeguards, TrialPlan
from fanlight.practice.trial_schedule import Schedule, draw_schedule
from fanlight.web.accounts.models import User
from fanlight.web.practice.models.hypothesis import Hypothesis


class Trial(models.Model):
    """A trial's plan. Once frozen, not a word of it changes."""

    class UnitKind(models.TextChoices):
        TEAMS = "teams", "Teams"
        WEEKS = "weeks", "Weeks (or other periods) of one service"
        WORKERS = "workers", "Workers"

    class Kind(models.TextChoices):
        RANDOMISED = "randomised", "Drawn by lot"
        ALTERNATING = "alternating", "In turn: on, off, on, off"
        STEPPED_WEDGE = "stepped_wedge", "One team after another, in drawn order"

    class ChangesHelp(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_KNOWN = "not_known", "Not known"

    subject = models.CharField(max_length=120, help_text="checklist:7, guard:base_rate, breaks, or words")
    title = models.CharField(max_length=120)
    hypothesis = models.TextField()
    why = models.TextField(blank=True)
    of_hypothesis = models.ForeignKey(
        Hypothesis, null=True, blank=True, on_delete=models.PROTECT, related_name="trials"
    )
    unit_kind = models.CharField(max_length=8, choices=UnitKind)
    units = models.JSONField(help_text="Names of teams, user names of workers, or the one service")
    schedule_kind = models.CharField(max_length=14, choices=Kind)
    seed = models.PositiveIntegerField()
    starts_on = models.DateField()
    period_days = models.PositiveSmallIntegerField(default=7)
    periods = models.PositiveSmallIntegerField()
    measure_code = models.CharField(max_length=60, blank=True)
    measure = models.CharField(max_length=300)
    exposure_unit = models.CharField(max_length=80)
    events = models.FloatField(help_text="Expected in one period, all units together")
    exposure = models.FloatField()
    smallest_effect = models.FloatField(help_text="Ratio nearest to 1 that would matter")
    variation = models.FloatField(default=0.0)
    dispersion = models.FloatField(default=1.0)
    changes_help = models.CharField(max_length=10, choices=ChangesHelp, blank=True)
    harm = models.TextField(blank=True)
    equality = models.TextField(blank=True)
    stop_rule = models.TextField(blank=True)
    told_how = models.TextField(blank=True)
    told_on = models.DateField(null=True, blank=True)
    may_decline = models.BooleanField(default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    approved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_words = models.TextField(blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    frozen_text = models.TextField(blank=True)
    frozen_hash = models.CharField(max_length=64, blank=True)
    rows = models.JSONField(default=list, blank=True, help_text="The schedule as it was drawn when frozen")
    foretold = models.JSONField(default=list, blank=True)
    power = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def safeguards(self) -> Safeguards:
        """What was asked before it may begin."""
        return Safeguards(
            changes_help=self.changes_help,
            harm=self.harm,
            equality=self.equality,
            stop_rule=self.stop_rule,
            told_how=self.told_how,
            told_on=self.told_on,
            may_decline=self.may_decline,
        )

    def schedule(self) -> Schedule:
        """As frozen; before that, as the seed draws it."""
        if self.rows:
            on = np.array([[letter == "1" for letter in row] for row in self.rows], dtype=np.bool_)
            return Schedule(self.schedule_kind, self.unit_kind, tuple(self.units), on)
        rng = np.random.default_rng(self.seed)
        return draw_schedule(self.schedule_kind, self.unit_kind, self.units, self.periods, rng)

    def plan(self) -> TrialPlan:
        """The plan as the library knows it."""
        return TrialPlan(
            title=self.title,
            subject=self.subject,
            hypothesis=self.hypothesis,
            why=self.why,
            schedule=self.schedule(),
            seed=self.seed,
            starts_on=self.starts_on,
            period_days=self.period_days,
            measure=self.measure,
            measure_code=self.measure_code,
            exposure_unit=self.exposure_unit,
            events=self.events,
            exposure=self.exposure,
            smallest_effect=self.smallest_effect,
            variation=self.variation,
            dispersion=self.dispersion,
            safeguards=self.safeguards,
        )

    @property
    def wants_fall(self) -> bool:
        """Whether less would be better."""
        return self.smallest_effect < 1

    @property
    def state(self) -> tuple[str, str]:
        """In a word, and the colour of its tag."""
        if hasattr(self, "closing"):
            return self.closing.get_adopted_display(), "grey"
        if self.frozen_at:
            return "Running", "blue"
        if self.approved_at:
            return "Approved", "green"
        return "Being written", "grey"


class TrialCount(models.Model):
    """A number of one unit (or arm of workers) in one period. A correction takes its place; both stay."""

    class Source(models.TextChoices):
        ENTERED = "entered", "Entered"
        FILE = "file", "From a file"
        OWN = "own", "Counted in this service’s own records"

    trial = models.ForeignKey(Trial, on_delete=models.PROTECT, related_name="counts")
    unit = models.CharField(max_length=150)
    period = models.PositiveSmallIntegerField(help_text="From 1")
    events = models.PositiveIntegerField()
    exposure = models.FloatField()
    source = models.CharField(max_length=8, choices=Source)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    because = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["period", "unit", "pk"]

    def __str__(self) -> str:
        return f"{self.unit}, period {self.period}: {self.events}/{self.exposure}"

    @property
    def count(self) -> Count:
        """As the library knows it."""
        return Count(self.events, self.exposure)


class TrialDeparture(models.Model):
    """Something that went otherwise than planned. Where the plan is broken, the result is "cannot tell"."""

    trial = models.ForeignKey(Trial, on_delete=models.PROTECT, related_name="departures")
    words = models.CharField(max_length=300)
    breaks_plan = models.BooleanField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words[:60]


class TrialClosing(models.Model):
    """The end: the result as it stood, and what follows from it."""

    class Adopted(models.TextChoices):
        ADOPT = "adopt", "Adopted"
        DROP = "drop", "Dropped"
        REPEAT = "repeat", "To be repeated"

    trial = models.OneToOneField(Trial, on_delete=models.PROTECT, related_name="closing")
    result = models.CharField(max_length=14)
    sentence = models.TextField()
    stopped_early = models.BooleanField(default=False)
    adopted = models.CharField(max_length=6, choices=Adopted)
    because = models.TextField()
    review_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.trial}: {self.result}"


class TrialDecline(models.Model):
    """A worker works as usual. Nobody is shown whose row this is; it may be taken back."""

    trial = models.ForeignKey(Trial, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trial", "worker"], name="one_decline_a_trial")]

    def __str__(self) -> str:
        return f"Decline {self.pk}"
