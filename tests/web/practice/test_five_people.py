"""Figures of a team need five people among the decisions counted, not among the team's members."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from fanlight.web.accounts.models import Role
from fanlight.web.practice.queries import team_view
from fanlight.web.practice.queries.team import first_decisions
from tests.web.builders import browse, decide, make_contact, make_worker


def test_four_who_recommended_are_too_few_and_a_fifth_is_enough(door):
    people = [make_worker(Role.PRACTITIONER, door.team, f"worker{number}") for number in range(5)]
    for worker in people[:4]:
        decide(make_contact(door), by=worker)
    assert team_view(door.team, timezone.now()).levels == []
    page = browse(door.manager).get(reverse("practice:team")).content.decode()
    assert "fewer than five people recommended or decided" in page
    decide(make_contact(door), by=people[4])
    assert sum(sum(counts) for _, counts in team_view(door.team, timezone.now()).levels) == 5
    assert "fewer than five people recommended or decided" not in (
        browse(door.manager).get(reverse("practice:team")).content.decode()
    )


def test_five_of_last_year_do_not_uncover_the_one_of_this_week(door):
    people = [make_worker(Role.PRACTITIONER, door.team, f"worker{number}") for number in range(5)]
    for worker in people:
        decide(make_contact(door), by=worker)
    assert first_decisions([door.team]).count() == 5
    assert not first_decisions([door.team], at__gte=timezone.now() + timedelta(days=1)).exists()
    assert not first_decisions([door.team], by=people[0]).exists()
