"""Feedback belongs to the worker: each page of the practice room, asked for somebody else's own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from fanlight.web.accounts.models import Role, User
from fanlight.web.audit.models import AuditEvent
from fanlight.web.casework.queries import known_up_to
from fanlight.web.frontdoor.models import Decision
from fanlight.web.practice import actions
from fanlight.web.practice.models import ExerciseAnswer, ForecastInvitation, Hypothesis, Lesson, Question
from fanlight.web.practice.queries import match_rates
from fanlight.web.practice.queries.team import in_whole_quarters
from fanlight.web.practice.urls import urlpatterns
from tests.promises.private_life import CANARIES, live
from tests.web.builders import browse, import_known_up_to, make_worker, past_decision, share

pytestmark = pytest.mark.django_db
OWN = (Decision, ExerciseAnswer, ForecastInvitation, Hypothesis, Lesson, Question)


def everybody_else(door) -> list[User]:
    return [user for user in (*door.workers.values(), door.colleague, door.stranger) if user != door.worker]


def addresses_of_somebodys_own() -> list[str]:
    """Each address of the room with each number that anything of one's own bears."""
    numbers = {pk for model in OWN for pk in model.objects.values_list("pk", flat=True)}
    found = []
    for pattern in urlpatterns:
        name = f"practice:{pattern.name}"
        keys = [{"pk": pk} for pk in numbers]
        keys += [{"kind": kind, "pk": pk} for kind in ("lesson", "question") for pk in numbers]
        for one in keys:
            try:
                found.append(reverse(name, kwargs=one))
            except NoReverseMatch:
                continue
    found += [reverse("practice:exercise", args=["cue_common"]) + f"?answered={pk}" for pk in numbers]
    found += [reverse("practice:hypothesis_add") + f"?question={pk}" for pk in numbers]
    return found


def private_rows() -> dict[str, list]:
    return {
        model.__name__: list(model.objects.order_by("pk").values_list())
        for model in apps.get_app_config("practice").get_models()
    }


def test_no_page_shows_another_what_is_ones_own_and_no_form_changes_it(door):
    life = live(door)
    share(door.worker, door.colleague, life.decision)
    addresses = addresses_of_somebodys_own()
    assert len(addresses) > 20
    before = private_rows()
    for user in everybody_else(door):
        client = browse(user)
        for address in addresses:
            for answer in (client.get(address), client.post(address, {"shared": "yes", "lesson": ""})):
                found = [canary for canary in CANARIES if canary in answer.content.decode(errors="replace")]
                assert not found, (user.username, address)
    assert private_rows() == before


def test_a_question_shared_without_a_name_names_nobody_on_any_page(everything):
    """The crawl holds one question of each role; a name beside it would be its author's."""
    door = everything.door
    pages = [one for one in everything.pages if one.address.startswith(reverse("practice:questions"))]
    assert pages
    for page in pages:
        main = page.html.split("<main")[-1]
        assert not [user.name for user in door.workers.values() if user.name in main]


def test_the_log_of_everybodys_acts_names_nobody_for_what_is_private(door):
    live(door)
    mine = Hypothesis.objects.get()
    actions.share_hypothesis(hypothesis=mine, worker=door.worker, shared=True, with_name=False)
    actions.forget_exercises(worker=door.worker)
    private = {"keep a hypothesis", "share a hypothesis", "answer an exercise", "remove answers to exercises"}
    rows = AuditEvent.objects.filter(action__in=private)
    assert {row.action for row in rows} == private
    assert {(row.actor, row.record, str(row.persons), str(row.detail)) for row in rows} == {
        ("", "", "[]", "{}")
    }


# Team figures of outcomes


def team_of(door, count: int) -> list[User]:
    return [make_worker(Role.PRACTITIONER, door.team, f"w{number}") for number in range(count)]


def rates_on(door, day: date) -> dict[str, tuple[int, int]]:
    import_known_up_to(day)
    assert known_up_to() == day
    return {rate.asked_for: (rate.matched, rate.of) for rate in match_rates([door.team])}


def test_a_day_more_of_records_does_not_tell_what_came_of_the_one_decision_of_that_day(door):
    """Figures of two days in a row are the same, or differ by a quarter in which five people decided."""
    people = team_of(door, 5)
    begins = timezone.localdate().replace(year=timezone.localdate().year - 2)
    for worker in people:
        for days in (10, 100, 190, 280):
            past_decision(door, worker, begins + timedelta(days=days), kind="assessment")
    alone = begins + timedelta(days=330)
    past_decision(door, people[0], alone, kind="assessment")
    before, after = (rates_on(door, alone + timedelta(days=days)) for days in (105, 106))
    assert before == after


@pytest.mark.parametrize(("count", "told"), [(4, 0), (5, 5)])
def test_a_quarter_of_four_people_is_not_counted(door, count, told):
    people = team_of(door, 5)
    for worker in people[:count]:
        past_decision(door, worker, date(2025, 2, 3))
    found = Decision.objects.filter(in_whole_quarters([door.team], date(2025, 12, 31)))
    assert found.count() == told
    assert not Decision.objects.filter(in_whole_quarters([door.team], date(2025, 3, 30))).exists()
