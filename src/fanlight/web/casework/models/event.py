"""An event as imported, with where it came from: replaced, or no longer present, but kept.

Only undoing an import takes its rows away again.
"""

from __future__ import annotations

from django.db import models

from fanlight.casework.event import EVENT_WORDS, EventKind
from fanlight.casework.event import Event as RecordedEvent
from fanlight.web.casework.models.person import Person


class SourceFile(models.Model):
    """A file that was read, known by its content.

    One content is read again only where values of it were mapped to codes since; then it stands twice.
    """

    name = models.CharField(max_length=200)
    format = models.CharField(max_length=30)
    sha256 = models.CharField(max_length=64, db_index=True)
    known_up_to = models.DateField(help_text="Events after this day are not in the file")
    tells_of_referrals = models.BooleanField(
        default=True, help_text="No for a file of contacts or past decisions alone: its silence says nothing"
    )
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """Something a service recorded about a person.

    Current is what nothing replaces. An event that a complete file no longer tells stands for itself
    (`replaced_by` is the event), so that whoever asks for current events does not meet it.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="events", db_index=False)
    kind = models.CharField(max_length=20, choices=[(kind.value, EVENT_WORDS[kind]) for kind in EventKind])
    on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    detail = models.JSONField(default=dict)
    key = models.CharField(max_length=60, blank=True)
    identity = models.CharField(max_length=64, db_index=True)
    content_hash = models.CharField(max_length=64)
    source = models.ForeignKey(SourceFile, on_delete=models.PROTECT, related_name="events")
    place = models.CharField(max_length=200, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaces",
        db_index=False,
    )
    no_longer_in = models.ForeignKey(
        SourceFile,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="no_longer_tells",
        help_text="The complete file that should have told it and did not",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identity"], condition=models.Q(replaced_by=None), name="one_current_event"
            )
        ]
        indexes = [
            # Every read asks for the current events of some persons, mostly kind and day alone.
            models.Index(
                fields=["person", "on", "kind"], condition=models.Q(replaced_by=None), name="current_events"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.on}"

    def as_recorded(self, person_id: str) -> RecordedEvent:
        """The event in the library's shape, under the identifier the caller uses."""
        return RecordedEvent(
            person_id=person_id,
            kind=EventKind(self.kind),
            on=self.on,
            ended_on=self.ended_on,
            detail=self.detail,
            key=self.key,
            place=self.place,
        )
