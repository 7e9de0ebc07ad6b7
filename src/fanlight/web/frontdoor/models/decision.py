"""A decision about one child on one contact. Append-only: a change of mind is a new decision."""

from __future__ import annotations

from django.db import models

from fanlight.frontdoor.decision import Answer, Step
from fanlight.web.accounts.models import Team, User
from fanlight.web.frontdoor.models.brief import Brief
from fanlight.web.frontdoor.models.checklist import ChecklistVersion
from fanlight.web.frontdoor.models.contact import ContactChild
from fanlight.web.frontdoor.models.level import Level
from fanlight.web.frontdoor.models.standing import EveryRow, OfStandingLines

ANSWERS = [(Answer.YES, "Yes"), (Answer.NO, "No"), (Answer.NOT_KNOWN, "Not known")]


def answer_field(words: str) -> models.CharField:
    """Yes, no or not known; empty when it was not asked."""
    return models.CharField(words, max_length=10, choices=ANSWERS, blank=True)


class Decision(models.Model):
    """What was decided, why, by whom, on which brief; the anchors' words are kept with it."""

    class ChecksBasis(models.TextChoices):
        CONSENT = "consent", "With consent"
        WITHOUT_CONSENT = "without_consent", "Without consent: a reason is given"
        NONE_MADE = "none_made", "No agency checks were made"
        NOT_KNOWN = "not_known", "Not known"

    line = models.ForeignKey(ContactChild, on_delete=models.PROTECT, related_name="decisions")
    step = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Step])
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="decisions")
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    level_label = models.CharField(max_length=120)
    level_anchor = models.TextField()
    reasons = models.TextField()
    missing = models.TextField("what is missing", blank=True)
    options_considered = models.TextField(blank=True)
    child_seen = answer_field("child seen")
    child_heard = answer_field("child heard")
    child_words = models.TextField("in whose words, and what they said", blank=True)
    parents_told = answer_field("parents told or asked")
    parents_words = models.TextField("why not, or what they said", blank=True)
    checks_basis = models.CharField("basis for agency checks", max_length=16, choices=ChecksBasis, blank=True)
    checks_words = models.TextField("why without consent", blank=True)
    referrer_acknowledged = answer_field("referrer acknowledged")
    referrer_told = answer_field("referrer told the outcome")
    brief = models.ForeignKey(Brief, null=True, on_delete=models.PROTECT, related_name="decisions")
    checklist = models.ForeignKey(ChecklistVersion, null=True, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict, help_text="Checklist question to yes, no or not_known")
    guards = models.JSONField(
        default=dict,
        blank=True,
        help_text="Each guard that was on, with pairs of the question it asked and what was answered",
    )
    on_recommendation = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="authorisations"
    )
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    imported_from = models.ForeignKey(
        "casework.SourceFile",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="A past decision that a file brought: no brief, and reasons only if the file had them",
    )
    submission = models.CharField(max_length=40, unique=True, editable=False)

    objects = OfStandingLines()
    ever = EveryRow()

    class Meta:
        indexes = [models.Index(fields=["by", "at"]), models.Index(fields=["line", "at"])]
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.level_label} for {self.line}"

    @property
    def is_final(self) -> bool:
        """Whether it decides the line (a recommendation alone waits for authorisation)."""
        return self.step != Step.RECOMMENDED

    @property
    def guard_answers(self) -> list[list[str]]:
        """What was answered to guards, with the questions in the words of their day."""
        return [pair for pairs in self.guards.values() for pair in pairs]

    @property
    def dissents(self) -> bool:
        """Whether the authoriser landed on another level; both keep their words."""
        return self.on_recommendation is not None and self.on_recommendation.level_id != self.level_id
