"""What services recorded next comes back to whoever decided: at three, six and twelve months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.event import EventKind
from fanlight.terms.periods import add_months
from fanlight.web.accounts.models import Role
from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.models import Decision
from fanlight.web.practice import actions as practice
from fanlight.web.practice.invitations import questions_about
from fanlight.web.practice.models import ForecastInvitation, Lesson, Question
from fanlight.web.practice.queries import learning_of, resolve_forecasts
from tests.web.builders import (
    browse,
    decide,
    import_known_up_to,
    make_contact,
    make_worker,
    past_decision,
    record_event,
)
from tests.web.crawl import visible

pytestmark = pytest.mark.django_db


def months_ago(months: int) -> date:
    return add_months(timezone.localdate(), -months)


def words_of(decision: Decision) -> list[str]:
    return learning_of(Decision.objects.filter(pk=decision.pk)).words(0)


def test_each_horizon_shows_what_was_recorded_by_then(door):
    decision = past_decision(door, door.worker, months_ago(13))
    source = import_known_up_to(timezone.localdate())
    person, on = decision.line.person, decision.at.date()
    record_event(person, EventKind.REFERRAL, on + timedelta(days=30), source)
    record_event(person, EventKind.SECTION_47, on + timedelta(days=120), source)
    record_event(person, EventKind.CP_PLAN, on + timedelta(days=300), source)
    assert words_of(decision) == ["referral", "section 47 enquiry", "child protection plan"]
    page = visible(browse(door.worker).get(reverse("practice:learning") + "?period=all").content.decode())
    assert "1 of 1 : referral" in page.replace("1 of 1:", "1 of 1 :")
    assert "child protection plan" in page


def test_what_is_not_over_yet_is_not_yet_known(door):
    decision = past_decision(door, door.worker, months_ago(4))
    import_known_up_to(timezone.localdate())
    assert words_of(decision) == ["nothing recorded", "not yet known", "not yet known"]


def test_nothing_is_told_before_anything_was_imported(door):
    decision = past_decision(door, door.worker, months_ago(13))
    assert set(words_of(decision)) == {"not yet known"}


def test_a_later_contact_that_came_here_counts_as_coming_back(door):
    decision = past_decision(door, door.worker, months_ago(13))
    import_known_up_to(timezone.localdate())
    make_contact(door, children=[NamedPerson(known=decision.line.person)], ago=timedelta(days=200))
    assert words_of(decision)[2] == "another contact"


def join(door, decision: Decision, born_on: date):
    """The unborn child of a decision is born: a record of its own, joined by a person."""
    unborn = decision.line.person
    type(unborn).objects.filter(pk=unborn.pk).update(born_on=None, expected_on=born_on)
    unborn.refresh_from_db()
    born = make_contact(door, children=[NamedPerson("Newborn", "Example", born_on)]).children.get().person
    actions.join_after_birth(unborn=unborn, born=born, by=door.worker)
    return unborn, born


def test_events_follow_an_unborn_child_to_the_child_it_became(door):
    decision = past_decision(door, door.worker, months_ago(13))
    source = import_known_up_to(timezone.localdate())
    _, born = join(door, decision, months_ago(11))
    record_event(born, EventKind.CP_PLAN, decision.at.date() + timedelta(days=100), source)
    assert words_of(decision)[1] == "child protection plan"
    page = browse(door.worker).get(reverse("practice:decision", args=[decision.pk])).content.decode()
    assert "Child protection plan" in page


def test_events_under_the_record_from_before_birth_count_too(door):
    decision = past_decision(door, door.worker, months_ago(13))
    source = import_known_up_to(timezone.localdate())
    unborn, _ = join(door, decision, months_ago(11))
    record_event(unborn, EventKind.ICPC, decision.at.date() + timedelta(days=20), source)
    assert "conference" in words_of(decision)[0].lower()


def test_a_child_who_died_after_birth_is_told_as_such(door):
    decision = past_decision(door, door.worker, months_ago(13))
    import_known_up_to(timezone.localdate())
    _, born = join(door, decision, months_ago(11))
    type(born).objects.filter(pk=born.pk).update(died_on=months_ago(5))
    assert "died" in words_of(decision)[2]


def test_only_the_last_of_ones_own_decisions_on_a_line_is_shown(door):
    contact = make_contact(door)
    decide(contact, door.manager, "no_further_action")
    [last] = decide(contact, door.manager, "assessment")
    import_known_up_to(timezone.localdate())
    response = browse(door.manager).get(reverse("practice:learning"))
    assert [decision for decision, _ in response.context["rows"]] == [last]


def test_recommended_and_authorised_are_told_apart(door):
    contact = make_contact(door)
    decide(contact, door.worker, "assessment")
    decide(contact, door.manager, "assessment", step="authorised")
    import_known_up_to(timezone.localdate())
    assert "What I recommended" in browse(door.worker).get(reverse("practice:learning")).content.decode()
    page = browse(door.manager).get(reverse("practice:learning")).content.decode()
    assert "What I authorised" in page
    assert "What I recommended" not in page


def test_reasons_and_brief_are_shown_as_they_then_were(door):
    contact = make_contact(door, text="What was said then.")
    [decision] = decide(contact, door.worker, reasons="Why I thought so then.")
    later = make_contact(door, children=[NamedPerson(known=contact.children.get().person)])
    asked = actions.ask_for_information(
        contact=contact, by=door.worker, asked_of="police", about="x", submission=later.submission
    )
    actions.record_answer(request=asked, by=door.worker, answer="Known only later.")
    page = browse(door.worker).get(reverse("practice:decision", args=[decision.pk])).content.decode()
    assert "What was said then." in page
    assert "Why I thought so then." in page
    assert "Known only later." not in page


def test_a_word_back_reaches_everybody_who_decided(door):
    contact = make_contact(door)
    [mine] = decide(contact, door.worker)
    [theirs] = decide(contact, door.manager, step="authorised")
    today = timezone.localdate()
    given = {"kind": "compliment", "from_whom": "mother", "words": "You listened."}
    when = {"received_on_day": today.day, "received_on_month": today.month, "received_on_year": today.year}
    browse(door.colleague).post(reverse("practice:word_back", args=[contact.pk]), given | when)
    for user, decision in ((door.worker, mine), (door.manager, theirs)):
        page = browse(user).get(reverse("practice:decision", args=[decision.pk])).content.decode()
        assert "You listened." in page


def test_a_lesson_is_kept_for_its_own_worker(door):
    [mine] = decide(make_contact(door), door.worker)
    address = reverse("practice:decision", args=[mine.pk])
    assert browse(door.worker).post(address, {"lesson": "Ask the school"}).status_code == 302
    assert Lesson.objects.get().worker == door.worker
    assert browse(door.colleague).post(address, {"lesson": "Not mine"}).status_code == 404


def forecast_on(door, decision: Decision):
    invitation = ForecastInvitation.objects.create(decision=decision, asked_at=decision.at)
    answers = dict.fromkeys(questions_about(decision)[:1], 30)
    [forecast] = practice.answer_forecast(invitation=invitation, worker=door.worker, answers=answers)
    return forecast


@pytest.mark.parametrize(("how", "expected"), [("silence", "no"), ("event", "yes"), ("own contact", "yes")])
def test_a_forecast_is_settled_by_what_was_recorded(door, how, expected):
    decision = past_decision(door, door.worker, months_ago(8))
    forecast_on(door, decision)
    source = import_known_up_to(timezone.localdate())
    if how == "event":
        record_event(decision.line.person, EventKind.REFERRAL, decision.at.date() + timedelta(days=9), source)
    if how == "own contact":
        make_contact(door, children=[NamedPerson(known=decision.line.person)], ago=timedelta(days=150))
    assert [one.resolution for one in resolve_forecasts(door.worker)] == [expected]
    assert [one.resolution for one in resolve_forecasts(door.worker)] == [expected]


def test_a_forecast_stays_open_until_its_time_is_known(door):
    decision = past_decision(door, door.worker, months_ago(8))
    forecast_on(door, decision)
    assert [one.resolution for one in resolve_forecasts(door.worker)] == ["open"]
    import_known_up_to(months_ago(4))
    assert [one.resolution for one in resolve_forecasts(door.worker)] == ["open"]


def test_a_question_is_private_until_its_author_shares_it_and_again_after(door):
    author, reader = browse(door.worker), browse(door.colleague)
    author.post(reverse("practice:questions"), {"words": "Why do so many come back in May?"})
    question = Question.objects.get()
    for shared, named in ((False, False), (True, False), (False, False), (True, True)):
        question.refresh_from_db()
        if shared != bool(question.shared_at):
            sent = {"with_name": "yes"} if named else {}
            author.post(reverse("practice:share_question", args=[question.pk]), sent)
        page = reader.get(reverse("practice:questions")).content.decode()
        assert ("come back in May" in page) == shared
        assert (door.worker.name in page) == named


def test_a_page_is_shown_by_name_where_one_person_is_called_so(door):
    client, until = browse(door.worker), timezone.localdate() + timedelta(days=3)
    day = {"until_day": until.day, "until_month": until.month, "until_year": until.year}
    shown = client.post(reverse("practice:share"), {"shared_with": "col league"} | day, follow=True)
    assert "Shown to Col League until" in shown.content.decode()
    make_worker(Role.PRACTITIONER, door.team, "other", "Col League")
    twice = client.post(reverse("practice:share"), {"shared_with": "Col League"} | day)
    assert "Several people are called so" in twice.content.decode()
