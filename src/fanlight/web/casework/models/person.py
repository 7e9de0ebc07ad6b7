"""A child or an adult, under a key that means nothing outside this installation."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models


def new_key() -> str:
    return uuid.uuid4().hex


class Household(models.Model):
    """People who live at one address, as last known."""

    address = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.address or f"Household {self.pk}"


class Person(models.Model):
    """A person the front door knows of. A child not yet born has only `expected_on`."""

    class Sex(models.TextChoices):
        FEMALE = "F", "Female"
        MALE = "M", "Male"
        NOT_KNOWN = "U", "Not known"

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    forename = models.CharField(max_length=100, blank=True)
    surname = models.CharField(max_length=100, blank=True)
    born_on = models.DateField(null=True, blank=True)
    expected_on = models.DateField(null=True, blank=True, help_text="Expected date of birth")
    died_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    ethnicity = models.CharField(max_length=4, blank=True)
    disability = models.CharField(
        max_length=3, blank=True, help_text="yes, no, or nothing where no file says"
    )
    upn = models.CharField(max_length=13, blank=True)
    school = models.CharField(max_length=120, blank=True, help_text="School or nursery")
    gp = models.CharField(max_length=120, blank=True)
    is_adult = models.BooleanField(default=False)
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.SET_NULL, related_name="people"
    )
    joined_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="joined_from",
        help_text="The child this unborn child became; set by a person after the birth",
    )

    made_from = models.ForeignKey(
        "casework.SourceFile",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="persons_made",
        help_text="The file that first spoke of the person",
    )

    class Meta:
        indexes = [models.Index(fields=["surname", "forename"])]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What people call them, or how else they are told apart."""
        if self.forename or self.surname:
            return f"{self.forename} {self.surname}".strip()
        if self.is_unborn:
            return f"Unborn child, expected {self.expected_on:%-d %B %Y}"
        first = next(iter(self.identifiers.all()), None) if self.pk else None
        return f"Person {first.value}" if first else "Person without a name"

    @property
    def is_unborn(self) -> bool:
        return self.born_on is None and self.expected_on is not None

    def turns_18_on(self) -> date | None:
        """The 18th birthday, when the date of birth is known."""
        if not self.born_on:
            return None
        try:
            return self.born_on.replace(year=self.born_on.year + 18)
        except ValueError:  # 29 February
            return date(self.born_on.year + 18, 3, 1)


class LocalIdentifier(models.Model):
    """What a case system calls a person. One number means one person within one system."""

    CASE_SYSTEM = "case_system"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    scheme = models.CharField(max_length=30, default=CASE_SYSTEM)
    value = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="identifier_means_one_person")
        ]

    def __str__(self) -> str:
        return self.value


class Relationship(models.Model):
    """How one person stands to another: "mother", "lives with"."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relationships")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"{self.other} is {self.words} of {self.person}"
