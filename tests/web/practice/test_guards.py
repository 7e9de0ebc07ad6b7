"""Guards: switched by team, kept with each decision, and never in the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from fanlight.practice.guard import GUARDS, guard
from fanlight.web.accounts.models import Role
from fanlight.web.frontdoor.models import Decision
from fanlight.web.frontdoor.queries import as_record
from fanlight.web.practice import actions
from fanlight.web.practice.invitations import questions_about
from fanlight.web.practice.models import ExerciseAnswer, Forecast, ForecastInvitation, GuardSwitch
from fanlight.web.practice.queries.base_rates import base_rate_of
from fanlight.web.practice.queries.guards import guarding, guards_on_for, standings
from tests.web.builders import browse, import_known_up_to, level, make_contact, make_worker, past_decision
from tests.web.crawl import visible
from tests.web.forms_on_page import form_with

pytestmark = pytest.mark.django_db
DEFAULT = ["base_rate_after", "debiasing_practice"]


def switch(door, code: str, is_on: bool = True, team=None) -> GuardSwitch:
    return actions.switch_guard(
        by=door.manager, team=team or door.team, guard=code, is_on=is_on, why="To find out"
    )


def decide_by_form(door, user=None, *, contact=None, before_sending=lambda: None, **answers) -> Decision:
    """Open the page of a contact, fill the form as a browser does, and send it."""
    client, contact = browse(user or door.worker), contact or make_contact(door)
    form = form_with(client, reverse("frontdoor:contact", args=[contact.pk]), "line-0-level")
    before_sending()
    sent = form.sends | {"line-0-level": str(level().pk), "line-0-reasons": "Food was brought."}
    answer = client.post(form.action, sent | {f"line-0-{name}": words for name, words in answers.items()})
    assert answer.status_code == 302, answer.content.decode()
    return Decision.objects.latest("pk")


def page_of(door, user=None) -> str:
    address = reverse("frontdoor:contact", args=[make_contact(door).pk])
    return browse(user or door.worker).get(address).content.decode()


def test_as_it_comes_the_decision_page_asks_nothing_more(door):
    page = page_of(door)
    assert "guard_" not in page
    for one in GUARDS:
        for prompt in one.prompts:
            assert prompt.words not in page
    decision = decide_by_form(door)
    assert decision.guards == {code: [] for code in DEFAULT}


def test_switched_on_it_asks_and_an_empty_answer_is_an_answer_too(door):
    switch(door, "other_explanations")
    switch(door, "pre_mortem")
    page = page_of(door)
    for code in ("other_explanations", "pre_mortem"):
        for prompt in guard(code).prompts:
            assert prompt.words in page
    decision = decide_by_form(door)
    assert set(decision.guards) == {*DEFAULT, "other_explanations", "pre_mortem"}
    assert decision.guard_answers == []


def test_answers_are_kept_with_the_questions_words_and_go_into_the_record(door):
    switch(door, "other_explanations")
    decision = decide_by_form(
        door,
        guard_other_explanations_explanation="A lost lunch box",
        guard_other_explanations_change="A second hungry day",
    )
    explanation, change = (prompt.words for prompt in guard("other_explanations").prompts)
    assert decision.guard_answers == [[explanation, "A lost lunch box"], [change, "A second hungry day"]]
    assert f"{explanation}: A lost lunch box" in as_record(decision)
    contact = browse(door.manager).get(reverse("frontdoor:contact", args=[decision.line.contact_id]))
    assert "A second hungry day" in contact.content.decode()
    own = browse(door.worker).get(reverse("practice:decision", args=[decision.pk])).content.decode()
    assert "A lost lunch box" in own


def test_an_answer_alone_decides_nothing_and_is_not_lost(door):
    switch(door, "pre_mortem")
    client, contact = browse(door.worker), make_contact(door)
    form = form_with(client, reverse("frontdoor:contact", args=[contact.pk]), "line-0-level")
    answer = client.post(form.action, form.sends | {"line-0-guard_pre_mortem_story": "Nobody rang back"})
    assert answer.status_code == 422
    assert "Nobody rang back" in answer.content.decode()
    assert not Decision.objects.exists()


@pytest.mark.parametrize("then_on", [True, False])
def test_the_decision_keeps_the_guards_that_were_shown_whatever_was_switched_since(door, then_on):
    switch(door, "pre_mortem", not then_on)
    decision = decide_by_form(door, before_sending=lambda: switch(door, "pre_mortem", then_on))
    assert ("pre_mortem" in decision.guards) != then_on


def test_which_guards_were_on_cannot_be_changed_afterwards(door):
    decision = decide_by_form(door)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(guards={})


def test_a_switch_is_for_one_team(door):
    switch(door, "pre_mortem", team=door.elsewhere)
    assert guards_on_for(door.team) == DEFAULT
    assert "pre_mortem" in guards_on_for(door.elsewhere)
    assert guards_on_for(None) == []
    assert guarding(door.team, ["nothing known", "pre_mortem"]).on == ["pre_mortem"]


def test_the_newest_switch_counts_and_each_stays_readable(door):
    for is_on in (True, False, True, False):
        switch(door, "pre_mortem", is_on)
    assert guards_on_for(door.team) == DEFAULT
    page = browse(door.worker).get(reverse("practice:guard", args=["pre_mortem"]))
    assert len(page.context["history"]) == 4
    assert door.manager.name in page.content.decode()
    for change in (lambda rows: rows.update(is_on=True), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change(GuardSwitch.objects.all())


def test_who_may_switch(door):
    address = reverse("practice:guard", args=["pre_mortem"])
    sent = {"team": door.team.pk, "state": "on", "why": "To find out"}
    for role, user in door.workers.items():
        expected = 302 if role in {Role.TEAM_MANAGER, Role.PRACTICE_LEAD} else 403
        assert browse(user).post(address, sent).status_code == expected, role
    elsewhere = sent | {"team": door.elsewhere.pk}
    assert browse(door.manager).post(address, elsewhere).status_code == 422, "another team's"
    assert browse(door.workers[Role.PRACTICE_LEAD]).post(address, elsewhere).status_code == 302
    for missing in sent:
        some = {name: value for name, value in sent.items() if name != missing}
        assert browse(door.manager).post(address, some).status_code == 422, missing


def test_what_is_always_on_is_told_as_such_and_not_switched(door):
    address = reverse("practice:guard", args=["absolute_anchors"])
    lead = browse(door.workers[Role.PRACTICE_LEAD])
    assert lead.post(address, {"team": door.team.pk, "state": "off", "why": "x"}).status_code == 403
    assert "Always on" in visible(lead.get(reverse("practice:guards")).content.decode())
    assert all(one.is_on for one in standings(guard("absolute_anchors")))
    with pytest.raises(ValueError, match="cannot be switched"):
        switch(door, "absolute_anchors", is_on=False)
    assert lead.get(reverse("practice:guard", args=["no-such"])).status_code == 404


def test_everybody_reads_each_with_grade_and_sources(door):
    for user in door.workers.values():
        words = visible(browse(user).get(reverse("practice:guards")).content.decode())
        for one in GUARDS:
            assert one.title in words
            assert one.sources[0].of in words
        assert "Trials found no effect" in words


# The base rate, after one's own estimate


def invitation_on(decision: Decision) -> ForecastInvitation:
    ForecastInvitation.objects.filter(decision=decision).delete()
    return ForecastInvitation.objects.create(decision=decision, asked_at=timezone.now())


def many_past_decisions(door, count: int, people: int) -> None:
    cache.clear()
    workers = [make_worker(Role.PRACTITIONER, door.team, f"w{number}") for number in range(people)]
    on = timezone.localdate() - timedelta(days=500)
    for number in range(count):
        past_decision(door, workers[number % people], on)
    import_known_up_to(timezone.localdate())


def test_the_base_rate_is_told_only_after_the_estimate_is_locked(door):
    many_past_decisions(door, 50, 5)
    decision = decide_by_form(door)
    invitation = invitation_on(decision)
    client, address = browse(door.worker), reverse("practice:forecast", args=[invitation.pk])
    assert "in 100 such decisions" not in client.get(address).content.decode()
    code = questions_about(decision)[0].code
    answer = client.post(address, {code: "37"}, follow=True)
    words = visible(answer.content.decode())
    assert "You said 37 in 100" in words
    assert "fewer than 3 in 100 such decisions (about 50 decisions" in words
    client.post(address, {code: "99"})
    assert Forecast.objects.get().probability == 37
    assert browse(door.colleague).get(address).status_code == 404


@pytest.mark.parametrize("way", ["off", "skipped"])
def test_off_or_skipped_it_goes_straight_on_as_before(door, way):
    if way == "off":
        switch(door, "base_rate_after", is_on=False)
    decision = decide_by_form(door)
    invitation = invitation_on(decision)
    address = reverse("practice:forecast", args=[invitation.pk])
    sent = {"skip": "yes"} if way == "skipped" else {questions_about(decision)[0].code: "37"}
    answer = browse(door.worker).post(address, sent)
    assert answer.url == reverse("frontdoor:today")
    assert browse(door.worker).get(address).url == reverse("frontdoor:today")


@pytest.mark.parametrize(("count", "people", "told"), [(49, 5, False), (60, 4, False), (50, 5, True)])
def test_too_few_decisions_or_people_are_not_told(door, count, people, told):
    many_past_decisions(door, count, people)
    [question, *_] = questions_about(Decision.objects.first())
    assert (base_rate_of(question).in_100 is not None) == told


def test_before_any_import_no_base_rate(door):
    [question, *_] = questions_about(past_decision(door, door.worker, timezone.localdate()))
    assert base_rate_of(question) is None


# Exercises


def test_an_exercise_answers_at_once_and_for_its_own_worker_alone(door):
    address, client = reverse("practice:exercise", args=["alarm"]), browse(door.worker)
    assert "90 of 1,080" not in visible(client.get(address).content.decode())
    for wrong in ("", "101", "-1", "many"):
        assert client.post(address, {"said": wrong}).status_code == 422
    answer = client.post(address, {"said": "90"}, follow=True)
    assert "You said 90. It is 8: 82 too high." in visible(answer.content.decode())
    kept = ExerciseAnswer.objects.get()
    other = browse(door.colleague).get(f"{address}?answered={kept.pk}")
    assert "You said" not in visible(other.content.decode())
    assert "You said 90" in visible(client.get(reverse("practice:exercises")).content.decode())
    assert "You said" not in visible(browse(door.manager).get(reverse("practice:exercises")).content.decode())
    browse(door.manager).post(reverse("practice:exercises_remove"))
    assert ExerciseAnswer.objects.exists()
    client.post(reverse("practice:exercises_remove"))
    assert not ExerciseAnswer.objects.exists()
    assert client.get(reverse("practice:exercise", args=["no-such"])).status_code == 404


def test_exercises_are_offered_where_the_guard_is_on_and_open_to_all(door):
    assert "Exercises" in visible(browse(door.worker).get(reverse("practice:learning")).content.decode())
    switch(door, "debiasing_practice", is_on=False)
    assert "Exercises" not in visible(browse(door.worker).get(reverse("practice:learning")).content.decode())
    assert browse(door.worker).get(reverse("practice:exercises")).status_code == 200
