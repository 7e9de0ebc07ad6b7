"""A list of one's own: a file that nothing knows, and what somebody said of its columns."""

from __future__ import annotations

import io

from fanlight.exchange.mapping import ColumnMapping
from fanlight.web.accounts.models import User
from fanlight.web.exchange import actions
from fanlight.web.exchange.models import ImportBatch
from fanlight.web.exchange.own_lists.actions import describe_list
from fanlight.web.exchange.own_lists.models import OwnListVersion
from tests.web.builders import Door

LOG = b"""Ref no,Child ref,Date in,Who from
K-1,C-1,26/05/26,Police - MARF
K-2,C-2,27/05/26,Police - MARF
K-3,,27/05/26,GP surgery
"""
MAPPING = ColumnMapping("Contact log", "contacts", {"person_id": "Child ref", "received": "Date in"})


def an_unknown_file(content: bytes = LOG, name: str = "log.csv", by: User | None = None) -> ImportBatch:
    """Handed in, and kept, for nothing knows it."""
    return actions.stage(actions.hand_in(by=by, file=io.BytesIO(content), name=name))


def a_version(door: Door) -> OwnListVersion:
    """What the team's manager said of the log's columns."""
    return describe_list(by=door.manager, mapping=MAPPING)
