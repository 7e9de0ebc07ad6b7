"""Do the decisions, the audit log and the acknowledgements tell one story?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db import connection

from fanlight.web.audit.chain import verify
from fanlight.web.audit.models import AuditEvent
from fanlight.web.frontdoor.models import Decision
from torture.deciding import CHILDREN


def faults(acknowledged: Iterable[int]) -> list[str]:
    """Compare; each sentence is something that must never be.

    Parameters
    ----------
    acknowledged
        Ids of all decisions whose commit was acknowledged so far.
    """
    held = dict(Decision.objects.values_list("pk", "submission"))
    told = Counter(
        int(record.removeprefix("decision "))
        for record in AuditEvent.objects.filter(action__startswith="decision ").values_list(
            "record", flat=True
        )
    )
    halves = Counter(submission.partition("-")[0] for submission in held.values())
    superseded = Counter(Decision.objects.exclude(supersedes=None).values_list("supersedes_id", flat=True))
    found = {
        "acknowledged, but gone": set(acknowledged) - held.keys(),
        "decision without its audit row": held.keys() - told.keys(),
        "audit row without its decision": told.keys() - held.keys(),
        "decision told twice": [pk for pk, times in told.items() if times > 1],
        "submission recorded in part": [mark for mark, lines in halves.items() if lines != CHILDREN],
        "decision superseded twice": [pk for pk, times in superseded.items() if times > 1],
    }
    words = [f"{what}: {len(which)}" for what, which in found.items() if which]
    verdict = verify()
    if verdict.broken_at is not None:
        words.append(verdict.sentence())
    return words + damage()


def damage() -> list[str]:
    """What SQLite's own check of the file says; nothing on PostgreSQL, which has its own recovery."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return [f"integrity: {words}" for (words,) in cursor.fetchall() if words != "ok"]
