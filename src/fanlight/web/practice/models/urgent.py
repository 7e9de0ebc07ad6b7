"""What cannot wait: a task for the duty manager by name, and who is on duty which day."""

from __future__ import annotations

from django.db import models

from fanlight.web.accounts.models import User
from fanlight.web.frontdoor.models import ContactChild, Decision
from fanlight.web.practice.models.second_looks import SecondLook


class DutyDay(models.Model):
    """Who is duty manager on a day. Nobody named: every team manager of the front door is."""

    on = models.DateField()
    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["on", "manager"], name="a_manager_once_a_duty_day")]

    def __str__(self) -> str:
        return f"{self.manager} on {self.on}"


class UrgentTask(models.Model):
    """A child may be in danger now: somebody named acts the same working day, and says what was done."""

    look = models.OneToOneField(SecondLook, on_delete=models.PROTECT, related_name="task")
    line = models.ForeignKey(ContactChild, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(help_text="What was said when it was opened")
    routed = models.CharField(max_length=300, help_text="How whoever it is for was found, in words")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    assigned = models.ManyToManyField(User, related_name="+")
    taken_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True, db_index=True)
    done = models.TextField("what was done", blank=True)
    decision = models.ForeignKey(
        Decision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The later decision on the same child, if one was recorded",
    )

    class Meta:
        ordering = ["due_at", "id"]

    def __str__(self) -> str:
        return f"Urgent task {self.pk}"
