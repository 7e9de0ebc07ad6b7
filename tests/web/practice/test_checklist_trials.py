"""A frozen trial says who is asked the list it tries: teams, weeks, workers; as usual for everybody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.web.accounts.models import Team
from fanlight.web.frontdoor.actions import checklists as lists
from fanlight.web.frontdoor.asked import asked_of
from fanlight.web.frontdoor.models import ChecklistVersion
from fanlight.web.practice.actions import trials as actions
from fanlight.web.practice.checklist_trials import asked_by_schedule, plan_a_trial, running_trial
from fanlight.web.practice.models import Trial
from tests.web.builders import browse, make_contact
from tests.web.checklists import a_list, on_trial
from tests.web.trialling import approved_trial_of, frozen_trial_of, past_trial_of

pytestmark = pytest.mark.django_db
State = ChecklistVersion.State
TEAMS = ("Front door", "Other hub", "North", "South")


@pytest.fixture
def version(door):
    """A list on trial, where nothing else is asked."""
    ChecklistVersion.objects.update(state=State.RETIRED)
    return on_trial(door.manager)


def of_teams(door, version, **change):
    names = [door.team.name, *[name for name in TEAMS if name != door.team.name][:3]]
    entries = {"unit_kind": "teams", "units": names, "schedule_kind": "stepped_wedge", "periods": 6}
    return past_trial_of(door, **{"subject": f"checklist:{version.pk}", "weeks_ago": 3} | entries | change)


def set_rows(trial, rows):
    """The schedule as if it had been drawn so; the guard of the database is for what runs for real."""
    trial.rows = rows
    return trial


def test_without_a_trial_the_teams_chosen_are_asked(door, version):
    assert asked_by_schedule(door.worker, version) is None
    assert asked_of(door.worker) == version


@pytest.mark.parametrize("row", ["000000", "000011", "000111", "011111"])
def test_a_team_is_asked_from_its_step_on(door, version, row, monkeypatch):
    trial = of_teams(door, version)  # this is the fourth week
    drawn = set_rows(trial, [row, "001111", "000001", "011111"])
    monkeypatch.setattr("fanlight.web.practice.checklist_trials.running_trial", lambda version: drawn)
    assert asked_by_schedule(door.worker, version) is (row[3] == "1")
    assert asked_of(door.worker) == (version if row[3] == "1" else None)
    assert asked_by_schedule(door.stranger, version) is False  # in no team of the trial


def test_a_team_above_stands_for_its_teams(door, version, monkeypatch):
    above = Team.objects.create(name="All hubs")
    door.team.parent = above
    door.team.save()
    door.worker.refresh_from_db()
    trial = of_teams(door, version, units=["All hubs", "North", "South", "West"])
    drawn = set_rows(trial, ["111111", "000000", "000000", "000000"])
    monkeypatch.setattr("fanlight.web.practice.checklist_trials.running_trial", lambda version: drawn)
    assert asked_by_schedule(door.worker, version) is True


def test_in_weeks_of_one_service_the_chosen_teams_are_asked_week_by_week(door, version):
    trial = past_trial_of(door, subject=f"checklist:{version.pk}", weeks_ago=3)
    on = trial.rows[0][3] == "1"
    assert asked_by_schedule(door.worker, version) is (None if on else False)
    assert asked_of(door.worker) == (version if on else None)
    version.asked_in.set([door.stranger.team or Team.objects.create(name="Elsewhere")])
    assert asked_of(door.worker) is None


def test_workers_are_asked_in_their_own_weeks_and_who_declines_works_as_usual(door, version, monkeypatch):
    trial = past_trial_of(door, subject=f"checklist:{version.pk}", weeks_ago=3)
    drawn = set_rows(trial, ["1" * 12])
    drawn.unit_kind, drawn.units = "workers", [door.worker.username]
    monkeypatch.setattr("fanlight.web.practice.checklist_trials.running_trial", lambda version: drawn)
    assert asked_by_schedule(door.worker, version) is True
    assert asked_by_schedule(door.colleague, version) is False
    actions.decline_trial(worker=door.worker, trial=trial, declines=True)
    assert asked_by_schedule(door.worker, version) is False
    actions.decline_trial(worker=door.worker, trial=trial, declines=False)
    assert asked_by_schedule(door.worker, version) is True


@pytest.mark.parametrize("weeks_ago", [-1, 12])
def test_before_the_first_day_and_after_the_last_nobody_is_asked(door, version, weeks_ago):
    past_trial_of(door, subject=f"checklist:{version.pk}", weeks_ago=weeks_ago)
    assert asked_by_schedule(door.worker, version) is False


def test_the_boundaries_of_a_week_are_its_days(door, version, monkeypatch):
    trial = past_trial_of(door, subject=f"checklist:{version.pk}", weeks_ago=0)
    drawn = set_rows(trial, ["10" * 6])
    monkeypatch.setattr("fanlight.web.practice.checklist_trials.running_trial", lambda version: drawn)
    for days, expected in ((0, None), (6, None), (7, False), (13, False), (14, None), (-1, False)):
        day = trial.starts_on + timedelta(days=days)
        monkeypatch.setattr("fanlight.web.practice.checklist_trials.timezone.localdate", lambda day=day: day)
        assert asked_by_schedule(door.worker, version) is expected, days


def test_a_trial_that_is_not_frozen_or_of_another_list_says_nothing(door, version):
    approved_trial_of(door, subject=f"checklist:{version.pk}")
    past_trial_of(door, subject=f"checklist:{version.pk}0")
    past_trial_of(door, subject="breaks")
    assert running_trial(version) is None
    assert asked_by_schedule(door.worker, version) is None


def test_a_closed_trial_says_nothing_more(door, version):
    from fanlight.web.practice.queries.trials import report_of
    from tests.web.trialling import counted_trial_of

    trial = counted_trial_of(door, subject=f"checklist:{version.pk}")
    assert asked_by_schedule(door.worker, version) is False  # over, and not closed
    actions.close_trial(
        by=door.manager, trial=trial, report=report_of(trial), adopted="adopt", because="It helped"
    )
    assert asked_by_schedule(door.worker, version) is None


def test_the_schedule_reaches_the_contact_page(door, version):
    trial = past_trial_of(door, subject=f"checklist:{version.pk}", weeks_ago=3)
    page = browse(door.worker).get(reverse("frontdoor:contact", args=[make_contact(door).pk]))
    asked = version.cues[0]["question"] in page.content.decode()
    assert asked is (trial.rows[0][3] == "1")


def test_the_lists_page_leads_to_the_trial_that_runs(door, version):
    assert plan_a_trial(door.manager, version).link == "Plan a trial of it"
    assert plan_a_trial(door.worker, version) is None
    trial = frozen_trial_of(door, subject=f"checklist:{version.pk}")
    page = browse(door.worker).get(reverse("frontdoor:checklist", args=[version.pk])).content.decode()
    assert reverse("practice:trial", args=[trial.pk]) in page
    assert "says who is asked it, and when" in page


def test_a_draft_with_a_frozen_trial_says_that_it_waits(door):
    draft = a_list(door.worker)
    frozen_trial_of(door, subject=f"checklist:{draft.pk}")
    assert "until somebody puts it on trial" in plan_a_trial(door.worker, draft).words
    lists.take_step(version=draft, state=State.ON_TRIAL, by=door.manager, why="It begins tomorrow")
    draft.refresh_from_db()
    assert "until somebody" not in plan_a_trial(door.worker, draft).words
    assert Trial.objects.get().starts_on == timezone.localdate() + timedelta(days=1)
