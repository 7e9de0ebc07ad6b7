"""Trials on the web: refused while anything is missing, frozen, counted, and a refusal that nobody sees."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from fanlight.evidence.frozen_text import text_hash
from fanlight.web.accounts.models import Role
from fanlight.web.audit.models import AuditEvent
from fanlight.web.practice.actions import trials as actions
from fanlight.web.practice.actions.hypotheses import HypothesisWords, write_hypothesis
from fanlight.web.practice.checklist_trials import subject_words
from fanlight.web.practice.models import Trial, TrialCount, TrialDecline
from fanlight.web.practice.queries import trials as queries
from tests.web.builders import browse, make_contact, make_worker
from tests.web.checklists import a_list
from tests.web.crawl import visible
from tests.web.trialling import (
    ENTRIES,
    approved_trial_of,
    counted_trial_of,
    frozen_trial_of,
    numbers_of,
    past_trial_of,
    trial_of,
    workers_of,
)

pytestmark = pytest.mark.django_db
FORM = {
    "title": "A break at noon",
    "subject": "breaks",
    "hypothesis": "Fewer contacts are left open",
    "unit_kind": "weeks",
    "schedule_kind": "randomised",
    "period_days": "7",
    "periods": "12",
    "measure": "Left open overnight",
    "exposure_unit": "contacts",
    "events": "40",
    "exposure": "200",
    "wanted": "fall",
    "percent": "30",
    "changes_help": "no",
}


def form(**change):
    day = timezone.localdate() + timedelta(days=3)
    sent = {**FORM, "starts_on": day.isoformat(), "do": "keep"}
    return {**sent, **change}


def lead(door):
    return door.workers[Role.PRACTICE_LEAD]


@pytest.mark.parametrize("answer", ["yes", "not_known", ""])
def test_a_trial_that_may_change_whether_a_child_is_helped_is_refused_by_the_form(door, answer):
    answered = browse(lead(door)).post(reverse("practice:trial_add"), form(changes_help=answer))
    assert answered.status_code == 422
    assert not Trial.objects.exists()
    assert "A break at noon" in answered.content.decode()


def test_planning_keeps_a_trial_and_looking_keeps_none(door):
    page = browse(lead(door))
    looked = page.post(reverse("practice:trial_add"), form(do="look"))
    assert "This trial " in looked.content.decode(), looked.context["form"].errors
    assert not Trial.objects.exists()
    assert page.post(reverse("practice:trial_add"), form()).status_code == 302
    assert Trial.objects.get().smallest_effect == 0.7


def test_another_page_hands_over_a_subject(door):
    page = browse(lead(door)).get(
        reverse("practice:trial_add"), {"subject": "checklist:7", "title": "Version 7"}
    )
    assert 'value="checklist:7"' in page.content.decode()


def test_a_list_that_is_tried_is_told_by_its_title_and_its_key_is_sent_along(door):
    version = a_list(door.manager)
    key, words = f"checklist:{version.pk}", "the checklist “Before you close”, version 1"
    page = browse(lead(door))
    blank = page.get(reverse("practice:trial_add"), {"subject": key}).content.decode()
    assert words.capitalize().replace("before", "Before") in blank
    assert key not in visible(blank)
    refused = page.post(reverse("practice:trial_add"), form(subject=key, events="many")).content.decode()
    assert f'type="hidden" name="subject" value="{key}"' in refused
    assert page.post(reverse("practice:trial_add"), form(subject=key)).status_code == 302
    trial = Trial.objects.get()
    assert trial.subject == key
    for name in ("trial", "trial_edit"):
        shown = visible(page.get(reverse(f"practice:{name}", args=[trial.pk])).content.decode())
        assert words in shown.replace("The checklist", "the checklist")
        assert key not in shown


@pytest.mark.parametrize(
    "subject", ["breaks", "checklist:", "checklist:0", f"checklist:{10**30}", "checklist:x"]
)
def test_what_is_no_list_is_told_as_it_was_written(door, subject):
    assert subject_words(subject) == subject
    page = browse(lead(door)).get(reverse("practice:trial_add"), {"subject": subject}).content.decode()
    assert f'value="{subject}"' in page
    assert 'type="hidden" name="subject"' not in page


def test_a_shared_hypothesis_hands_itself_over_to_those_who_may_plan(door):
    words = HypothesisWords("take a break", "fewer are left open", "one is fresh", "contacts left open")
    idea = write_hypothesis(worker=door.worker, words=words, shared=True)
    address = f"{reverse('practice:trial_add')}?of_hypothesis={idea.pk}"
    link, page = f'href="{address}">Plan a trial of this', reverse("practice:hypothesis", args=[idea.pk])
    assert link in browse(lead(door)).get(page).content.decode()
    assert link not in browse(door.worker).get(page).content.decode()
    handed = browse(lead(door)).get(address).context["form"]
    assert {name: handed[name].value() for name in ("of_hypothesis", "hypothesis", "why", "measure")} == {
        "of_hypothesis": idea.pk,
        "hypothesis": "fewer are left open",
        "why": "one is fresh",
        "measure": "contacts left open",
    }
    assert f'<option value="{idea.pk}" selected' in str(handed["of_hypothesis"])


@pytest.mark.parametrize("key", ["", "x", "²", "9" * 30, "0"])
def test_no_hypothesis_is_handed_over_by_what_is_no_number_of_one(door, key):
    page = browse(lead(door)).get(reverse("practice:trial_add"), {"of_hypothesis": key})
    assert not page.context["form"]["of_hypothesis"].value()


def test_a_private_hypothesis_is_handed_over_to_nobody(door):
    words = HypothesisWords("canary", "canary", "canary", "canary")
    idea = write_hypothesis(worker=lead(door), words=words, shared=False)
    page = browse(lead(door))
    assert (
        "canary" not in page.get(reverse("practice:trial_add"), {"of_hypothesis": idea.pk}).content.decode()
    )
    own = page.get(reverse("practice:hypothesis", args=[idea.pk])).content.decode()
    assert "Plan a trial of this" not in own


@pytest.mark.parametrize(
    "missing",
    [
        {"harm": ""},
        {"equality": " "},
        {"stop_rule": ""},
        {"told_how": ""},
        {"told_on": None},
        {"may_decline": False},
        {"changes_help": "not_known"},
        {"changes_help": "yes"},
    ],
)
def test_neither_approved_nor_frozen_while_anything_is_missing(door, missing):
    trial = trial_of(lead(door), **missing)
    with pytest.raises(actions.NotAllowed):
        actions.approve_trial(by=door.manager, trial=trial, words="Yes")
    # Not even where an approval stands there already.
    Trial.objects.filter(pk=trial.pk).update(approved_by=door.manager, approved_at=timezone.now())
    with pytest.raises(actions.NotAllowed):
        actions.freeze_trial(by=lead(door), trial=trial, foretold=queries.foretold_of(trial.plan()))
    assert not Trial.objects.exclude(frozen_at=None).exists()


def test_nobody_approves_the_own_plan_and_nothing_is_frozen_without_approval(door):
    trial = trial_of(lead(door))
    with pytest.raises(actions.NotAllowed, match="planned it cannot approve"):
        actions.approve_trial(by=lead(door), trial=trial, words="Mine")
    with pytest.raises(actions.NotAllowed, match="must approve it"):
        actions.freeze_trial(by=lead(door), trial=trial, foretold=queries.foretold_of(trial.plan()))


def test_a_change_ends_the_approval_and_a_past_day_is_refused(door):
    trial = approved_trial_of(door)
    assert actions.change_trial(by=lead(door), trial=trial, entries={"periods": 14}).approved_by is None
    late = approved_trial_of(door, starts_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(actions.NotAllowed, match="begun before"):
        actions.freeze_trial(by=lead(door), trial=late, foretold=queries.foretold_of(late.plan()))


def test_what_is_frozen_is_hashed_and_stays(door):
    trial = frozen_trial_of(door)
    assert trial.frozen_hash == text_hash(trial.frozen_text) == trial.plan().freeze_hash()
    again = Trial(**{**ENTRIES, "starts_on": trial.starts_on, "told_on": trial.told_on})
    assert again.plan().freeze_hash() == trial.frozen_hash  # the seed draws the same schedule again
    with pytest.raises(actions.NotAllowed):
        actions.change_trial(by=lead(door), trial=trial, entries={"title": "Other"})
    with pytest.raises(DatabaseError), transaction.atomic():
        Trial.objects.filter(pk=trial.pk).update(smallest_effect=0.9)
    with pytest.raises(actions.NotAllowed, match="not over"):
        actions.count_trial(
            by=lead(door), trial=trial, numbers=numbers_of(trial, periods=1), source="entered"
        )


def test_numbers_make_a_result_and_a_broken_plan_cannot_tell(door):
    trial = counted_trial_of(door)
    report = queries.report_of(trial)
    assert (report.result.word, report.is_over) == ("shown", True)
    page = browse(door.worker).get(reverse("practice:trial", args=[trial.pk])).content.decode()
    assert "Shown. A fall is shown" in page
    actions.note_departure(by=lead(door), trial=trial, words="Two weeks were swapped.", breaks_plan=True)
    assert queries.report_of(trial).result.word == "cannot tell"


def test_a_departure_that_breaks_nothing_leaves_the_result(door):
    trial = counted_trial_of(door)
    actions.note_departure(by=lead(door), trial=trial, words="One contact more.", breaks_plan=False)
    assert queries.report_of(trial).result.word == "shown"


def test_a_correction_wants_a_reason_and_both_stay(door):
    trial = counted_trial_of(door)
    wrong = [actions.Number("The service", 1, 99, 200.0)]
    with pytest.raises(actions.NotAllowed, match="say why"):
        actions.count_trial(by=lead(door), trial=trial, numbers=wrong, source="entered")
    right = [actions.Number("The service", 1, 30, 200.0, "Counted late")]
    actions.count_trial(by=lead(door), trial=trial, numbers=right, source="entered")
    assert TrialCount.objects.filter(trial=trial, period=1).count() == 2
    assert (
        "Counted late" in browse(door.worker).get(reverse("practice:trial", args=[trial.pk])).content.decode()
    )


def test_numbers_come_from_a_file_whole_or_not_at_all(door):
    trial = past_trial_of(door)
    address = reverse("practice:trial_count", args=[trial.pk])
    rows = ["unit,period,events,exposure", *(f"The service,{at},30,200" for at in range(1, 13))]
    bad = io.BytesIO("\n".join([*rows, "Nobody,1,3,4"]).encode())
    bad.name = "counts.csv"
    answered = browse(lead(door)).post(address, {"do": "many", "file": bad})
    assert answered.status_code == 422
    assert "no such unit" in answered.content.decode()
    assert not TrialCount.objects.exists()
    good = io.BytesIO("\n".join(rows).encode())
    good.name = "counts.csv"
    assert browse(lead(door)).post(address, {"do": "many", "file": good}).status_code == 302
    assert TrialCount.objects.filter(source="file").count() == 12


def test_a_measure_of_the_catalogue_is_counted_in_the_services_own_records(door):
    for days in range(20, 75, 5):
        make_contact(door, ago=timedelta(days=days))
    trial = past_trial_of(
        door, weeks_ago=10, measure_code="contacts", measure="Contacts", exposure_unit="days", periods=12
    )
    assert browse(lead(door)).post(
        reverse("practice:trial_count", args=[trial.pk]), {"do": "own"}
    ).status_code in {302}
    held = TrialCount.objects.filter(source="own")
    months_end = timezone.localdate().replace(day=1) - timedelta(days=1)
    assert held.exists()
    assert all(trial.plan().days_of(one.period - 1)[1] <= months_end for one in held)
    assert all(one.exposure == 7 for one in held)


def test_closing_keeps_the_result_and_moves_the_hypothesis(door):
    words = HypothesisWords("take a break", "fewer are left open", "one is fresh", "contacts left open")
    idea = write_hypothesis(worker=door.worker, words=words, shared=True)
    trial = frozen_trial_of(door, of_hypothesis=idea)
    idea.refresh_from_db()
    assert idea.state == "on_trial"
    actions.note_departure(by=lead(door), trial=trial, words="The rota fell apart.", breaks_plan=True)
    report = queries.report_of(trial, stopped=True)
    actions.close_trial(by=lead(door), trial=trial, report=report, adopted="repeat", because="Another rota")
    idea.refresh_from_db()
    assert (idea.state, trial.closing.result) == ("repeat", "cannot tell")
    with pytest.raises(actions.NotAllowed):
        actions.close_trial(by=lead(door), trial=trial, report=report, adopted="drop", because="No")


def test_who_declined_is_shown_to_nobody_and_changes_no_number(door):
    names = workers_of(door)
    trial = frozen_trial_of(door, unit_kind="workers", units=names, schedule_kind="alternating")
    people = [make_worker(Role.PRACTITIONER, door.team, f"other{n}") for n in range(4)]
    address = reverse("practice:trial", args=[trial.pk])
    before = browse(door.manager).get(address).content.decode()
    for person in people:
        browse(person).post(reverse("practice:trial_decline", args=[trial.pk]), {"declines": "yes"})
    assert TrialDecline.objects.count() == 4
    assert text_of(browse(door.manager).get(address)) == text_of_page(before)
    assert not AuditEvent.objects.filter(action="choose about a trial").exclude(actor="").exists()
    mine = browse(people[0]).get(address).content.decode()
    assert "You declined" in mine
    browse(people[0]).post(reverse("practice:trial_decline", args=[trial.pk]), {"declines": "no"})
    assert TrialDecline.objects.count() == 3
    fifth = [make_worker(Role.PRACTITIONER, door.team, f"more{n}") for n in range(2)]
    for person in fifth:
        browse(person).post(reverse("practice:trial_decline", args=[trial.pk]), {"declines": "yes"})
    page = browse(door.manager).get(address).content.decode()
    assert "5 workers declined" in page
    assert "other1 by name" not in page


def test_schedules_of_workers_are_seen_by_who_arranges_them_and_by_each_worker_alone(door):
    names = workers_of(door)
    trial = frozen_trial_of(door, unit_kind="workers", units=names, schedule_kind="randomised")
    page = browse(door.worker).get(reverse("practice:trial", args=[trial.pk])).content.decode()
    assert not any(name in page for name in names)
    assert (
        "drawn00 by name"
        in browse(door.manager).get(reverse("practice:trial", args=[trial.pk])).content.decode()
    )


def test_every_role_reads_the_register(door):
    trial = frozen_trial_of(door)
    for user in door.workers.values():
        assert trial.title in browse(user).get(reverse("practice:trials")).content.decode()


def text_of(answer):
    return text_of_page(answer.content.decode())


def text_of_page(page):
    import re

    return re.sub(
        r'name="csrfmiddlewaretoken" value="[^"]*"|value="[A-Za-z0-9]{64}"|data-owner="[^"]*"', "", page
    )
