"""The hash chain: how a row is sealed, added and verified."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from fanlight.web.audit.keys import audit_key
from fanlight.web.audit.models import AuditEvent, AuditSubject

FIRST = "0" * 64
_LOCK = 0x46414E4C  # "FANL": PostgreSQL's advisory lock of the chain


def seal(event: AuditEvent, key: bytes) -> str:
    """HMAC-SHA256 over the row in canonical JSON (hex, 64 characters)."""
    content = [
        event.seq,
        event.at.astimezone(UTC).isoformat(),
        event.actor,
        event.action,
        event.record,
        event.persons,
        event.detail,
        event.prev,
    ]
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key, canonical.encode(), hashlib.sha256).hexdigest()


def append(
    *, at: datetime, actor: str, action: str, record: str, persons: Sequence[str], detail: Mapping[str, Any]
) -> AuditEvent:
    """Add one row after the last. Must run inside the transaction of what it tells of."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("The audit log is written with what it tells of.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = AuditEvent.objects.order_by("-seq").only("seq", "mac").first()
    event = AuditEvent(
        seq=last.seq + 1 if last else 1,
        at=at,
        actor=actor,
        action=action,
        record=record,
        persons=sorted(set(persons)),
        detail=dict(detail),
        prev=last.mac if last else FIRST,
    )
    event.mac = seal(event, audit_key())
    event.save(force_insert=True)
    AuditSubject.objects.bulk_create(AuditSubject(event=event, person_key=key) for key in event.persons)
    return event


@dataclass(frozen=True)
class Verdict:
    """What verification found: `broken_at` is the first row that does not hold, or None."""

    rows: int
    broken_at: int | None
    reason: str
    head: str

    def sentence(self) -> str:
        if self.broken_at is None:
            return f"The audit log is whole: {self.rows:,} rows, head {self.head[:16]}."
        return f"The audit log does not hold at row {self.broken_at}: {self.reason}."


def verify(*, key: bytes | None = None, anchors: Iterable[tuple[int, str]] = ()) -> Verdict:
    """Walk the chain from its first row; anchors are (seq, mac) noted outside the database."""
    key = key or audit_key()
    expected = dict(anchors)
    prev, seq = FIRST, 0
    events = AuditEvent.objects.order_by("seq").prefetch_related("subjects")
    try:
        for event in events.iterator(chunk_size=2000):
            if event.seq != seq + 1:
                return Verdict(seq, seq + 1, "a row is missing", prev)
            if fault := _fault(event, prev, key):
                return Verdict(seq, event.seq, fault, prev)
            if expected.pop(event.seq, event.mac) != event.mac:
                return Verdict(seq, event.seq, "it differs from the head noted outside the database", prev)
            prev, seq = event.mac, event.seq
    except (AttributeError, TypeError, ValueError):  # no day, no text: nothing that was ever written here
        return Verdict(seq, seq + 1, "this row, or one after it, cannot be read", prev)
    if missing := sorted(expected):
        return Verdict(seq, missing[0], "rows noted outside the database are gone", prev)
    return Verdict(seq, None, "", prev)


def _fault(event: AuditEvent, prev: str, key: bytes) -> str:
    """Say why a row does not hold after the row sealed with `prev`; empty when it does."""
    if event.prev != prev:
        return "it does not follow the row before"
    if not hmac.compare_digest(seal(event, key).encode(), event.mac.encode()):
        return "its content was changed"
    if sorted(event.persons) != sorted(subject.person_key for subject in event.subjects.all()):
        return "the index by person does not agree with it"
    return ""
