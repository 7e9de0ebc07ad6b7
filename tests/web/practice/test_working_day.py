"""My day is the worker's own; a team figure counts who agreed, once, and gives nobody away."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta

import numpy as np
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from fanlight.frontdoor.decision import Step
from fanlight.practice.fatigue_words import NOT_SEEN
from fanlight.web.accounts.models import Role
from fanlight.web.audit.models import AuditEvent
from fanlight.web.frontdoor.models import Contact, ContactChild, Decision
from fanlight.web.practice.actions import working_day as actions
from fanlight.web.practice.models import DayAgreement, TeamDayFigure
from fanlight.web.practice.queries.team_days import (
    agreed_spans,
    counted_in,
    half_years,
    standing,
    team_answer,
)
from fanlight.web.practice.queries.working_day import fatigue_of, my_day, taken
from fanlight.web.site.demo_days import agree_in_a_team
from tests.web.builders import browse, level, make_contact, make_worker
from tests.web.crawl import visible

pytestmark = pytest.mark.django_db


def moment(day: date, hour: float) -> datetime:
    return timezone.make_aware(datetime.combine(day, time())) + timedelta(hours=hour)


def decided(door, worker, moments, *, urgent=lambda number: False, steps=lambda number: 0) -> None:
    """Decisions of a worker at these moments, each on a contact that had just arrived."""
    child = make_contact(door).children.get().person
    levels = [level("no_further_action"), level("assessment")]
    contacts = Contact.objects.bulk_create(
        Contact(
            team=door.team,
            received_at=at - timedelta(minutes=20),
            channel="phone",
            entered_at=at,
            closed_at=at,
            urgency="red" if urgent(number) else "",
            urgency_at=at - timedelta(minutes=10) if urgent(number) else None,
        )
        for number, at in enumerate(moments)
    )
    lines = ContactChild.objects.bulk_create(ContactChild(contact=one, person=child) for one in contacts)
    Decision.objects.bulk_create(
        Decision(
            line=line,
            step=Step.BOTH,
            by=worker,
            team=worker.team,
            at=moments[number],
            level=levels[steps(number)],
            level_label=levels[steps(number)].label,
            level_anchor="",
            reasons="Why",
            submission=uuid.uuid4().hex,
        )
        for number, line in enumerate(lines)
    )


def a_team(door, people: int, each: int = 24, agree: int | None = None):
    """Workers who decided in the newest half-year that is over; the first `agree` of them agreed before."""
    first, last = half_years(timezone.localdate())[0]
    rng = np.random.default_rng(5)
    workers = [make_worker(Role.PRACTITIONER, door.team, f"day{number}") for number in range(people)]
    for worker in workers:
        moments = [moment(first + timedelta(days=at // 8), 9 + at % 8 / 4) for at in range(each)]
        chance = rng.integers(0, 2, (2, each))
        decided(
            door,
            worker,
            moments,
            urgent=lambda at, of=chance: bool(of[0, at]),
            steps=lambda at, of=chance: int(of[1, at]),
        )
    for worker in workers[:agree]:
        agreed(worker, first - timedelta(days=3), last + timedelta(days=200))
    return workers, first, last


def agreed(worker, on: date, until: date) -> None:
    DayAgreement.objects.create(worker=worker, team=worker.team, agrees=True, until=until, at=moment(on, 12))


# My day


def test_places_sessions_and_pauses(door):
    day = timezone.localdate() - timedelta(days=1)
    decided(door, door.worker, [moment(day, hour) for hour in (9, 9.25, 9.5, 10.5, 16)])
    found = my_day(door.worker, day)
    assert [(one.position, one.since_pause, one.minutes, one.begins) for one in found.places] == [
        (1, 0, 0, "A session begins"),
        (2, 1, 15, ""),
        (3, 2, 30, ""),
        (4, 0, 0, "After a pause"),
        (1, 0, 0, "A session begins"),
    ]
    assert (found.before, found.after) == (None, None)
    words = visible(browse(door.worker).get(address(), {"on": day.isoformat()}).content.decode())
    assert "5 decisions" in words
    assert NOT_SEEN[:60] in words
    assert "We cannot tell: too few decisions" in words


def address() -> str:
    return reverse("practice:day")


def test_several_children_decided_on_at_once_are_one_decision(door):
    day = timezone.localdate() - timedelta(days=1)
    decided(door, door.worker, [moment(day, 9)])
    [one] = Decision.objects.all()
    other = make_contact(door).children.get().person
    line = ContactChild.objects.create(contact=one.line.contact, person=other, position=1)
    Decision.objects.create(
        line=line, step=Step.BOTH, by=door.worker, team=door.team, at=one.at, level=level("assessment"),
        level_label="x", level_anchor="", reasons="x", submission="second",
    )  # fmt: skip
    found = taken(Decision.objects.all())
    assert (found.children.tolist(), found.progressed.tolist()) == ([2.0], [1.0])


def test_what_was_marked_after_the_decision_is_not_known_at_arrival(door):
    day = timezone.localdate() - timedelta(days=1)
    decided(door, door.worker, [moment(day, 9), moment(day, 9.1)], urgent=lambda at: True)
    second = Decision.objects.latest("at")
    Contact.objects.filter(pk=second.line.contact_id).update(urgency_at=second.at + timedelta(minutes=1))
    assert taken(Decision.objects.all()).severity.tolist() == [0.0, -2.0]


def test_each_worker_meets_only_the_own_day(door):
    day = timezone.localdate() - timedelta(days=1)
    decided(door, door.worker, [moment(day, 9 + at / 10) for at in range(7)])
    refs = {one.line.contact.ref for one in Decision.objects.all()}
    for user in (*door.workers.values(), door.colleague, door.stranger):
        page = browse(user).get(address(), {"on": day.isoformat(), "worker": door.worker.pk})
        words = visible(page.content.decode())
        assert any(ref in words for ref in refs) == (user == door.worker)
        assert ("7 decisions" in words) == (user == door.worker)


@pytest.mark.parametrize("wrong", ["", "soon", "9999-99-99", "9999-12-31", "0001-01-01"])
def test_a_day_that_is_none_is_today_or_empty(door, wrong):
    page = browse(door.worker).get(address(), {"on": wrong})
    assert page.status_code == 200
    assert "no decisions of yours" in visible(page.content.decode())


def test_the_page_asks_the_database_as_often_for_many_as_for_few(door, django_assert_max_num_queries):
    start = timezone.localdate() - timedelta(days=200)
    decided(
        door, door.worker, [moment(start + timedelta(days=at // 10), 9 + at % 10 / 4) for at in range(600)]
    )
    client = browse(door.worker)
    with django_assert_max_num_queries(10):
        assert client.get(address()).status_code == 200


# A team's figure


def test_agreeing_is_an_own_act_until_a_day_and_ends_by_withdrawing(door):
    client, sent = browse(door.worker), reverse("practice:day_agree")
    until = timezone.localdate() + timedelta(days=100)
    for wrong in ({}, day_of(until + timedelta(days=400)), day_of(timezone.localdate() - timedelta(days=1))):
        assert client.post(sent, wrong).status_code == 422
    client.post(sent, day_of(until))
    assert "You said yes for" in visible(client.get(address()).content.decode())
    assert agreed_spans(door.team).keys() == {door.worker.pk}
    client.post(sent, {"do": "withdraw"})
    assert "Not now" in visible(client.get(address()).content.decode())
    assert agreed_spans(door.team) == {}
    assert [row.agrees for row in DayAgreement.objects.all()] == [True, False]
    told = AuditEvent.objects.filter(action__contains="a team figure")
    assert {(row.actor, row.record) for row in told} == {("", "")}
    for change in (lambda rows: rows.update(agrees=True), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change(DayAgreement.objects.all())


def day_of(day: date) -> dict[str, str]:
    return {"until": day.isoformat()}


@pytest.mark.parametrize(
    ("people", "agree", "each", "shown"), [(6, 4, 24, False), (5, 5, 24, True), (5, 5, 19, False)]
)
def test_five_must_agree_and_decide_enough(door, people, agree, each, shown):
    _, first, last = a_team(door, people, each, agree)
    assert (team_answer(door.team, first, last) is not None) == shown


def test_a_figure_that_would_be_one_workers_is_not_shown(door):
    [first_worker, *_], first, last = a_team(door, 5, 24, 5)
    decided(
        door, first_worker, [moment(first + timedelta(days=40 + at // 8), 9 + at % 8) for at in range(90)]
    )
    assert team_answer(door.team, first, last) is None


def test_only_what_was_decided_while_the_word_stood_is_counted(door):
    workers, first, last = a_team(door, 6, 24, 5)
    agreed(workers[5], first + timedelta(days=2), last)
    found, counted = counted_in(door.team, first, last)
    late = moment(first + timedelta(days=2), 12).timestamp()
    assert counted[found.worker == workers[5].pk].tolist() == [
        at >= late for at in found.at[found.worker == workers[5].pk].astype(int)
    ]
    assert counted[found.worker == workers[0].pk].all()
    actions.withdraw_from_team_figure(worker=workers[0])
    found, counted = counted_in(door.team, first, last)
    assert workers[0].pk not in found.worker


def test_no_decision_stands_behind_two_figures_and_none_is_made_again(door):
    """So two figures taken from each other tell of nobody: whoever agrees or withdraws between them."""
    workers, first, _ = a_team(door, 6, 24, 6)
    seen: set[tuple[int, int]] = set()
    for team in (door.team, door.elsewhere):
        for begins, ends in half_years(timezone.localdate()):
            found, counted = counted_in(team, begins, ends)
            rows = set(
                zip(found.contact[counted].tolist(), found.at[counted].astype(int).tolist(), strict=True)
            )
            assert not rows & seen
            seen |= rows
    assert len(seen) == 6 * 24
    client, page = browse(door.manager), reverse("practice:team_days")
    sent = {"team": door.team.pk, "first": first.isoformat()}
    assert client.post(page, sent).status_code == 302
    before = visible(client.get(page).content.decode())
    assert "We cannot tell" in before
    actions.withdraw_from_team_figure(worker=workers[0])
    client.post(page, sent)
    assert visible(client.get(page).content.decode()) == before
    assert TeamDayFigure.objects.count() == 1
    assert not [one for one in workers if one.name in before]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        TeamDayFigure.objects.update(words="x")


def test_too_few_is_said_and_a_half_year_that_is_not_over_is_refused(door):
    client, page = browse(door.manager), reverse("practice:team_days")
    first, _ = half_years(timezone.localdate())[0]
    answer = client.post(page, {"team": door.team.pk, "first": first.isoformat()}, follow=True)
    assert "fewer than five people agreed" in visible(answer.content.decode())
    assert client.post(page, {"team": door.team.pk, "first": "2031-01-01"}).status_code == 422
    assert client.post(page, {}).status_code == 422
    assert not TeamDayFigure.objects.exists()


def test_who_plans_trials_is_led_to_one_with_words_in_it(door):
    found = visible(browse(door.worker).get(address()).content.decode())
    assert "Write it as a hypothesis" in found
    page = browse(door.manager).get(address()).content.decode()
    link = page.split("Plan a trial of breaks")[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    form = browse(door.manager).get(link).content.decode()
    assert "In weeks with the break fewer contacts" in form
    assert "A break in drawn weeks" in form


def test_fatigue_of_some_rows_takes_pauses_from_all(door):
    day = timezone.localdate() - timedelta(days=30)
    decided(door, door.worker, [moment(day + timedelta(days=at // 12), 9 + at % 12 / 4) for at in range(240)],
            steps=lambda at: at * 7 % 3 % 2)  # fmt: skip
    found = taken(Decision.objects.all())
    counted = np.arange(240) % 6 > 0
    assert fatigue_of(found, counted).decisions == 200


@pytest.mark.parametrize("day", [date(2026, 12, 28), date(2027, 6, 30), date(2027, 1, 1), date(2028, 2, 29)])
def test_in_the_made_up_authority_what_was_agreed_stands_on_every_day(door, monkeypatch, day):
    people = [make_worker(Role.PRACTITIONER, door.team, f"made-up-{number}") for number in range(5)]
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)
    agree_in_a_team()
    assert all(standing(one) for one in people)
    assert len(agreed_spans(door.team)) >= 5
