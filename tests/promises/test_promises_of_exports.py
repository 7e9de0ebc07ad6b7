"""Promises 1, 4 and 7 in files that leave: every export of every role, searched for what is one's own."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from fanlight.exchange.write_export import FileKind
from fanlight.web.accounts.models import Role, User
from fanlight.web.audit.models import AuditEvent
from fanlight.web.exchange.exports import registry
from fanlight.web.exchange.exports.kinds import Kind, kinds_for
from fanlight.web.exchange.exports.making import export_to_folder
from fanlight.web.exchange.exports.registry import tables_of
from fanlight.web.frontdoor.models import Decision
from fanlight.web.practice.exporting import NotYourSession
from fanlight.web.practice.models import WordBack
from tests.promises.private_life import CANARIES, FORECAST, HYPOTHESIS, LESSON, NOTE, QUESTION, live
from tests.web.builders import browse, decide, make_contact, share
from tests.web.exports import everything_in, tables, take

pytestmark = pytest.mark.django_db
OWN_WORDS = (FORECAST, LESSON, QUESTION, NOTE, HYPOTHESIS)
FORBIDDEN = re.compile(
    r"forecast|lesson|probab|per_cent|decided_by|_by$|worker|user|position|risk|score", re.I
)


def everybody(door):
    return (*door.workers.values(), door.colleague, door.stranger)


def test_no_export_of_anybody_else_holds_a_word_of_it(door):
    live(door)
    decide(make_contact(door), door.worker)
    share(door.worker, door.colleague)
    for user in everybody(door):
        for kind in kinds_for(user):
            found = everything_in(user, kind)
            met = [canary for canary in CANARIES if canary in found]
            is_mine = user == door.worker and kind is Kind.OWN
            assert met == (list(OWN_WORDS) if is_mine else []), (user.username, kind)


def test_the_workers_own_export_has_forecasts_and_outcomes(door):
    life = live(door)
    found = tables(door.worker, Kind.OWN)
    [forecast] = found["forecasts"]
    assert (forecast["question"], forecast["per_cent"]) == (FORECAST, "37")
    assert [row["words"] for row in found["lessons"]] == [LESSON, NOTE]
    [decision] = found["decisions"]
    assert decision["contact"] == life.contact.ref
    assert "ection 47" in decision["after_3_months"]
    assert "Asa" not in everything_in(door.worker, Kind.OWN), "the child is found by the number"


def test_nobody_can_ask_for_anothers(door):
    live(door)
    for user in everybody(door):
        if user == door.worker:
            continue
        address = reverse("exchange:take_export", args=[Kind.OWN])
        for more in ({}, {"worker": door.worker.pk}, {"user": door.worker.username}):
            answer = browse(user).post(f"{address}?worker={door.worker.pk}", {"file": "csv", **more})
            assert LESSON not in b"".join(answer.streaming_content).decode(errors="replace")
    assert Client().post(reverse("exchange:take_export", args=[Kind.OWN])).status_code == 302


def test_no_export_but_ones_own_tells_decider_time_or_order(door):
    live(door)
    decide(make_contact(door), door.worker)
    names = [user.name for user in User.objects.all()]
    for user in everybody(door):
        for kind in set(kinds_for(user)) - {Kind.OWN}:
            found = everything_in(user, kind)
            assert not [name for name in names if name in found], kind
            for decision in Decision.objects.all():
                assert f"{decision.at:%H:%M:%S.%f}" not in found
                assert decision.submission not in found


IN_THE_OPEN = {
    f"practice.{name}"
    for name in (
        "GuardSwitch",
        "HypothesisStep",
        "NearMissChange",
        "NearMissTheme",
        "NoiseAudit",
        "PulseRound",
        "TeamDayFigure",
        "Trial",
        "TrialClosing",
        "TrialCount",
        "TrialDeparture",
        "Vignette",
    )
}
"""Shown by the practice room to whoever takes the file: switches, moves of shared hypotheses, trials,
results, themes, figures of teams that agreed."""


def test_no_column_of_an_export_but_ones_own_could_hold_it():
    allowed = {"forecast_one_in", "position"}  # a team's setting
    for kind in set(Kind) - {Kind.OWN}:
        for table in tables_of(kind, operator=True):
            names = {column.name for column in table.columns} - allowed
            assert not [name for name in names if FORBIDDEN.search(name)], table.name
            held = {label for label in table.models if label.startswith("practice.")}
            assert held <= IN_THE_OPEN, table.name


def test_only_one_file_holds_decider_and_outcome():
    """By name: decisions without outcomes. In codes: no names. The operator holds the database anyway."""
    by_name = {table.name for table in tables_of(Kind.RECORDS, operator=False)}
    assert "decisions" in by_name
    assert not {"events", "earlier_events", "briefs", "persons_described"} & by_name
    coded = next(one for one in tables_of(Kind.PSEUDONYMISED, operator=False) if one.name == "decisions")
    assert not {"team", "part", "step", "by"} & {column.name for column in coded.columns}


def test_the_operators_files_hold_nothing_of_a_workers_own(door, tmp_path):
    live(door)
    WordBack.objects.create(
        contact=make_contact(door),
        kind="compliment",
        from_whom="A mother",
        words="canary in the word back",
        received_on="2026-01-01",
        recorded_by=door.worker,
        recorded_at="2026-01-01T10:00Z",
    )
    for kind in set(Kind) - {Kind.OWN}:
        export_to_folder(tmp_path / kind, kind, FileKind.CSV)
    text = "".join(path.read_text("utf-8-sig") for path in tmp_path.rglob("*.csv"))
    assert "section_47" in text, "events are in it"
    for canary in (*OWN_WORDS, "canary in the word back", door.worker.name):
        assert canary not in text


def test_tables_of_ones_own_refuse_whoever_is_nobody(door):
    taking = registry.Taking(None, None, None, None, None)
    for table in tables_of(Kind.OWN, operator=True):
        with pytest.raises(NotYourSession):
            list(table.rows(taking))


def test_the_log_does_not_count_what_is_ones_own(door):
    live(door)
    take(door.worker, Kind.OWN)
    [row] = AuditEvent.objects.filter(action="export")
    assert row.detail["rows"] == {}
    told = AuditEvent.objects.filter(action="export a record")
    assert [row.actor for row in told] == [door.worker.username]


def test_nobody_who_sees_no_case_content_gets_any(door):
    make_contact(door)
    for role in (Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER, Role.DIRECTOR):
        user = door.workers[role]
        for kind in kinds_for(user):
            assert "Asa" not in everything_in(user, kind)
            assert "without a coat" not in everything_in(user, kind)
