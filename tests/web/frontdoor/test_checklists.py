"""Lists of questions: made, kept in versions, put on trial, answered, taken into use, retired."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from fanlight.web.accounts.models import Team
from fanlight.web.audit.models import AuditEvent
from fanlight.web.frontdoor.actions import checklists as actions
from fanlight.web.frontdoor.asked import asked_of, rules
from fanlight.web.frontdoor.models import Checklist, ChecklistStep, ChecklistVersion, Decision
from tests.web.builders import browse, level, make_contact
from tests.web.checklists import State, a_draft, a_list, in_use, on_trial
from tests.web.forms_on_page import form_with

pytestmark = pytest.mark.django_db

WRITTEN = {
    "title": "Before you close",
    "author": "North hub",
    "reasons": "Two infants were missed",
    "question_1": "Has anyone seen the child?",
    "exit_1": "no_first",
    "question_2": "Days since the child was seen",
    "above_2": "10",
    "unit_2": "days",
    "exit_2": "no_second",
    "positive_words": "assess",
    "negative_words": "advise",
    "otherwise": "first",
}
MAKE = "/checklists/make/"


def make(user, **changes):
    return browse(user).post(MAKE, WRITTEN | {"do": "keep"} | changes)


def test_a_list_is_written_and_kept_with_its_words(door):
    page = make(door.worker)
    version = ChecklistVersion.objects.get(checklist__title="Before you close")
    assert page.url == reverse("frontdoor:checklist", args=[version.pk])
    assert [cue["question"] for cue in version.cues] == [
        "Has anyone seen the child?",
        "Days since the child was seen: more than 10 days?",
    ]
    first, second = (cue["code"] for cue in version.cues)
    assert version.sorting.sentence(version.positive_words, version.negative_words) == (
        f"{first}: no → assess. {second}: no → advise. All others → assess."
    )
    assert (version.number, version.state, version.author) == (1, State.DRAFT, "North hub")
    step = ChecklistStep.objects.get(version=version)
    assert (step.by, step.why, step.state) == (door.worker, "Two infants were missed", State.DRAFT)
    assert AuditEvent.objects.filter(action="keep a draft of a checklist").count() == 1


def test_nothing_is_chosen_beforehand(door):
    page = browse(door.worker).get(MAKE).content.decode()
    assert " checked" not in page
    assert page.count('type="radio"') == 5 * 4 + 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"question_1": "", "exit_1": "", "question_2": "", "above_2": "", "exit_2": ""},
            "Write at least one",
        ),
        ({"exit_2": ""}, "Say who leaves the list at question 2"),
        ({"otherwise": ""}, "Say what becomes of all who are left"),
        ({"negative_words": "assess"}, "Both ways out say the same"),
        ({"question_2": "Has anyone seen the child?", "above_2": ""}, "stands twice"),
        ({"question_3": "", "exit_3": "yes_first"}, "Write question 3, or leave the whole row empty"),
        ({"above_2": "ten"}, "Enter a number"),
    ],
)
def test_what_is_no_list_is_told_and_kept_in_the_form(door, changes, words):
    page = make(door.worker, **changes)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert "Two infants were missed" in page.content.decode()
    assert not Checklist.objects.filter(title="Before you close").exists()


def test_a_list_may_only_ask(door):
    only = dict.fromkeys(("exit_1", "exit_2", "positive_words", "negative_words", "otherwise"), "")
    make(door.worker, **only)
    version = ChecklistVersion.objects.get(checklist__title="Before you close")
    assert version.tree == []
    assert version.sorting is None


def test_words_fill_the_questions(door):
    said = {"do": "read", "said": "If not seen in 10 days and under 1: assess", "title": "From words"}
    page = browse(door.worker).post(MAKE, said).content.decode()
    assert 'value="Seen in 10 days?"' in page
    assert 'value="Under 1?"' in page
    assert 'value="From words"' in page
    assert "Yes → do not assess" in page
    assert page.count(" checked") == 3
    wrong = browse(door.worker).post(MAKE, said | {"said": "sometimes"})
    assert wrong.status_code == 422
    assert "Line 1 is no rule" in wrong.content.decode()


def test_a_question_moves_up_without_being_lost(door):
    page = browse(door.worker).post(MAKE, WRITTEN | {"do": "up-2"}).content.decode()
    first, second = (
        page.index("Days since the child was seen"),
        page.index('value="Has anyone seen the child?"'),
    )
    assert first < second
    assert not Checklist.objects.filter(title="Before you close").exists()


def test_the_list_is_shown_before_it_is_kept(door):
    page = browse(door.worker).post(MAKE, WRITTEN | {"do": "look"}).content.decode()
    assert "This is how it looks" in page
    assert "No → the list says: assess" in page
    assert not Checklist.objects.filter(title="Before you close").exists()


def test_a_change_is_a_new_version_and_the_draft_before_it_is_retired(door):
    first = a_list(door.worker)
    address = reverse("frontdoor:checklist_change", args=[first.pk])
    assert "Has a bruise been seen?" in browse(door.manager).get(address).content.decode()
    browse(door.manager).post(address, WRITTEN | {"do": "keep"})
    first.refresh_from_db()
    second = first.checklist.versions.get(number=2)
    assert (first.state, second.state, second.made_by) == (State.RETIRED, State.DRAFT, door.manager)
    with pytest.raises(DatabaseError), transaction.atomic():
        ChecklistVersion.objects.filter(pk=first.pk).update(cues=[])
    with pytest.raises(DatabaseError), transaction.atomic():
        ChecklistStep.objects.filter(version=first).update(why="Another reason")


def test_a_question_taken_over_keeps_its_code_and_another_wording_gets_one_of_its_own(door):
    first = a_list(door.worker)
    code = first.cues[0]["code"]
    make(door.worker, question_1="", taken_1=code)
    taken = ChecklistVersion.objects.exclude(pk=first.pk).get(checklist__title="Before you close")
    assert taken.cues[0] == {"code": code, "question": "Is any child under 1, or unborn?", "help": ""}
    other = a_list(
        door.worker, cues=[{"question": "Is any child under 1, or unborn now?", "help": ""}], tree=None
    )
    assert other.cues[0]["code"] not in {cue["code"] for cue in first.cues}


def test_steps_are_taken_in_order_by_who_answers_for_teams(door):
    version = a_list(door.worker)
    client = browse(door.manager)
    into_use = reverse("frontdoor:checklist_step", args=[version.pk, "in_use"])
    assert client.get(into_use).status_code == 302  # a draft was never tried
    trial = reverse("frontdoor:checklist_step", args=[version.pk, "on_trial"])
    assert browse(door.worker).post(trial, {"why": "Now"}).status_code == 403
    assert client.post(trial, {"why": ""}).status_code == 422
    review = timezone.localdate() + timedelta(days=90)
    client.post(trial, {"why": "To see", "asked_in": [door.team.pk], "review_on": review.isoformat()})
    version.refresh_from_db()
    assert (version.state, version.review_on) == (State.ON_TRIAL, review)
    assert list(version.asked_in.all()) == [door.team]
    step = version.steps.last()
    assert (step.by, step.why, step.asked_in_words) == (door.manager, "To see", "Front door")
    with pytest.raises(actions.NotAStep):
        actions.take_step(version=version, state=State.DRAFT, by=door.manager, why="Back")


def test_a_list_on_trial_is_asked_of_its_teams_alone(door):
    ChecklistVersion.objects.update(state=State.RETIRED)
    version = a_list(door.worker)
    actions.take_step(
        version=version, state=State.ON_TRIAL, by=door.manager, why="To see", asked_in=[door.team]
    )
    assert asked_of(door.worker) == version
    assert asked_of(door.stranger) is None
    parent = Team.objects.create(name="All hubs")
    door.team.parent = parent
    door.team.save()
    version.asked_in.set([parent])
    door.worker.refresh_from_db()
    assert asked_of(door.worker) == version


def test_a_trial_says_whom_it_asks(door, monkeypatch):
    version = on_trial(door.manager)
    monkeypatch.setattr("fanlight.web.frontdoor.asked.rules", rules)
    rules.append(lambda user, asked: user == door.manager if asked == version else None)
    try:
        assert asked_of(door.manager) == version
        assert asked_of(door.worker) != version
    finally:
        rules.pop()


def test_a_list_in_use_takes_the_place_of_its_earlier_version(door):
    first = in_use(door.manager)
    second = actions.keep_draft(by=door.worker, draft=a_draft(), author="North hub", before=first)
    for state in (State.ON_TRIAL, State.IN_USE):
        actions.take_step(
            version=second, state=state, by=door.manager, why="Better words", acknowledged="Not tested"
        )
    first.refresh_from_db()
    assert first.state == State.RETIRED
    assert first.steps.last().why == "Version 2 takes its place."


def test_a_worker_is_shown_the_teams_words_and_never_a_number(door):
    version = on_trial(door.manager)
    contact = make_contact(door)
    address = reverse("frontdoor:contact", args=[contact.pk])
    client = browse(door.worker)
    form = form_with(client, address, "brief_shown")
    page = client.get(address).content.decode()
    assert "Yes → the list says: assess" in page
    assert "All others → the list says: assess" in page
    given = {
        "line-0-level": level().pk,
        "line-0-reasons": "Why",
        f"line-0-cue_{version.cues[0]['code']}": "no",
        f"line-0-cue_{version.cues[1]['code']}": "no",
    }
    recorded = client.post(address, form.sends | given, follow=True).content.decode()
    assert "The list says: advise and close" in recorded
    decision = Decision.objects.get()
    assert decision.checklist == version


def test_what_was_answered_keeps_its_version_when_the_list_changes(door):
    version = on_trial(door.manager)
    [line] = [make_contact(door).children.get()]
    later = actions.keep_draft(by=door.worker, draft=a_draft(), author="North hub", before=version)
    actions.take_step(version=later, state=State.ON_TRIAL, by=door.manager, why="Better")
    assert asked_of(door.worker) == later
    assert line.decisions.count() == 0


def test_an_overdue_review_is_said_to_all_on_its_page_and_to_managers_beside_a_decision(door):
    version = on_trial(door.manager)
    ChecklistVersion.objects.filter(pk=version.pk).update(review_on=timezone.localdate() - timedelta(days=1))
    for user in (door.worker, door.manager):
        page = browse(user).get(reverse("frontdoor:checklist", args=[version.pk])).content.decode()
        assert "review of this list is overdue" in page


def test_the_card_is_one_section_with_every_question(door):
    version = a_list(door.worker)
    page = browse(door.worker).get(reverse("frontdoor:checklist_card", args=[version.pk])).content.decode()
    assert page.count("☐ not known") == 2
    assert "All others → assess" in page
    assert "You decide, not the list" in page
