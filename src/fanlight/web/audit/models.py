"""One link of the audit chain, and whom it concerns."""

from __future__ import annotations

from django.db import models


class AuditEvent(models.Model):
    """Who did what to which record, when. Rows are never changed: the database refuses it.

    `mac` is an HMAC over the row and the `mac` of the row before, under a key that is kept outside the
    database; two rows cannot follow the same one.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=150, blank=True, help_text="Username; empty when the system acts")
    action = models.CharField(max_length=60)
    record = models.CharField(max_length=80, blank=True, help_text='Kind and number, such as "contact 12"')
    persons = models.JSONField(default=list, help_text="Keys of the persons the record concerns")
    detail = models.JSONField(default=dict)
    prev = models.CharField(max_length=64, unique=True)
    mac = models.CharField(max_length=64)

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["actor", "at"])]

    def __str__(self) -> str:
        return f"{self.seq}: {self.actor or 'system'} {self.action} {self.record}"


class AuditSubject(models.Model):
    """Index of the log by person: says nothing that the row itself does not."""

    event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="subjects")
    person_key = models.CharField(max_length=32, db_index=True)

    def __str__(self) -> str:
        return f"{self.person_key} in {self.event_id}"


class WorkerSearch(models.Model):
    """A search of the log by worker: recorded with its reason, and shown to that worker."""

    worker = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="searches_of_me")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="searches_by_me")
    at = models.DateTimeField()
    reason = models.TextField()
    told_at = models.DateTimeField(null=True, blank=True, help_text="When the worker saw the notice")

    def __str__(self) -> str:
        return f"{self.by} searched for {self.worker}"
