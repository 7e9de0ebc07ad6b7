"""One import of one file: how far it is, what it would change, what it brought, what it set aside."""

from __future__ import annotations

from django.db import models

from fanlight.web.accounts.models import User
from fanlight.web.casework.models import Person, SourceFile


class ImportBatch(models.Model):
    """A file that somebody handed in. Its copy is kept until it is written or given up, then removed."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        READING = "reading", "Reading the file"
        UNKNOWN = "unknown", "Not known: say what its columns hold"
        STAGED = "staged", "Read: nothing is written yet"
        AGREED = "agreed", "Waiting to be written"
        WRITING = "writing", "Writing what it holds"
        DONE = "done", "Done"
        UNCHANGED = "unchanged", "Read before: nothing changed"
        REFUSED = "refused", "Refused: nothing was changed"
        CANCELLED = "cancelled", "Cancelled: nothing was changed"
        INTERRUPTED = "interrupted", "Interrupted: nothing was changed"
        UNDONE = "undone", "Undone: all is as it was before"

    TO_READ = (State.WAITING, State.READING)
    TO_WRITE = (State.AGREED, State.WRITING)
    UNDER_WAY = (*TO_READ, *TO_WRITE)
    WAITS_FOR_A_PERSON = (State.UNKNOWN, State.STAGED)

    class Contacts(models.TextChoices):
        HISTORY = "history", "All are history: nothing goes on today’s list"
        OPEN = "open", "Those received since a day wait for a decision: put them on today’s list"

    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="imports")
    name = models.CharField(max_length=200)
    path = models.CharField(max_length=400, blank=True, help_text="The copy; empty once it is removed")
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    format = models.CharField(max_length=30, blank=True)
    mapping = models.TextField(blank=True, help_text="The column mapping that it is read by, as JSON")
    known_up_to = models.DateField(null=True, blank=True, help_text="Asked where the file does not say")
    contacts_are = models.CharField(max_length=7, choices=Contacts, blank=True)
    open_from = models.DateField(
        null=True, blank=True, help_text="Contacts received from this day on are put on today's list"
    )
    complete_from = models.DateField(
        null=True, blank=True, help_text="A person said: since this day the file holds everything"
    )
    take_over = models.BooleanField(
        default=False, help_text="Where file and record differ on a person, the file is right"
    )
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0, help_text="Per cent")
    words = models.CharField(max_length=400, blank=True, help_text="What happened, in a sentence")
    shown = models.JSONField(default=dict, help_text="The difference as it was shown, and its fingerprint")
    counts = models.JSONField(default=dict)
    stays = models.JSONField(default=dict, help_text="Added to the record: undoing cannot take it back")
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


class PersonDescribed(models.Model):
    """What an import wrote about a person who was known before it, so that it can be taken back."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="described")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    field = models.CharField(max_length=20)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.field}: {self.before or 'nothing'} to {self.after}"
