"""What somebody thinks would help, written so that it can be found out: if, then, because, measured by."""

from __future__ import annotations

from django.db import models

from fanlight.web.accounts.models import User
from fanlight.web.practice.models.learning import Question


class Hypothesis(models.Model):
    """One idea about how staff work; private until its author shares it. Trials link to it."""

    class State(models.TextChoices):
        IDEA = "idea", "An idea"
        ON_TRIAL = "on_trial", "On trial"
        ADOPTED = "adopted", "Adopted after a trial"
        DROPPED = "dropped", "Dropped"
        REPEAT = "repeat", "To be tried again"

    worker = models.ForeignKey(
        User,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Whose it is; shown to others only as with_name says",
    )
    question = models.ForeignKey(
        Question,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="hypotheses",
        help_text="The question it grew out of; shown to its author alone",
    )
    change = models.TextField("if we …")
    expected = models.TextField("then …")
    reason = models.TextField("because …")
    measure = models.TextField("measured by …")
    smallest_difference = models.TextField("the smallest difference that would matter", blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.IDEA)
    written_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)
    with_name = models.BooleanField(default=False, help_text="Whether the author's name is shown")

    class Meta:
        ordering = ["-written_at", "-id"]
        verbose_name_plural = "hypotheses"

    def __str__(self) -> str:
        return self.sentence()[:80]

    def sentence(self) -> str:
        """The whole of it as one sentence."""
        parts = zip(
            ("If we", "then", "because", "measured by"),
            (self.change, self.expected, self.reason, self.measure),
            strict=True,
        )
        return ", ".join(f"{before} {words.strip().rstrip('.')}" for before, words in parts) + "."

    def rows(self) -> list[tuple[str, str]]:
        """Label and words, in order; what was left empty is said to be so."""
        return [
            ("then", self.expected),
            ("because", self.reason),
            ("measured by", self.measure),
            ("Smallest difference that would matter", self.smallest_difference or "Not said"),
        ]

    @property
    def is_idea(self) -> bool:
        """Whether nothing was done with it yet: its author may reword it or take it back."""
        return self.state == self.State.IDEA


class HypothesisStep(models.Model):
    """One move of a hypothesis, by a named person and with the reason. Append-only."""

    hypothesis = models.ForeignKey(Hypothesis, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=Hypothesis.State)
    why = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.hypothesis}"
