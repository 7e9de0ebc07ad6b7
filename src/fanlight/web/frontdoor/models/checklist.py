"""A short checklist made by practitioners, in versions; a decision keeps its answers and their version."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from fanlight.frontdoor.fast_and_frugal_tree import FastAndFrugalTree
from fanlight.web.accounts.models import Team, User


class Checklist(models.Model):
    """A list of a few questions, known by its title."""

    code = models.SlugField(unique=True)
    title = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.title


class ChecklistVersion(models.Model):
    """One wording and order of the questions, and where each leads. Never edited: a change is a new version.

    `cues` keep their code where a question is taken over word by word, so that answers to it count on.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        ON_TRIAL = "on_trial", "On trial"
        IN_USE = "in_use", "In use"
        RETIRED = "retired", "Retired"

    ASKED = (State.ON_TRIAL, State.IN_USE)

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    cues = models.JSONField(
        help_text='List of {"code", "question", "help"}, with {"above", "unit"} if measured'
    )
    tree = models.JSONField(default=list, help_text="Where each answer leads; empty: the list only asks")
    positive_words = models.CharField(max_length=80, blank=True, help_text='Such as "assess"')
    negative_words = models.CharField(max_length=80, blank=True, help_text='Such as "advise"')
    author = models.CharField(max_length=150)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reasons = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    made_at = models.DateTimeField()
    asked_in = models.ManyToManyField(Team, blank=True, related_name="+", help_text="None: every team")
    review_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["checklist", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.checklist}, version {self.number}"

    @property
    def sorting(self) -> FastAndFrugalTree | None:
        """Where each answer leads; None for a list that only asks."""
        return FastAndFrugalTree.from_json(self.tree) if self.tree else None

    @property
    def is_asked(self) -> bool:
        return self.state in self.ASKED

    @property
    def is_past_review(self) -> bool:
        """Whether it is asked though its review date is over."""
        return self.is_asked and self.review_on is not None and self.review_on < timezone.localdate()

    def words(self, positive: bool) -> str:
        """What stands at an exit, in the team's own words."""
        return self.positive_words if positive else self.negative_words

    def question(self, code: str) -> str:
        """The words of a question."""
        return next((cue["question"] for cue in self.cues if cue["code"] == code), code)


class ChecklistStep(models.Model):
    """A version changed its state: who, when, why. Append-only."""

    version = models.ForeignKey(ChecklistVersion, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=ChecklistVersion.State)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.TextField()
    asked_in_words = models.CharField(max_length=400, blank=True)
    review_on = models.DateField(null=True, blank=True)
    test = models.ForeignKey(
        "frontdoor.ChecklistTest", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    differences = models.JSONField(default=list, help_text="Between groups, as they were shown")
    acknowledged = models.TextField(blank=True, help_text="What was said about them")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_state_display()}"


class ChecklistTest(models.Model):
    """What a version would have done with past cases, as it was computed then. Append-only."""

    class Source(models.TextChoices):
        RECORDED = "recorded", "Answers recorded with past decisions"
        CODED = "coded", "Past contacts coded by hand"
        FILE = "file", "A file; its rows are not kept"

    version = models.ForeignKey(ChecklistVersion, on_delete=models.PROTECT, related_name="tests")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    source = models.CharField(max_length=10, choices=Source)
    source_words = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=40)
    outcome_words = models.CharField(max_length=200)
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    known_up_to = models.DateField(null=True, blank=True)
    cases = models.PositiveIntegerField()
    figures = models.JSONField(help_text="Counts alone; no case")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"Test of {self.version}, {self.at:%Y-%m-%d}"

    @property
    def cases_words(self) -> str:
        return f"{self.cases:,} case{'s' * (self.cases != 1)}"
