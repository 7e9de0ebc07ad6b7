"""Pilots on the web: written on one page, frozen before data, counted by month, judged in fixed words."""

from __future__ import annotations

import hashlib
import time
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from fanlight.evidence.pilot import BadPilot
from fanlight.web.accounts.models import Role
from fanlight.web.audit.models import AuditEvent
from fanlight.web.evidence.actions import pilots as actions
from fanlight.web.evidence.models import Pilot, PilotCount
from tests.web.builders import browse
from tests.web.piloting import ENTRIES, count, frozen_pilot_of, pilot_of

pytestmark = pytest.mark.django_db
GIVEN = {
    **{name: value for name, value in ENTRIES.items() if name not in ("smallest_effect", "starts_on")},
    "starts_on": "2025-01",
    "wanted": "fall",
    "percent": "30",
}


@pytest.fixture
def manager(door):
    return browse(door.workers[Role.TEAM_MANAGER])


@pytest.fixture
def by(door):
    return door.workers[Role.TEAM_MANAGER]


def address(name, pilot):
    return reverse(f"evidence:{name}", args=[pilot.pk])


def text_of(client, name, pilot):
    return client.get(address(name, pilot)).content.decode()


def test_a_look_tells_what_it_could_show_in_under_two_seconds_and_keeps_nothing(manager):
    began = time.process_time()
    response = manager.post(reverse("evidence:pilot_add"), {**GIVEN, "do": "look"})
    assert time.process_time() - began < 2
    text = response.content.decode()
    assert response.status_code == 200
    assert "This pilot could show it" in text
    assert "of 100 such pilots would find it" in text
    assert "Looked at each month" in text
    assert 'value="North hub"' in text
    assert not Pilot.objects.exists()


def test_a_worst_start_is_told_its_price(manager):
    worst = {**GIVEN, "chosen": "worst", "places": "150", "do": "look"}
    text = manager.post(reverse("evidence:pilot_add"), worst).content.decode()
    assert "Though nothing is done, the worst place falls to" in text


def test_a_pilot_is_registered_changed_and_frozen(door, manager):
    response = manager.post(reverse("evidence:pilot_add"), {**GIVEN, "do": "keep"})
    pilot = Pilot.objects.get()
    assert response["Location"] == address("pilot", pilot)
    assert pilot.smallest_effect == 0.7
    changed = manager.post(
        address("pilot_edit", pilot), {**GIVEN, "percent": "20", "wanted": "rise", "do": "keep"}
    )
    assert changed.status_code == 302
    pilot.refresh_from_db()
    assert pilot.smallest_effect == 1.2
    page = text_of(manager, "pilot_edit", pilot)
    assert 'value="20.0"' in page
    assert "Now: More of them" in page
    assert "checked" not in page
    assert manager.post(address("pilot_freeze", pilot), {}).status_code == 422
    assert manager.post(address("pilot_freeze", pilot), {"seen": "on"}).status_code == 302
    pilot.refresh_from_db()
    assert pilot.frozen_hash == hashlib.sha256(pilot.frozen_text.encode()).hexdigest()
    assert pilot.frozen_hash == pilot.spec.freeze_hash()
    assert pilot.foretold[0].startswith("This pilot")
    assert AuditEvent.objects.filter(action="freeze a pilot", record=f"pilot {pilot.pk}").exists()
    assert pilot.frozen_hash in text_of(browse(door.workers[Role.PRACTITIONER]), "pilot", pilot)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": ""}, "Enter what is tried"),
        ({"comparison": ""}, "Answer: With what"),
        ({"before_events": "0"}, "greater than or equal to 1"),
        ({"before_exposure": "many"}, "Enter a number"),
        ({"percent": "100"}, "At most 95"),
        ({"months": "9999"}, "less than or equal to 600"),
        ({"starts_on": "soon"}, "written as 2026-01"),
        ({"chosen": "worst"}, "among how many places"),
        ({"chosen": "worst", "places": "9", "method": "score"}, "mid-p or exact"),
        ({"comparison": "both"}, "the other place’s figures are needed"),
        ({"before_exposure": "nan"}, "Enter a number"),
    ],
)
def test_what_cannot_be_registered_is_refused_and_kept_on_the_page(manager, change, says):
    response = manager.post(reverse("evidence:pilot_add"), {**GIVEN, **change, "do": "keep"})
    assert response.status_code == 422
    text = response.content.decode()
    assert says in text
    assert "Whoever is called back" in text
    assert not Pilot.objects.exists()


def test_what_is_frozen_cannot_be_changed_by_page_by_action_or_in_the_database(by, manager):
    pilot = frozen_pilot_of(by)
    assert manager.post(address("pilot_edit", pilot), {**GIVEN, "do": "keep"}).status_code == 302
    with pytest.raises(actions.Frozen):
        actions.change_pilot(by=by, pilot=pilot, entries={"title": "Another"})
    with pytest.raises(actions.Frozen):
        actions.freeze_pilot(by=by, pilot=pilot, foretold=[])
    for change in ({"title": "Another"}, {"smallest_effect": 0.9}, {"frozen_at": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Pilot.objects.filter(pk=pilot.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        pilot.delete()
    pilot.refresh_from_db()
    assert pilot.title == ENTRIES["title"]


def test_an_action_refuses_what_cannot_be_worked_with(by):
    with pytest.raises(BadPilot):
        pilot_of(by, comparison="both")
    assert not Pilot.objects.exists()


def test_no_number_before_the_plan(by, manager):
    pilot = pilot_of(by)
    assert manager.get(address("pilot_count", pilot)).status_code == 302
    with pytest.raises(actions.Frozen, match="the plan comes before the data"):
        count(by, pilot, 1, 5)


def posted(client, pilot, **change):
    given = {"kind": "pilot", "month": "2025-01", "events": "12", "exposure": "200", **change}
    return client.post(address("pilot_count", pilot), given)


def test_a_number_a_month_and_a_correction_that_keeps_both(by, manager):
    pilot = frozen_pilot_of(by)
    assert 'value="2025-01"' in text_of(manager, "pilot_count", pilot)
    assert posted(manager, pilot).status_code == 302
    assert 'value="2025-02"' in text_of(manager, "pilot_count", pilot)
    again = posted(manager, pilot, events="13")
    assert again.status_code == 422
    assert "say why it is corrected" in again.content.decode()
    assert posted(manager, pilot, events="13", because="One came late").status_code == 302
    first, second = PilotCount.objects.order_by("pk")
    assert second.supersedes == first
    text = text_of(manager, "pilot", pilot)
    assert "13 of 200" in text
    assert "12 of 200" in text
    assert "One came late" in text
    with pytest.raises(DatabaseError), transaction.atomic():
        PilotCount.objects.filter(pk=first.pk).update(events=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        second.delete()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"month": "2024-12"}, "begins in January 2025"),
        ({"month": "2026-01"}, "registered for 12 months"),
        ({"month": "2999-01"}, "has not begun"),
        ({"month": "1"}, "written as 2026-01"),
        ({"kind": "compared"}, "lies before January 2025"),
        ({"kind": "process"}, "Name what was done"),
        ({"kind": ""}, "Answer: Which number"),
        ({"events": "-1"}, "greater than or equal to 0"),
        ({"events": "1.5"}, "whole number"),
        ({"exposure": "0"}, "greater than or equal"),
    ],
)
def test_a_number_that_fits_nowhere_is_refused(by, manager, change, says):
    pilot = frozen_pilot_of(by)
    response = posted(manager, pilot, **change)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not PilotCount.objects.exists()


def test_on_the_way_only_what_stays_valid_and_at_the_end_the_plan(by, manager):
    pilot = frozen_pilot_of(by)
    for month in range(1, 12):
        count(by, pilot, month, 9)
    on_the_way = text_of(manager, "pilot", pilot)
    assert "So far, after 11 of 12 months" in on_the_way
    assert "valid however often one looks" in on_the_way
    assert "p = " not in on_the_way
    count(by, pilot, 12, 9)
    report = text_of(manager, "pilot_report", pilot)
    assert "Shown. A fall is shown" in report
    assert "Rate ratio 0.45" in report
    assert "South hub, by the same plan" in report
    assert pilot.frozen_text.replace('"', "&quot;")[:40] in report


def test_beside_another_place_a_month_waits_for_its_count(by, manager):
    pilot = frozen_pilot_of(by, comparison="place")
    count(by, pilot, 1, 9)
    count(by, pilot, 2, 9)
    count(by, pilot, 1, 20, kind="compared")
    text = text_of(manager, "pilot", pilot)
    assert "One month waits" in text
    assert "So far, after 1 of 12 months" in text


def test_months_before_make_the_look_on_the_way_honest(by, manager):
    pilot = frozen_pilot_of(by)
    count(by, pilot, 1, 9)
    assert "taken as certain" in text_of(manager, "pilot", pilot)
    count(by, pilot, 1, 20, kind="compared", on=date(2024, 1, 1))
    assert "each month beside a month of the comparison" in text_of(manager, "pilot", pilot)


def test_process_measures_stand_apart_and_change_nothing(by, manager):
    pilot = frozen_pilot_of(by)
    count(by, pilot, 1, 9)
    before = manager.get(address("pilot", pilot)).context["page"].report
    count(by, pilot, 1, 180, kind="process", name="Called back")
    page = manager.get(address("pilot", pilot)).context["page"]
    assert page.report.sentence() == before.sentence()
    assert "January 2025, Called back: 180 of 200" in text_of(manager, "pilot", pilot)


def test_a_worst_start_is_judged_against_the_drawn_in_count(by, manager):
    entries = {
        "before_events": 33,
        "before_exposure": 12.0,
        "after_exposure": 12.0,
        "chosen": "worst",
        "places": 150,
    }
    pilot = frozen_pilot_of(by, **entries)
    plain = frozen_pilot_of(by, **{**entries, "chosen": "other", "places": None})
    for month in range(1, 13):
        for one in (pilot, plain):
            count(
                by, one, month, 1 if month % 3 else 2, exposure=1.0
            )  # 16 in all: about what 33 falls back to
    assert "Shown. A fall is shown" in text_of(manager, "pilot", plain)
    text = text_of(manager, "pilot", pilot)
    assert "drawn towards the other places first" in text
    assert "A fall is shown" not in text


def test_everyone_reads_the_register_and_the_worked_example(door, by):
    pilot_of(by)
    reader = browse(door.workers[Role.PRACTITIONER])
    text = reader.get(reverse("evidence:pilots")).content.decode()
    assert ENTRIES["title"] in text
    assert "Register a pilot" not in text
    example = reader.get(reverse("evidence:pilot_example")).content.decode()
    assert "a fall shown (rate ratio 0.54, 0.32 to 0.89)" in example
    assert "a lasting effect of the programme: not shown." in example
