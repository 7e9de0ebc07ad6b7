"""One import of one file: how far it is, what it brought, what it set aside."""

from __future__ import annotations

from django.db import models

from fanlight.web.accounts.models import User
from fanlight.web.casework.models import SourceFile


class ImportBatch(models.Model):
    """A file that somebody handed in. The file itself is kept until it is read, then removed."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        READING = "reading", "Reading the file"
        WRITING = "writing", "Writing what it holds"
        DONE = "done", "Done"
        UNCHANGED = "unchanged", "Read before: nothing changed"
        REFUSED = "refused", "Refused: nothing was changed"
        CANCELLED = "cancelled", "Cancelled: nothing was changed"
        INTERRUPTED = "interrupted", "Interrupted: nothing was changed"

    UNDER_WAY = (State.WAITING, State.READING, State.WRITING)

    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="imports")
    name = models.CharField(max_length=200)
    path = models.CharField(max_length=400, blank=True)
    format = models.CharField(max_length=30, blank=True)
    known_up_to = models.DateField(null=True, blank=True, help_text="Asked where the file does not say")
    open_from = models.DateField(
        null=True, blank=True, help_text="Contacts received from this day on are put on today's list"
    )
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0, help_text="Per cent")
    words = models.CharField(max_length=400, blank=True, help_text="What happened, in a sentence")
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=list, help_text="How the file was read: encoding, codes not known")
    cancel_asked = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    source = models.ForeignKey(
        SourceFile, null=True, blank=True, on_delete=models.PROTECT, related_name="imports"
    )

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_state_display()}"

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY


class RowSetAside(models.Model):
    """A row or element that was not taken, with its place and the reason."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="set_aside")
    place = models.CharField(max_length=300)
    reason = models.CharField(max_length=400)
    value = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"
