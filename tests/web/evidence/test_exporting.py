"""The evidence room in an export: every row that was kept, and nobody's name."""

from __future__ import annotations

import re

import pytest

from fanlight.web.accounts.models import Role, User
from fanlight.web.casework.windows import set_window
from fanlight.web.evidence.actions import claims, notes, tables
from fanlight.web.evidence.exporting import TABLES
from fanlight.web.evidence.models import ClaimVerdict
from fanlight.web.evidence.permissions import may_read_evidence
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.exchange.exports.registry import tables_of
from fanlight.web.exchange.permissions import may_export_evidence
from tests.web import exports
from tests.web.evidence import investigating as made
from tests.web.evidence.acts import JUNE, a_note, a_series
from tests.web.evidence.comparing import a_comparison
from tests.web.piloting import a_counted_pilot

pytestmark = pytest.mark.django_db


def filled(door) -> ClaimVerdict:
    """Something in every table."""
    by = door.manager
    tables.add_values(by=by, series=a_series(by), rows=[JUNE])
    notes.withdraw_note(by=by, note=a_note(by), because="Another month")
    notes.set_target(by=by, series_key="contacts", value=10.0, better="lower", reason="Agreed")
    a_counted_pilot(door, by)
    a_comparison(by)
    made.a_plan(by)
    verdict = made.a_verdict(by, probability=83)
    claims.review_verdict(verdict=verdict, by=by, came_about="no", words="11,149")
    return verdict


@pytest.mark.parametrize("role", Role)
def test_whoever_reads_the_pages_takes_the_file(role):
    assert may_export_evidence(User(role=role)) == may_read_evidence(User(role=role))


def test_every_table_has_its_rows(door):
    verdict = filled(door)
    whole = exports.tables(door.workers[Role.DIRECTOR], Kind.EVIDENCE)
    assert set(whole) == {table.name for table in tables_of(Kind.EVIDENCE, operator=False)}
    found = {table.name: whole[table.name] for table in TABLES}
    assert [name for name, rows in found.items() if not rows] == []
    assert [(row["period"], row["value"]) for row in found["series_values"]] == [
        ("2026-05-01", "12.0"),
        ("2026-06-01", "14.0"),
    ]
    assert [row["withdrawn_because"] for row in found["series_notes"]] == ["Another month"]
    assert [(row["events"], row["because"]) for row in found["pilot_counts"]][:2] == [
        ("9", ""),
        ("11", "Two were counted late"),
    ]
    [row] = found["verdicts"]
    assert (row["claim"], row["came_about"], row["review_words"]) == (str(verdict.claim_id), "no", "11,149")
    assert [row["according_to"] for row in found["claims"]] == [verdict.claim.said_by]


def test_nobodys_name_no_hour_of_a_verdict_and_no_probability(door):
    verdict = filled(door)
    names = [word for user in User.objects.all() for word in (user.name, user.username)]
    everything = exports.everything_in(door.manager, Kind.EVIDENCE)
    assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", everything)]
    [row] = exports.tables(door.manager, Kind.EVIDENCE)["verdicts"]
    assert "83" not in row.values()
    assert row["given_on"] == f"{verdict.at:%Y-%m-%d}"
    assert len(row["reviewed_on"]) == 10


def test_a_window_that_was_set_goes_with_the_settings(door):
    set_window(by=door.manager, step="contact_referral", first_day=1, last_day=9, reason="Tried")
    [row] = exports.tables(door.workers[Role.ANALYST], Kind.IMPORTS)["windows"]
    assert (row["step"], row["first_day"], row["last_day"]) == ("contact_referral", "1", "9")
    assert row["reason"] == "Tried"
