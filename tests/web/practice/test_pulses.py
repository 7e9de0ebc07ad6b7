"""The pulse: once a person, nothing that joins person and answer, figures of five or more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from fanlight.practice.pulse import ITEMS
from fanlight.web.accounts.models import Role
from fanlight.web.audit.models import AuditEvent
from fanlight.web.practice.actions import pulse as actions
from fanlight.web.practice.actions.near_misses import NotTaken
from fanlight.web.practice.box import opened
from fanlight.web.practice.models import PulseRound
from tests.web import near_missing as made
from tests.web.builders import browse, make_worker

pytestmark = pytest.mark.django_db
PULSE = "/practice/pulse/"
SAFE = {item.code: item.safe for item in ITEMS}


def answer_all(asked: PulseRound, workers: list, answers: dict[str, str] | None = None) -> None:
    for worker in workers:
        actions.answer_pulse(
            worker=worker, asked=asked, answers=answers or SAFE, today=made.today() - timedelta(days=14)
        )


def closed(door, **teams: int) -> PulseRound:
    """A round of a fortnight ago that so many of each team answered, closed by today's batch."""
    asked = made.pulse_of(door, ago=14)
    for name, count in teams.items():
        people = [
            make_worker(Role.PRACTITIONER, getattr(door, name), f"{name}{at}", f"{name} {at}")
            for at in range(count)
        ]
        answer_all(asked, people)
    made.turn_again()
    asked.refresh_from_db()
    return asked


def test_each_person_answers_once(door):
    asked = made.pulse_of(door)
    client = browse(door.worker)
    assert client.post(PULSE, SAFE).status_code == 302
    assert "You have answered" in client.get(PULSE).content.decode()
    assert client.post(PULSE, SAFE).status_code == 422
    with opened() as box:
        assert box.pulse[asked.pk].given == {door.worker.pk}
        assert len(box.pulse[asked.pk].answers) == 1


def test_an_answer_needs_every_sentence_and_keeps_what_was_chosen(door):
    made.pulse_of(door)
    page = browse(door.worker).post(PULSE, {ITEMS[0].code: "agree"})
    assert page.status_code == 422
    assert "checked" in page.content.decode()


def test_no_row_tells_who_answered_and_the_log_has_none(door):
    asked = made.pulse_of(door)
    client = browse(door.worker)
    client.get(PULSE)
    before = AuditEvent.objects.count()
    client.post(PULSE, SAFE)
    assert AuditEvent.objects.count() == before
    asked.refresh_from_db()
    assert asked.result == {}


def test_answers_lie_in_drawn_order_apart_from_who_gave_them(door):
    asked = made.pulse_of(door, ago=14)
    people = made.tellers_of(door, 12)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actions, "veiled", lambda safe, rng: safe)
        for at, worker in enumerate(people):
            answer_all(asked, [worker], {"bring_up": "agree" if at < 6 else "disagree"})
    with opened() as box:
        told = [said["bring_up"] for _, said in box.pulse[asked.pk].answers]
    assert sorted(told) == [False] * 6 + [True] * 6
    assert told != [True] * 6 + [False] * 6, "one chance in 924 of the order in which they came"


def test_answers_are_veiled_before_they_are_kept(door):
    asked = made.pulse_of(door, ago=14)
    answer_all(asked, made.tellers_of(door, 60))
    with opened() as box:
        told = [value for _, said in box.pulse[asked.pk].answers for value in said.values()]
    assert 0.75 < sum(told) / len(told) < 0.97, "of 240 safe answers about 210 stay"


def test_when_it_closes_only_figures_remain(door):
    asked = closed(door, team=9)
    with opened() as box:
        assert box.pulse == {}
    assert set(asked.result["teams"]) == {"Front door"}
    figures = asked.result["teams"]["Front door"]
    assert set(figures) == {item.code for item in ITEMS}
    assert all(answered == 5 for answered, *_ in figures.values()), "nine are told as at least five"


@pytest.mark.parametrize(
    ("teams", "shown", "all_too"),
    [
        ({"team": 4}, [], False),
        ({"team": 6, "night": 4}, ["Front door"], False),
        ({"team": 6, "night": 5}, ["Emergency duty", "Front door"], True),
        ({"team": 6, "night": 2, "elsewhere": 3}, ["Front door"], True),
    ],
)
def test_small_teams_are_not_shown_nor_worked_out(door, teams, shown, all_too):
    asked = closed(door, **teams)
    assert sorted(asked.result["teams"]) == shown
    assert bool(asked.result["all"]) is all_too
    page = browse(door.worker).get(PULSE).content.decode()
    assert ("Everybody who answered" in page) is all_too
    assert ("Too few answered" in page) is (not shown)


def test_the_page_says_too_few_and_the_interval(door):
    closed(door, team=7)
    page = browse(door.manager).get(PULSE).content.decode()
    assert "Edmondson" in page
    assert "Front door: at least 5 answers" in page
    assert page.count("too few</td>") == 2 * len(ITEMS), "of the team, and of all"


def test_rounds_lie_sixty_days_apart(door):
    made.pulse_of(door, ago=14)
    with pytest.raises(NotTaken, match="60 days after"):
        made.pulse_of(door)
    lead = browse(door.workers[Role.PRACTICE_LEAD])
    assert "60 days after" in lead.post(reverse("practice:pulse_open"), follow=True).content.decode()
    assert PulseRound.objects.count() == 1


def test_nothing_is_taken_after_its_last_day(door):
    asked = made.pulse_of(door, ago=14)
    with pytest.raises(NotTaken, match="over"):
        actions.answer_pulse(worker=door.worker, asked=asked, answers=SAFE, today=made.today())


def test_cannot_say_is_an_answer_and_is_not_counted(door):
    asked = made.pulse_of(door, ago=14)
    answer_all(asked, made.tellers_of(door, 6), SAFE | {"bring_up": "cannot_say"})
    made.turn_again()
    asked.refresh_from_db()
    figures = asked.result["teams"]["Front door"]
    assert figures["bring_up"][0] == 0
    assert figures["take_risk"][0] == 5
