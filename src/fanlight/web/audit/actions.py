"""Searching the log is itself written to the log; a search by worker is told to the worker."""

from __future__ import annotations

from django.utils import timezone

from fanlight.web.accounts.models import User
from fanlight.web.audit.models import WorkerSearch
from fanlight.web.audit.recording import action, tell


@action
def search_by_worker(*, by: User, worker: User, reason: str) -> WorkerSearch:
    """Record why the log is searched by a worker; the worker sees it on their next page."""
    search = WorkerSearch.objects.create(worker=worker, by=by, at=timezone.now(), reason=reason)
    tell(by=by, action="search the log by worker", record=search, worker=worker.username, reason=reason)
    return search


@action
def search_by_child(*, by: User, person_key: str) -> None:
    """Record that somebody looked up who saw a child's record."""
    tell(by=by, action="search the log by child", persons=[person_key])


@action
def told(*, search: WorkerSearch, worker: User) -> None:
    """The worker has seen that the log was searched for them."""
    search.told_at = timezone.now()
    search.save(update_fields=["told_at"])
    tell(by=worker, action="was told of a search", record=search)
