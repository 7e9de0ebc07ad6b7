"""Teams, workers, and what a worker is here to do."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, UserManager
from django.db import models


class Role(models.TextChoices):
    """The roles of the design; what each may do is in the rooms' `permissions`."""

    PRACTITIONER = "practitioner", "Social worker"
    TEAM_MANAGER = "team_manager", "Team manager"
    PRACTICE_LEAD = "practice_lead", "Principal social worker"
    ANALYST = "analyst", "Analyst"
    DIRECTOR = "director", "Director"
    DATA_PROTECTION_OFFICER = "data_protection_officer", "Data protection officer"
    ADMINISTRATOR = "administrator", "Administrator"


class Team(models.Model):
    """A team. One with too few people for its figures to be shown is merged upward into `parent`."""

    name = models.CharField(max_length=120, unique=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    is_front_door = models.BooleanField(default=False)
    is_out_of_hours = models.BooleanField(default=False)
    forecast_one_in = models.PositiveSmallIntegerField(
        default=5, help_text="Ask for a forecast after one decision in this many; 0 asks never"
    )

    def __str__(self) -> str:
        return self.name


class User(AbstractBaseUser):
    """A worker who signs in. There is no superuser: every page asks the role."""

    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=30, choices=Role)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="members")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "role"]

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def first_name(self) -> str:
        """The first word of the name (sign-in library's habit)."""
        return self.name.split(" ")[0]
