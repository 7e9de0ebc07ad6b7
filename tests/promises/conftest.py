"""The promises are tested on the same small front door as the web; what anybody can see is opened once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from fanlight.web.audit.keys import audit_key
from fanlight.web.frontdoor.models import Decision
from tests.promises.private_life import PrivateLife, live
from tests.web.builders import Door, decide, make_contact, make_door
from tests.web.conftest import door, installation
from tests.web.crawl import crawl

__all__ = ["door", "installation"]


@dataclass(frozen=True)
class Seen:
    """One address as one worker saw it."""

    username: str
    role: str
    address: str
    status: int
    kind: str
    content: str
    policy: str

    @property
    def html(self) -> str:
        return self.content if self.kind.startswith("text/html") else ""


@dataclass(frozen=True)
class Everything:
    """All that everybody can open, while one worker has a private life and a recommendation waits."""

    pages: tuple[Seen, ...]
    door: Door
    life: PrivateLife
    decisions: tuple[Decision, ...]


@pytest.fixture(scope="session")
def everything(django_db_setup, django_db_blocker, tmp_path_factory) -> Everything:
    """Every address opened by every worker, once for all tests; nothing of it remains."""
    home = Path(tmp_path_factory.mktemp("crawl"))
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(settings, "HOME", home)
        patch.setattr(settings, "AUDIT_KEY", lambda: "key of a test")
        patch.setattr("fanlight.web.exchange.jobs.start", lambda batch: None)
        audit_key.cache_clear()
        opened = _open_everything()
        transaction.set_rollback(True)
    audit_key.cache_clear()
    return opened


def _open_everything() -> Everything:
    door = make_door()
    life = live(door)
    decide(make_contact(door), door.worker)
    pages = tuple(
        Seen(
            user.username,
            user.role,
            address,
            response.status_code,
            response.get("Content-Type", ""),
            response.content.decode(errors="replace"),
            response.get("Content-Security-Policy", ""),
        )
        for user in (*door.workers.values(), door.colleague, door.stranger)
        for address, response in crawl(door, user)
    )
    return Everything(pages, door, life, tuple(Decision.objects.all()))
