"""The version of the data: every change tells the log, so its last row that is no mere reading names it."""

from __future__ import annotations

from fanlight.web.audit.models import AuditEvent

# What leaves persons, contacts, decisions, forecasts and events as they are; one that is missing here costs a
# reading, no more.
CHANGES_NOTHING = (
    *("read", "list", "export", "search contacts", "read own decision", "read a request", "read first"),
    *("read a past decision", "see what a file changes", "sign in", "fail to sign in", "call the interface"),
    *("search the log by worker", "search the log by child", "read the log of a child"),
    *("keep a draft of a checklist", "test a checklist", "draw a sample to code", "code a past contact"),
    *("write near misses", "code a near miss", "ask about a near miss", "open a pulse"),
    *("ask for an audit of questions", "stop an audit of questions"),
    *("was told of a search", "write on a series", "withdraw a note on a series", "set a target of a series"),
)


def last_write() -> str:
    """The mark of the last row that may have changed what is counted from records; "" before any."""
    last = AuditEvent.objects.exclude(action__in=CHANGES_NOTHING).order_by("-seq").values_list("mac")[:1]
    return next((mac for (mac,) in last), "")
