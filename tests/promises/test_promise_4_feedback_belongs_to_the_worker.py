"""Feedback belongs to the worker: nobody else meets it, and no page, file or log rebuilds it."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import combinations

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fanlight.terms.disclosure import MINIMUM_TEAM
from fanlight.web.accounts.models import Role, Team, User
from fanlight.web.audit.models import AuditEvent
from fanlight.web.frontdoor.models import Contact
from fanlight.web.practice import actions
from fanlight.web.practice.models import PageShare
from fanlight.web.practice.queries import team_view
from fanlight.web.practice.queries.team import big_enough
from tests.promises.private_life import CANARIES, live
from tests.web.builders import (
    browse,
    decide,
    import_known_up_to,
    make_contact,
    make_worker,
    past_decision,
    share,
)

pytestmark = pytest.mark.django_db
OUTCOMES = "Within 3 months"


def test_nobody_else_meets_a_word_of_it(everything):
    own = [one for one in everything.pages if one.username == everything.door.worker.username]
    others = [one for one in everything.pages if one.username != everything.door.worker.username]
    for canary in CANARIES:
        assert any(canary in one.content for one in own), canary
        assert not [f"{one.username} at {one.address}" for one in others if canary in one.content]


def test_nobody_else_sees_what_came_of_a_decision_of_mine(everything):
    ref, mine = everything.life.contact.ref, everything.door.worker.username
    with_outcomes = [one for one in everything.pages if OUTCOMES in one.html]
    assert any(one.username == mine and ref in one.html for one in with_outcomes)
    assert any(one.username != mine for one in with_outcomes)
    assert not [one.username for one in with_outcomes if one.username != mine and ref in one.html]


def test_no_file_holds_a_decider(everything):
    files = [one for one in everything.pages if one.kind.startswith("text/csv")]
    assert len(files) > 10
    workers = (*everything.door.workers.values(), everything.door.colleague, everything.door.stranger)
    for file in files:
        assert not [user.name for user in workers if user.name in file.content], file.address


def test_private_acts_leave_no_actor_and_no_record(door):
    before = AuditEvent.objects.count()
    live(door)
    page = share(door.worker, door.colleague)
    actions.withdraw_share(share=page, owner=door.worker)
    private = {
        "close a forecast invitation",
        "note a lesson",
        "keep a question",
        "share a page",
        "withdraw a page",
    }
    rows = AuditEvent.objects.filter(seq__gt=before, action__in=private)
    assert {row.action for row in rows} == private
    assert {(row.actor, row.record, str(row.persons), str(row.detail)) for row in rows} == {
        ("", "", "[]", "{}")
    }
    log = " ".join(repr(row) for row in AuditEvent.objects.values_list())
    assert not [canary for canary in CANARIES if canary in log]


def test_the_officers_log_of_a_worker_says_nothing_of_private_acts(door):
    live(door)
    officer = browse(door.workers[Role.DATA_PROTECTION_OFFICER])
    given = {"search": "worker", "w-worker": door.worker.username, "w-reason": "A complaint"}
    page = officer.post(reverse("audit:log"), given, follow=True).content.decode()
    assert "record a contact" in page
    for words in ("lesson", "forecast", "keep a question"):
        assert words not in page


@pytest.mark.parametrize("decided", [False, True])
def test_a_shared_page_is_for_the_named_person_only(door, decided):
    life = live(door)
    page = share(door.worker, door.colleague, life.decision if decided else None)
    address = reverse("practice:shared", args=[page.pk])
    assert browse(door.colleague).get(address).status_code == 200
    for user in (door.worker, door.manager, door.stranger, door.workers[Role.PRACTICE_LEAD]):
        assert browse(user).get(address).status_code == 404
        assert address not in browse(user).get(reverse("practice:shared_with_me")).content.decode()


def test_a_shared_page_ends_with_its_day_and_at_once_when_taken_back(door):
    page = share(door.worker, door.colleague)
    address, client = reverse("practice:shared", args=[page.pk]), browse(door.colleague)
    assert client.get(address).status_code == 200
    browse(door.worker).post(reverse("practice:withdraw", args=[page.pk]))
    assert client.get(address).status_code == 404
    assert address not in client.get(reverse("practice:shared_with_me")).content.decode()

    over = share(door.worker, door.colleague, days=0)
    address = reverse("practice:shared", args=[over.pk])
    assert client.get(address).status_code == 200, "the last day is included"
    PageShare.objects.filter(pk=over.pk).update(until=timezone.localdate() - timedelta(days=1))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("days", [-1, 93, 4000])
def test_a_page_is_shared_for_three_months_at_most(door, days):
    until = timezone.localdate() + timedelta(days=days)
    given = {
        "shared_with": "colleague",
        "until_day": until.day,
        "until_month": until.month,
        "until_year": until.year,
    }
    assert browse(door.worker).post(reverse("practice:share"), given).status_code == 422
    assert not PageShare.objects.exists()


def test_a_page_of_another_worker_cannot_be_shared(door):
    life = live(door)
    until = timezone.localdate() + timedelta(days=5)
    given = {
        "until_day": until.day,
        "until_month": until.month,
        "until_year": until.year,
        "decision": life.decision.pk,
    }
    answer = browse(door.manager).post(reverse("practice:share"), given | {"shared_with": "colleague"})
    assert answer.status_code == 404
    with pytest.raises(PermissionError), transaction.atomic():
        share(door.manager, door.colleague, life.decision)
    assert not PageShare.objects.exists()


def test_a_shared_summary_names_no_child_whom_its_reader_may_not_read_of(door):
    past_decision(door, door.worker, timezone.localdate() - timedelta(days=100))
    import_known_up_to(timezone.localdate() - timedelta(days=1))
    page = share(door.worker, door.stranger)
    content = browse(door.stranger).get(reverse("practice:shared", args=[page.pk])).content.decode()
    assert "Asa Example" not in content


def test_nobody_can_ask_who_has_not_shared(door):
    share(door.worker, door.colleague)
    page = browse(door.manager).get(reverse("practice:shared_with_me")).content.decode()
    assert door.worker.name not in page
    assert door.colleague.name not in page.split("</header>")[-1].split("<main")[-1]


# The team view


def people(team: Team, count: int, mark: str) -> None:
    for number in range(count):
        make_worker(Role.PRACTITIONER, team, f"{mark}-{number}")


def test_a_team_of_four_is_shown_as_too_few(door):
    small = Team.objects.create(name="Small team")
    people(small, 4, "small")
    page = browse(door.manager).get(reverse("practice:team") + f"?team={small.pk}").content.decode()
    assert "too few people" in page
    people(small, 1, "fifth")
    page = browse(door.manager).get(reverse("practice:team") + f"?team={small.pk}").content.decode()
    assert "too few people" not in page


def test_a_small_team_is_merged_into_the_larger_one(door):
    service = Team.objects.create(name="All of the door")
    small, large = (Team.objects.create(name=name, parent=service) for name in ("Small", "Large"))
    people(small, 3, "small")
    people(large, 6, "large")
    people(service, 3, "service")
    page = browse(door.manager).get(reverse("practice:team") + f"?team={small.pk}").content.decode()
    assert "All of the door" in page
    assert "fewer than 5" in page


def test_the_team_view_names_no_worker(door):
    people(door.team, 5, "more")
    for user in User.objects.filter(team=door.team):
        decide(make_contact(door), user)
    for role in (Role.TEAM_MANAGER, Role.DIRECTOR, Role.ANALYST, Role.PRACTICE_LEAD):
        page = (
            browse(door.workers[role])
            .get(reverse("practice:team") + f"?team={door.team.pk}")
            .content.decode()
        )
        main = re.search(r"<main.*?</main>", page, re.DOTALL)[0]
        assert "Decisions by level" in main
        assert not [user.name for user in User.objects.all() if user.name in main]


def test_the_director_without_a_team_sees_the_true_counts(door):
    people(door.team, 5, "more")
    for _ in range(3):
        make_contact(door)
    page = browse(door.workers[Role.DIRECTOR]).get(reverse("practice:team") + f"?team={door.team.pk}")
    assert page.context["view"].open_contacts == 3


trees = st.lists(st.tuples(st.integers(0, 9), st.integers(-1, 5)), min_size=1, max_size=6)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=trees)
def test_no_two_views_differ_by_fewer_than_five_people(tree, door):
    """An onlooker takes the figures of teams from those of a larger one: at least five remain, or none."""
    with transaction.atomic():
        Team.objects.all().update(parent=None)
        User.objects.update(is_active=False)
        teams: list[Team] = []
        for size, parent in tree:
            above = teams[parent] if 0 <= parent < len(teams) else None
            teams.append(Team.objects.create(name=f"Team {len(teams)}", parent=above))
            people(teams[-1], size, f"t{len(teams)}")
        size_of = {team.pk: size for team, (size, _) in zip(teams, tree, strict=True)}
        shown = {frozenset(one.pk for one in big_enough(team)[1]) for team in teams} - {frozenset()}

        def count(some: frozenset[int]) -> int:
            return sum(size_of[pk] for pk in some)

        assert all(count(one) >= MINIMUM_TEAM for one in shown)
        for one in shown:
            inside = [other for other in shown if other < one]
            for number in range(1, len(inside) + 1):
                for some in combinations(inside, number):
                    rest = one - frozenset().union(*some)
                    assert count(rest) == 0 or count(rest) >= MINIMUM_TEAM
        for one, other in combinations(shown, 2):
            for part in (one - other, other - one, one & other):
                if one & other:
                    assert count(part) == 0 or count(part) >= MINIMUM_TEAM
        transaction.set_rollback(True)


def test_open_contacts_are_counted_with_the_teams_shown(door):
    people(door.team, 5, "more")
    people(door.elsewhere, 5, "other")
    make_contact(door)
    make_contact(door, team=door.elsewhere)
    assert Contact.objects.count() == 2
    assert team_view(door.team, timezone.now()).open_contacts == 1
