"""Claims and their rivals, tests and verdicts. What was locked is never changed, only added to."""

from __future__ import annotations

from django.db import models

from fanlight.evidence import claim as plain
from fanlight.evidence import rivals as catalogue
from fanlight.evidence.specification import read_specification
from fanlight.evidence.verdict import READING_WORDS, VERDICT_WORDS
from fanlight.web.accounts.models import User


class Claim(models.Model):
    """Somebody says that something brought a figure about. Its words are frozen once it is locked."""

    class SeenBefore(models.TextChoices):
        YES = "yes", "Yes, somebody had seen the figures"
        NO = "no", "No, nobody here had looked"
        NOT_KNOWN = "not_known", "Not known"

    words = models.CharField(max_length=300)
    said_by = models.CharField(max_length=200, blank=True)
    figure = models.CharField(max_length=300, blank=True)
    series_key = models.CharField(max_length=80, blank=True, help_text="The series that moved, if it is here")
    reason = models.TextField(blank=True)
    mechanism = models.TextField(blank=True)
    measure = models.TextField(blank=True)
    must_see = models.TextField(blank=True)
    hardly_otherwise = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lock_digest = models.CharField(max_length=64, blank=True)
    seen_before = models.CharField(max_length=10, choices=SeenBefore, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.words

    @property
    def plain(self) -> plain.Claim:
        """The claim as the library knows it."""
        return plain.Claim(**{name: getattr(self, name) for name in plain.Claim.__dataclass_fields__})


class Rival(models.Model):
    """Another explanation. Written before the lock it is frozen with the claim, after it at once."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="rivals")
    code = models.CharField(max_length=30, blank=True, help_text="Of the catalogue; empty for one's own")
    edition = models.CharField(max_length=10, blank=True, help_text="Of the catalogue")
    name = models.CharField(max_length=120)
    mechanism = models.TextField(blank=True)
    must_see = models.TextField(blank=True)
    hardly_otherwise = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="Taken out before the lock")
    untested_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def plain(self) -> catalogue.Rival:
        """The rival as the library knows it."""
        return catalogue.Rival(**{name: getattr(self, name) for name in catalogue.Rival.__dataclass_fields__})

    @property
    def kind(self) -> catalogue.RivalKind | None:
        """Its entry in the catalogue, if it is from there."""
        return catalogue.rival_catalogue().get(self.code)

    @property
    def is_late(self) -> bool:
        """Whether it was written after the claim was locked."""
        return self.claim.locked_at is not None and self.at > self.claim.locked_at


class RivalTest(models.Model):
    """A test as it was made: never changed; made again, it is another row that takes this one's place."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="tests")
    rival = models.ForeignKey(
        Rival,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tests",
        help_text="Empty: the test speaks to the claim itself",
    )
    again_of = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="made_again"
    )
    specification = models.TextField()
    found = models.TextField()
    finding = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    known_on = models.DateField(null=True, blank=True)
    reading = models.CharField(
        max_length=12, choices=[(one.value, READING_WORDS[one]) for one in READING_WORDS]
    )
    because = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Test {self.pk} of claim {self.claim_id}"

    @property
    def kind(self) -> str:
        """Of `fanlight.evidence.running.KINDS`."""
        return read_specification(self.specification).kind


class ClaimVerdict(models.Model):
    """A verdict, never changed: a change of mind is another. Who gave it is shown to that person alone."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="verdicts")
    word = models.CharField(
        max_length=12, choices=[(word.value, words[0]) for word, words in VERDICT_WORDS.items()]
    )
    because = models.TextField()
    will_show = models.CharField(max_length=300)
    probability = models.PositiveSmallIntegerField(help_text="Per cent")
    review_on = models.DateField()
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(probability__lte=100), name="verdict_in_per_cent"),
        ]

    def __str__(self) -> str:
        return f"{self.get_word_display()} ({self.claim_id})"


class VerdictReview(models.Model):
    """What came of what a verdict foretold."""

    class CameAbout(models.TextChoices):
        YES = "yes", "It came about"
        NO = "no", "It did not come about"
        CANNOT_TELL = "cannot_tell", "It cannot be told"

    verdict = models.OneToOneField(ClaimVerdict, on_delete=models.PROTECT, related_name="review")
    came_about = models.CharField(max_length=12, choices=CameAbout)
    words = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.get_came_about_display()} (verdict {self.verdict_id})"
