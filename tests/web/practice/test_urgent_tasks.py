"""A second look that lands higher is a task for today, by name: never the decider's, never nobody's."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanlight.terms.working_days import bank_holidays
from fanlight.web.accounts.models import Authority, Role
from fanlight.web.audit.models import AuditEvent
from fanlight.web.frontdoor.models import Decision
from fanlight.web.practice import actions
from fanlight.web.practice.duty import duty_now
from fanlight.web.practice.models import UrgentTask
from fanlight.web.practice.urgent import due_words, urgent_on_top, working_calendar
from tests.web import second_looking as looking
from tests.web.builders import browse, decide, make_worker
from tests.web.forms_on_page import form_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_ten(monkeypatch):
    """It is ten o'clock on a working day."""
    day = timezone.localdate() + timedelta(days=1)
    while day.weekday() > 4 or day in bank_holidays(day.year):
        day += timedelta(days=1)
    now = timezone.make_aware(datetime.combine(day, time(10)))
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


def words(task, now):
    return due_words(task, now, working_calendar(now))


def names(task):
    return {one.name for one in task.assigned.all()}


def test_it_is_due_at_closing_and_reckoned_in_working_time(door, at_ten):
    task = looking.an_urgent_task(door)
    closes = Authority.current().closes_at
    assert timezone.localtime(task.due_at).time() == closes
    assert words(task, at_ten) == f"By {closes:%H:%M} today: {closes.hour - 10} h 00 min left"
    next_day = task.due_at + timedelta(hours=10)
    assert words(task, next_day) == f"Act now: open for {closes.hour - 10} h 00 min of working time"


def test_within_hours_means_at_once(door, at_ten):
    look = looking.answered(looking.drawn(door, door.colleague), looking.URGENT)
    assert look.task.due_at == at_ten
    assert words(look.task, at_ten) == "Act now"


def test_a_level_off_the_scale_goes_to_a_person_too(door):
    look = looking.answered(looking.drawn(door, door.colleague), "missing")
    assert "not on the same scale" in look.task.words


def test_it_goes_to_the_rota_of_today(door):
    lead = door.workers[Role.PRACTICE_LEAD]
    actions.set_duty(by=door.manager, on=timezone.localdate(), managers=[lead])
    task = looking.an_urgent_task(door)
    assert names(task) == {lead.name}
    assert task.routed == "by the rota of today"


def test_it_goes_past_a_duty_manager_who_decided_to_the_next(door):
    decider = looking.the_decider(door)
    actions.set_duty(by=door.manager, on=timezone.localdate(), managers=[decider])
    task = looking.an_urgent_task(door)
    assert names(task) == {door.manager.name}
    assert task.routed == (
        "whoever is on the rota of today took the decision: every team manager of the front door"
    )


def test_next_in_line_one_after_the_other_until_nobody(door):
    now, decider = timezone.now(), looking.the_decider(door)
    far = make_worker(Role.TEAM_MANAGER, door.elsewhere, "far", "Far Manager")
    lead = door.workers[Role.PRACTICE_LEAD]
    gone = [(door.manager, [decider]), (decider, [far]), (far, [lead])]
    assert set(duty_now(now).managers) == {door.manager, decider}
    for leaves, left in gone:
        leaves.is_active = False
        leaves.save()
        assert list(duty_now(now).managers) == left
    assert duty_now(now).by == "nobody is on the rota of today: the principal social worker"
    lead.is_active = False
    lead.save()
    assert duty_now(now).is_nobody
    assert duty_now(now).phone == "the duty manager on 01632 960 100"
    look = looking.drawn(door, door.colleague, looking.a_decision(door))
    warned = browse(door.colleague).get(reverse("practice:second_look", args=[look.pk])).content.decode()
    assert "Nobody is set as duty manager here" in warned
    # Then it is everybody's at the door, and stands on top of everybody's Today; but not the decider's.
    looking.answered(look)
    assert urgent_on_top(door.worker, now)
    assert not urgent_on_top(decider, now)
    assert not urgent_on_top(door.stranger, now)


def test_the_only_manager_who_decided_gets_no_task_of_their_own(door):
    for one in (door.manager, door.workers[Role.PRACTICE_LEAD]):
        one.is_active = False
        one.save()
    task = looking.an_urgent_task(door)
    assert names(task) == set()
    assert "every team manager of the front door took the decision" in task.routed
    assert task.routed.endswith("nobody else manages")


def test_it_stands_on_top_of_today_before_all_contacts(door, at_ten):
    task = looking.an_urgent_task(door)
    html = browse(door.manager).get(reverse("frontdoor:today")).content.decode()
    at = html.index("Urgent: a second look asks for more")
    assert at < html.index("<h1")
    assert "left" in html[at:]
    assert task.line.contact.ref in html[at : html.index("<h1")]
    for user in (door.worker, door.stranger, looking.the_decider(door)):
        assert "Urgent: a second look" not in browse(user).get(reverse("frontdoor:today")).content.decode()


def test_taken_decided_anew_and_closed_with_what_was_done(door):
    task = looking.an_urgent_task(door)
    first = task.look.decision
    client, address = browse(door.manager), reverse("practice:task", args=[task.pk])
    html = client.get(address).content.decode()
    for words in (looking.FIRST_REASONS, looking.SECOND_REASONS, first.level_label):
        assert words in html
    client.post(reverse("practice:take", args=[task.pk]))
    assert "has it since" in browse(door.workers[Role.PRACTICE_LEAD]).get(address).content.decode()
    # The link leads to the contact with the form open for this child; the new decision supersedes.
    again = reverse("frontdoor:contact", args=[task.line.contact_id]) + f"?again={task.line_id}"
    assert again in html
    assert form_with(client, again, "brief_shown")
    [new] = decide(task.line.contact, door.manager, "assessment", reasons="The school was rung.")
    after = client.get(reverse("frontdoor:recorded", args=[new.pk])).content.decode()
    assert "An urgent task about this child is open" in after
    assert client.post(address, {"done": " "}).status_code == 422
    client.post(address, {"done": "Rang the school; assessment opened."})
    task.refresh_from_db()
    assert (task.closed_by, task.decision) == (door.manager, new)
    assert new.supersedes == first
    assert Decision.objects.get(pk=first.pk).level.kind == looking.NFA
    assert "Urgent: a second look" not in client.get(reverse("frontdoor:today")).content.decode()
    told = set(AuditEvent.objects.filter(record=f"urgenttask {task.pk}").values_list("action", flat=True))
    assert told >= {
        "open an urgent task",
        "take an urgent task",
        "close an urgent task",
        "read an urgent task",
    }


def test_closed_once_and_kept_as_it_was(door):
    task = looking.an_urgent_task(door)
    actions.close_task(task=task, by=door.manager, done="Rang the school")
    with pytest.raises(actions.DealtWith):
        actions.close_task(task=task, by=door.workers[Role.PRACTICE_LEAD], done="Other words")
    for change in ({"done": "Nothing"}, {"words": "Nothing"}, {"taken_by": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            UrgentTask.objects.filter(pk=task.pk).update(**change)
    answer = browse(door.manager).post(reverse("practice:task", args=[task.pk]), {"done": "Again"})
    assert answer.status_code == 302
    assert browse(door.manager).post(reverse("practice:take", args=[task.pk])).status_code == 302
    task.refresh_from_db()
    assert task.done == "Rang the school"


def test_the_decider_reads_it_and_does_not_act_on_it(door):
    task = looking.an_urgent_task(door)
    client, address = browse(looking.the_decider(door)), reverse("practice:task", args=[task.pk])
    html = client.get(address).content.decode()
    assert "This is about your own decision" in html
    assert "Close the task" not in html
    assert client.post(address, {"done": "Nothing"}).status_code == 404
    assert client.post(reverse("practice:take", args=[task.pk])).status_code == 404
    with pytest.raises(actions.OwnDecision):
        actions.close_task(task=task, by=looking.the_decider(door), done="Nothing")
    assert not UrgentTask.objects.get().closed_at


def test_whoever_took_the_look_reads_what_became_of_it_and_nobody_else_does(door):
    task = looking.an_urgent_task(door)
    actions.close_task(task=task, by=door.manager, done="Rang the school")
    address = reverse("practice:task", args=[task.pk])
    assert "Rang the school" in browse(door.colleague).get(address).content.decode()
    assert looking.FIRST_REASONS in browse(door.manager).get(address).content.decode()
    # Of a closed task another manager reads what was done, no longer two judgements side by side.
    another = browse(door.workers[Role.PRACTICE_LEAD]).get(address).content.decode()
    assert "Rang the school" in another
    for words in (looking.FIRST_REASONS, looking.SECOND_REASONS):
        assert words not in another
    assert browse(door.worker).get(address).status_code == 404
    assert browse(door.stranger).get(address).status_code == 404


def test_what_was_decided_as_high_meanwhile_opens_no_task(door):
    decision = looking.a_decision(door)
    look = looking.drawn(door, door.colleague, decision)
    decide(decision.line.contact, looking.the_decider(door), "strategy_discussion")
    looking.answered(look, "assessment")
    assert not UrgentTask.objects.exists()


def test_the_rota_is_set_by_a_form(door):
    client, address = browse(door.manager), reverse("practice:duty")
    on = timezone.localdate() + timedelta(days=2)
    day = {"on_day": on.day, "on_month": on.month, "on_year": on.year}
    assert client.post(address, {**day, "managers": [door.manager.pk]}).status_code == 302
    assert door.manager.name in client.get(address).content.decode()
    assert client.post(address, {"on_day": "31/2/2027"}).status_code == 422
    client.post(address, day)
    assert "No day ahead has a name" in client.get(address).content.decode()


def test_many_tasks_and_looks_cost_no_more_questions_than_one(door):
    def asked():
        client = browse(door.manager)
        found = []
        for name in ("frontdoor:today", "practice:tasks", "practice:second_looks"):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(reverse(name)).status_code == 200
            found.append(len(captured))
        return found

    looking.an_urgent_task(door)
    looking.drawn(door, door.manager)
    one = asked()
    for _ in range(8):
        looking.an_urgent_task(door)
        looking.drawn(door, door.manager)
    assert asked() == one
