"""Every table that is said to be append-only has its triggers, on both databases."""

from __future__ import annotations

import pytest
from django.db import connection

from fanlight.web.audit import apps as audit
from fanlight.web.evidence import append_only as evidence
from fanlight.web.exchange import apps as exchange
from fanlight.web.frontdoor import append_only as frontdoor
from fanlight.web.practice import append_only as practice
from fanlight.web.staff import apps as staff

pytestmark = pytest.mark.django_db
TABLES = [
    table
    for room in (audit, staff, evidence, exchange, frontdoor, practice)
    for table in sorted(room.APPEND_ONLY)
]
ASKED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT trigger_name FROM information_schema.triggers WHERE event_object_table = %s",
}


@pytest.mark.parametrize("table", TABLES)
def test_changes_and_removals_are_refused_by_the_database(table):
    with connection.cursor() as cursor:
        cursor.execute(ASKED[connection.vendor], [table])
        found = {name for (name,) in cursor.fetchall()}
    assert found == {f"{table}_no_update", f"{table}_no_delete"}
