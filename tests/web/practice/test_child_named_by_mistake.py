"""What a worker learned from a decision about the wrong child: it counts nowhere, and a task stops it."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.models import ContactChild
from fanlight.web.practice import actions as practice
from fanlight.web.practice.models import Forecast, ForecastInvitation, SecondLook
from fanlight.web.practice.queries import open_shares, resolve_forecasts
from fanlight.web.practice.queries.arrays import every_event
from fanlight.web.practice.queries.learning import decisions_of
from fanlight.web.practice.queries.second_looks import second_look_labels
from tests.web import second_looking as looking
from tests.web.builders import browse, decide, make_contact, share

pytestmark = pytest.mark.django_db


def put_right(decision, by):
    return actions.put_right(
        line=decision.line,
        by=by,
        why="Misread",
        last_seen=decision.pk,
        submission=uuid.uuid4(),
        right=NamedPerson("Eve", "Other"),
    )


def test_forecasts_lessons_and_shared_pages(door):
    [decision] = decide(make_contact(door), door.manager)
    ForecastInvitation.objects.filter(decision=decision).delete()
    ForecastInvitation.objects.create(decision=decision, asked_at=timezone.now())
    Forecast.objects.create(
        worker=door.manager,
        decision=decision,
        question="another_contact",
        words="Another contact?",
        probability=40,
        asked_at=timezone.now(),
        due_on=timezone.localdate() + timedelta(days=180),
    )
    practice.note_lesson(worker=door.manager, decision=decision, words="Ring the school first")
    shared = share(door.manager, door.colleague, decision)
    put_right(decision, door.manager)
    assert resolve_forecasts(door.manager) == []
    assert not ForecastInvitation.objects.exists()
    assert not decisions_of(door.manager).exists()
    assert not open_shares().exists()
    assert browse(door.colleague).get(reverse("practice:shared", args=[shared.pk])).status_code == 404
    page = browse(door.manager).get(reverse("practice:notebook")).content.decode()
    assert "Ring the school first" in page
    assert "not named on it any more: it counts nowhere" in page
    assert Forecast.ever.count() == ForecastInvitation.ever.count() == 1


def test_the_contact_counts_among_what_came_next_for_the_right_child_alone(door):
    [decision] = decide(make_contact(door), door.manager)
    line = put_right(decision, door.manager)
    assert every_event().person.tolist() == [line.right_line.person_id]


def test_second_looks_that_are_owed_and_answered(door):
    look = looking.drawn(door, door.colleague)
    put_right(look.decision, door.manager)
    assert not SecondLook.objects.exists()
    assert SecondLook.ever.exists()
    page = browse(door.colleague).get(reverse("practice:second_look", args=[look.pk]))
    assert page.status_code == 404


def test_second_looks_make_no_figure_of_it(door):
    made = looking.labels(door, ["higher", "same", None])
    until = timezone.localdate()
    assert len(second_look_labels(until=until)) == 3
    put_right(made[0].decision, door.manager)
    assert {one.decision for one in second_look_labels(until=until)} == {one.decision_id for one in made[1:]}


def test_while_a_child_may_be_in_danger_the_task_comes_first(door):
    task = looking.an_urgent_task(door)
    with pytest.raises(actions.NotNow, match="Find out which child"):
        put_right(task.look.decision, door.manager)
    line = ContactChild.ever.get(pk=task.line_id)
    assert line.mistaken_at is None
    assert not ContactChild.ever.filter(person__forename="Eve").exists()
    address = reverse("frontdoor:put_right", args=[line.contact_id, line.pk])
    client = browse(door.manager)
    form = client.get(address).context["form"]
    sent = {"why": "Misread", "right-forename": "Eve", "submission": form["submission"].value()}
    page = client.post(address, sent | {"last_seen": form["last_seen"].value()})
    assert page.status_code == 409
    assert "An urgent task about this child" in page.content.decode()
    assert "Misread" in page.content.decode()
