"""My calibration is the worker's alone; team figures uncover nobody; nothing open is counted as right."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.event import EventKind
from fanlight.practice.forecast import QUESTIONS
from fanlight.terms.periods import add_months
from fanlight.web.accounts.models import Role, Team
from fanlight.web.practice.invitations import questions_about
from fanlight.web.practice.models import Forecast
from fanlight.web.practice.queries.calibration import my_calibration
from fanlight.web.practice.queries.team_outcomes import team_outcomes
from tests.web.builders import browse, import_known_up_to, make_worker, past_decision, record_event
from tests.web.crawl import visible
from tests.web.second_looking import labels

pytestmark = pytest.mark.django_db
AWAY = next(question for question in QUESTIONS if question.code == "contact_6m")


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()
    yield
    cache.clear()


def forecast_after(decision, worker, probability, question=AWAY):
    decided_on = timezone.localdate(decision.at)
    return Forecast.objects.create(
        worker=worker,
        decision=decision,
        question=question.code,
        words=question.words,
        probability=probability,
        asked_at=decision.at,
        due_on=question.due_on(decided_on),
    )


def months_ago(months):
    return add_months(timezone.localdate(), -months)


def made(door, count, *, back=0, months=9, worker=None, probability=30):
    """Forecasts of one worker, after the first `back` of which another contact was recorded."""
    worker = worker or door.worker
    source = import_known_up_to(timezone.localdate())
    for number in range(count):
        decision = past_decision(door, worker, months_ago(months))
        forecast_after(decision, worker, probability)
        if number < back:
            record_event(
                decision.line.person, EventKind.CONTACT, decision.at.date() + timedelta(days=40), source
            )


def page_of(user):
    return visible(browse(user).get(reverse("practice:calibration")).content.decode())


def test_few_forecasts_are_a_band_and_too_few_to_tell(door):
    made(door, 6, back=2)
    page = page_of(door.worker)
    assert "6 settled forecasts: too few to tell" in page
    assert "Score beside the base rate" not in page
    assert my_calibration(door.worker).diagram.is_too_few


def test_scores_parts_and_windows_once_there_are_enough(door):
    made(door, 24, back=8)
    found = my_calibration(door.worker)
    assert found.whole.n == 24
    assert found.whole.brier.value == pytest.approx((8 * 0.7**2 + 16 * 0.3**2) / 24)
    assert [one.n for one in found.over_time.windows] == [24]
    page = page_of(door.worker)
    assert "Score beside the base rate" in page
    assert "Too few to tell: at least ten forecasts that happened" in page


def test_nothing_recorded_yet_is_open_and_never_counted_as_right(door):
    made(door, 5, months=3, probability=0)
    found = my_calibration(door.worker)
    assert (found.whole.n, found.whole.open) == (0, 5)
    assert "None of your 5 forecasts is settled yet" in page_of(door.worker)


def test_what_happened_early_counts_only_when_its_time_is_over(door):
    made(door, 4, back=3, months=3)
    found = my_calibration(door.worker)
    assert (found.whole.n, found.whole.open, found.early) == (0, 4, 3)
    made(door, 6, back=2, months=9)
    found = my_calibration(door.worker)
    assert (found.whole.n, found.whole.open, found.early) == (6, 4, 3)
    assert [(one.settled, round(one.happened)) for one in found.questions] == [(6, 33)]
    assert "Of the open ones 3 happened already" in page_of(door.worker)


def test_a_child_who_left_first_is_neither_right_nor_open(door):
    made(door, 3)
    person = Forecast.objects.first().decision.line.person
    type(person).objects.filter(pk=person.pk).update(died_on=months_ago(8))
    found = my_calibration(door.worker)
    assert (found.whole.n, found.whole.open, found.lost) == (2, 0, 1)
    assert "1 cannot be settled" in page_of(door.worker)


def test_questions_that_the_decision_alters_are_marked(door):
    made(door, 3)
    decision = past_decision(door, door.worker, months_ago(9), "assessment")
    forecast_after(decision, door.worker, 60, next(one for one in QUESTIONS if one.altered))
    told = {one.words: one.altered for one in my_calibration(door.worker).questions}
    assert sorted(told.values()) == [False, True]
    assert page_of(door.worker).count("(altered by the decision itself)") == 1


def test_a_question_due_after_the_18th_birthday_is_not_offered(door):
    decision = past_decision(door, door.worker, timezone.localdate())
    person = decision.line.person
    assert questions_about(decision)
    birth = add_months(timezone.localdate(), -18 * 12 + 5)
    type(person).objects.filter(pk=person.pk).update(born_on=birth)
    decision.line.person.refresh_from_db()
    assert not questions_about(decision)


def test_bounds_count_the_decisions_of_the_worker_alone(door):
    source = import_known_up_to(timezone.localdate())
    other = make_worker(Role.PRACTITIONER, door.team, "other")
    for worker, kind, event in (
        (door.worker, "assessment", EventKind.CIN_PLAN),
        (door.worker, "assessment", None),
        (door.worker, "no_further_action", EventKind.CIN_PLAN),
        (door.worker, "no_further_action", EventKind.CONTACT),
        (other, "no_further_action", EventKind.CIN_PLAN),
    ):
        decision = past_decision(door, worker, months_ago(9), kind)
        if event:
            record_event(decision.line.person, event, decision.at.date() + timedelta(days=50), source)
    told = my_calibration(door.worker).sent_on
    assert (told.found, told.not_found, told.found_later, told.silent) == (1, 1, 1, 1)


def test_no_figure_of_another_worker_is_read_into_the_page(door):
    others = [make_worker(Role.PRACTITIONER, door.team, f"other{number}") for number in range(5)]
    made(door, 24, back=12)
    alone = my_calibration(door.worker)
    for other in others:
        made(door, 4, back=2, worker=other)
    beside = my_calibration(door.worker)
    assert beside == alone or (beside.whole, beside.sensitivity) == (alone.whole, alone.sensitivity)
    assert alone.sensitivity.others == 0


def test_the_page_cannot_be_shown_to_anybody(door):
    made(door, 2)
    for role in (Role.PRACTICE_LEAD, Role.DIRECTOR, Role.ANALYST):
        assert (
            browse(make_worker(role, door.team, f"reads-{role}"))
            .get(reverse("practice:calibration"))
            .status_code
            == 403
        )
    # A manager has a page as well: the manager's own, which is empty.
    assert "You have made no forecasts yet" in page_of(door.manager)


def team_of(door, name, people, decisions_each=4, back=1):
    team = Team.objects.create(name=name, parent=door.team, is_front_door=True)
    source = import_known_up_to(timezone.localdate())
    for number in range(people):
        worker = make_worker(Role.PRACTITIONER, team, f"{name}{number}".replace(" ", ""))
        for turn in range(decisions_each):
            decision = past_decision(door, worker, months_ago(12))
            if turn < back:
                record_event(
                    decision.line.person, EventKind.CONTACT, decision.at.date() + timedelta(days=30), source
                )
    return team


def test_teams_by_name_and_none_under_five(door):
    for name, people, back in (("Zebra", 5, 0), ("Ant", 5, 3), ("Moth", 6, 1), ("Flea", 5, 2)):
        team_of(door, name, people, back=back)
    team_of(door, "Small", 4, back=4)
    _, shares = team_outcomes()
    # Four people alone would be what is left of a figure of the whole authority: one more team is not shown.
    assert [one.name for one in shares.teams] == ["Flea", "Moth", "Zebra"]
    page = visible(browse(door.manager).get(reverse("practice:team_outcomes")).content.decode())
    assert "Small" not in page
    assert page.index("Flea") < page.index("Moth") < page.index("Zebra")


def test_one_more_decision_does_not_move_a_figure_before_the_quarter_does(door):
    for name in ("Ant", "Bee", "Moth"):
        team_of(door, name, 5)
    _, before = team_outcomes()
    assert len(before.teams) == 3
    lone = make_worker(Role.PRACTITIONER, Team.objects.get(name="Ant"), "lone")
    past_decision(door, lone, months_ago(2))
    cache.clear()
    _, after = team_outcomes()
    assert after == before


def test_two_teams_are_too_few(door):
    team_of(door, "Ant", 5)
    team_of(door, "Moth", 5)
    page = visible(browse(door.manager).get(reverse("practice:team_outcomes")).content.decode())
    assert "too few to set beside each other" in page
    assert "Ant" not in page


def test_of_100_such_decisions_tells_few_as_few_and_not_followed_as_such(door):
    source = import_known_up_to(timezone.localdate())
    decisions = [past_decision(door, door.worker, months_ago(9)) for _ in range(20)]
    past_decision(door, door.worker, months_ago(9), "assessment")
    person = decisions[0].line.person
    record_event(person, EventKind.CP_PLAN, decisions[0].at.date() + timedelta(days=100), source)
    page = visible(browse(door.worker).get(reverse("practice:learning")).content.decode())
    assert "Of 100 such decisions" in page
    assert "5 (1 to 24)" in page  # 1 of 20 stepped up by six months
    assert "19 of 20" in page  # the twelve months are not over
    assert page.count("too few to tell") == 12  # one sent on: three horizons, two columns, either part


@pytest.mark.parametrize("count", [3, 24])
def test_the_page_asks_as_often_for_many_forecasts_as_for_few(door, count, django_assert_max_num_queries):
    made(door, count)
    client, address = browse(door.worker), reverse("practice:calibration")
    client.get(address)  # settles them once
    with django_assert_max_num_queries(15):
        client.get(address)


# Those who left first


def leave(worker, count, *, months=7):
    """The children of so many of a worker's forecasts die before their time is over."""
    for forecast in Forecast.objects.filter(worker=worker).select_related("decision__line__person")[:count]:
        person = forecast.decision.line.person
        person.died_on = months_ago(months)
        person.save()


def others_of(door, count, *, forecasts=5, left=2):
    made_by = [make_worker(Role.PRACTITIONER, door.team, f"beside{number}") for number in range(count)]
    for other in made_by:
        made(door, forecasts, worker=other, probability=0)
        leave(other, left)
    return made_by


def test_where_none_of_the_own_left_nothing_is_said(door):
    made(door, 30, back=6)
    others_of(door, 5)
    assert my_calibration(door.worker).weighted is None
    assert "left" not in page_of(door.worker)


def test_the_weighted_score_stands_beside_the_plain_one_and_is_made_of_the_right_days(door):
    made(door, 20, back=0)
    made(door, 10, back=10)
    late = Forecast.objects.filter(worker=others_of(door, 5)[0]).last().decision.line.person
    late.died_on = months_ago(1)  # its time was over: followed to the end
    late.save()
    leave(door.worker, 4)  # of the first twenty: nothing was recorded of them
    found = my_calibration(door.worker)
    assert (found.weighted.known, found.weighted.lost) == (26, 4)
    # Of 55 children 14 left in the first months; ten came back 40 days after, before a child had left.
    assert found.weighted.largest == pytest.approx(55 / 41)
    came, stayed = 10, 16 * 55 / 41
    expected = (came * 0.7**2 + stayed * 0.3**2) / (came + stayed)
    assert found.weighted.brier.value == pytest.approx(expected)
    assert found.whole.brier.value == pytest.approx((10 * 0.7**2 + 16 * 0.3**2) / 26)
    page = page_of(door.worker)
    assert "The same, with those who left stood for" in page
    assert f"{expected:.2f} (" in page
    assert "Of 30 forecasts whose time is over 4 cannot be settled" in page


@pytest.mark.parametrize("count", [24, 48])
def test_those_who_left_cost_four_questions_of_the_database_and_no_more(
    door, count, django_assert_max_num_queries
):
    made(door, count, back=0)
    made(door, 4, back=4)
    others_of(door, 5, forecasts=count // 4)
    leave(door.worker, 4)
    client, address = browse(door.worker), reverse("practice:calibration")
    client.get(address)
    with django_assert_max_num_queries(15 + 4):
        assert client.get(address).context["found"].weighted.brier


def test_four_others_are_too_few_and_no_number_is_shown(door):
    made(door, 30, back=0)
    others_of(door, 4)
    leave(door.worker, 10)
    page = page_of(door.worker)
    assert "Too few to tell what the score would be with them" in page
    assert "with those who left stood for" not in page


def test_what_others_said_and_what_came_of_it_changes_no_letter(door):
    made(door, 30, back=0)
    others = others_of(door, 5)
    leave(door.worker, 4)
    before = page_of(door.worker)
    assert "stood for" in before
    Forecast.objects.filter(worker__in=others).update(probability=100, resolution="yes")
    assert page_of(door.worker) == before
    assert not any(other.name in before or other.username in before for other in others)


# Second looks beside what decisions leave open


def decided(door, *, on=8, away=20, found=8):
    source = import_known_up_to(timezone.localdate())
    for kind, count, events in (("assessment", on, found), ("no_further_action", away, 2)):
        for number in range(count):
            decision = past_decision(door, door.worker, months_ago(9), kind)
            if number < events:
                day = decision.at.date() + timedelta(days=50)
                record_event(decision.line.person, EventKind.CIN_PLAN, day, source)


def test_second_looks_not_told_yet_are_one_sentence_and_a_link(door):
    decided(door)
    labels(door, ["higher"] * 4, deciders=4)
    assert my_calibration(door.worker).looks.narrowed is None
    html = browse(door.worker).get(reverse("practice:calibration")).content.decode()
    assert "Nothing is told yet: not enough decisions of enough people" in visible(html)
    assert f'href="{reverse("practice:second_looks")}">Second looks</a>' in html
    assert "landed higher" not in html


def test_second_looks_that_are_told_bring_the_two_ends_closer(door):
    decided(door)
    labels(door, ["higher"] * 6 + ["same"] * 54)
    looks = my_calibration(door.worker).looks
    low, high = looks.result.told_range
    assert (looks.narrowed.least, looks.narrowed.most) == pytest.approx(
        (8 / (10 + 18 * high), 8 / (10 + 18 * low))
    )
    page = page_of(door.worker)
    assert "Of 60 decisions looked at again, 6 landed higher" in page
    assert "children in need: closer than 29 and 80" in page


def test_few_that_landed_higher_stay_hidden_and_still_bound(door):
    decided(door)
    labels(door, ["higher"] * 2 + ["same"] * 58)
    page = page_of(door.worker)
    assert "fewer than 5 landed higher" in page
    assert "2 landed higher" not in page
    assert my_calibration(door.worker).looks.result.told_range[0] == 0


def test_too_few_own_decisions_are_set_beside_nothing(door):
    decided(door, on=2, away=6, found=2)
    labels(door, ["higher"] * 6 + ["same"] * 54)
    page = page_of(door.worker)
    assert "6 landed higher" in page
    assert "From that nothing follows for the two ends: your own decisions are too few" in page
