"""What a worker keeps about their own practice. None of it is part of a child's record."""

from __future__ import annotations

from django.db import models

from fanlight.web.accounts.models import User
from fanlight.web.frontdoor.models import Contact, Decision
from fanlight.web.frontdoor.models.standing import EveryRow, OfStandingDecisions


class ForecastInvitation(models.Model):
    """The draw, made once when a decision is recorded: whether a forecast is asked for."""

    class State(models.TextChoices):
        ASKED = "asked", "Asked"
        ANSWERED = "answered", "Answered"
        SKIPPED = "skipped", "Skipped"

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()

    objects = OfStandingDecisions()
    ever = EveryRow()

    def __str__(self) -> str:
        return f"{self.get_state_display()} after decision {self.decision_id}"


class Forecast(models.Model):
    """A learning note about a judgement: stored apart, shown to nobody else, driving nothing."""

    class Resolution(models.TextChoices):
        OPEN = "open", "Not yet known"
        YES = "yes", "Yes"
        NO = "no", "No"
        VOID = "void", "Cannot be settled"
        CENSORED = "censored", "Known only in part: moved, turned 18 or died"

    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=40)
    words = models.CharField(max_length=200)
    probability = models.PositiveSmallIntegerField(help_text="Per cent")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    resolution = models.CharField(max_length=10, choices=Resolution, default=Resolution.OPEN)
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = OfStandingDecisions()
    ever = EveryRow()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "decision", "question"], name="one_forecast_a_question"
            ),
            models.CheckConstraint(condition=models.Q(probability__lte=100), name="probability_in_per_cent"),
        ]

    def __str__(self) -> str:
        return f"Forecast {self.pk}"


class WordBack(models.Model):
    """What a family or a referrer said afterwards."""

    class Kind(models.TextChoices):
        COMPLIMENT = "compliment", "Compliment"
        COMPLAINT = "complaint", "Complaint"
        CHALLENGE = "challenge", "Challenge"
        OTHER = "other", "Something else"

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    from_whom = models.CharField(max_length=120)
    words = models.TextField()
    received_on = models.DateField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} about {self.contact}"


class Lesson(models.Model):
    """What a worker says they learned, from one decision of theirs or from none in particular. Private."""

    worker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    decision = models.ForeignKey(
        Decision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: a note that belongs to no decision",
    )
    words = models.TextField()
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["noted_at"]

    def __str__(self) -> str:
        return f"Lesson {self.pk}"


class Question(models.Model):
    """ "What I wonder": private, or shared with everyone by its author."""

    worker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    words = models.TextField()
    asked_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)
    with_name = models.BooleanField(default=False, help_text="Whether the author's name is shown")

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return self.words[:60]


class PageShare(models.Model):
    """One page of My learning, shown to one named person until a day; withdrawn at any moment."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    shared_with = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    decision = models.ForeignKey(
        Decision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The page of one decision; empty for the summary page",
    )
    shared_at = models.DateTimeField()
    until = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Share {self.pk}"
