"""A list tested on past cases: counted from decisions, hands and files; shown by who may see what."""

from __future__ import annotations

import io
from datetime import date, timedelta

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.event import EventKind
from fanlight.frontdoor.past_test import ListTest
from fanlight.web.accounts.models import Role
from fanlight.web.frontdoor import cue_audit_jobs, second_labels
from fanlight.web.frontdoor.actions import checklists as actions
from fanlight.web.frontdoor.actions import coding
from fanlight.web.frontdoor.actions.cue_audits import ask_for_audit, ask_to_stop
from fanlight.web.frontdoor.models import ChecklistTest, CodedLine, CueAudit, Decision
from fanlight.web.frontdoor.queries.checklist_answers import answered_so_far
from fanlight.web.frontdoor.queries.coding import drawn, next_to_code, sample_page
from fanlight.web.frontdoor.queries.list_tests import CANNOT, NOT_TESTED, differences_of, test_page
from fanlight.web.frontdoor.queries.past_cases import OUTCOMES, coded_cases, recorded_cases
from tests.web.builders import browse, import_known_up_to, make_worker, past_decision, record_event
from tests.web.checklists import State, a_list, a_sample, a_test, a_told_test, an_audit, on_trial

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.localdate() - timedelta(days=400)
test_page.__test__ = False


def answered(door, version, answers, kind="no_further_action", on=LONG_AGO, by=None):
    """A past decision with answers, as the real page records them."""
    codes = [cue["code"] for cue in version.cues]
    decision = past_decision(door, by or door.manager, on, kind)
    kept = Decision.objects.filter(pk=decision.pk).values().get() | {
        "checklist_id": version.pk,
        "answers": dict(zip(codes, answers, strict=False)),
        "submission": f"{decision.submission[:30]}-a",
        "supersedes_id": decision.pk,
    }
    kept.pop("id")
    return Decision.objects.create(**kept)


def three_cases(door, version):
    source = import_known_up_to(timezone.localdate())
    caught = answered(door, version, ("yes", "no"))
    missed = answered(door, version, ("no", "no"))
    answered(door, version, ("not_known", "not_known"))
    answered(door, version, ("no", "no"), on=timezone.localdate() - timedelta(days=30))
    for decision in (caught, missed):
        record_event(decision.line.person, EventKind.SECTION_47, LONG_AGO + timedelta(days=20), source)


def test_past_decisions_are_counted_once_their_half_year_is_known(door):
    version = on_trial(door.manager)
    three_cases(door, version)
    found = recorded_cases(version, "protection")
    assert (len(found), found.not_yet, found.first_on) == (3, 1, LONG_AGO)
    assert found.cases.outcome.tolist() == [True, True, False]
    assert found.cases.screened_out.all()
    under, bruise = (found.cases.answers[cue["code"]] for cue in version.cues)
    np.testing.assert_equal(under, [1, 0, np.nan])
    np.testing.assert_equal(bruise, [0, 0, np.nan])


def test_an_event_a_day_too_late_is_no_outcome(door):
    version = on_trial(door.manager)
    source = import_known_up_to(timezone.localdate())
    for days in (183, 184):
        decision = answered(door, version, ("yes", "no"))
        record_event(decision.line.person, EventKind.CP_PLAN, LONG_AGO + timedelta(days=days), source)
    assert recorded_cases(version, "protection").cases.outcome.tolist() == [True, False]


def test_answers_count_on_where_a_question_was_taken_over_word_by_word(door):
    version = on_trial(door.manager)
    three_cases(door, version)
    one = version.cues[0]
    shorter = a_list(door.worker, cues=[one], tree=None)
    assert len(recorded_cases(shorter, "protection")) == 3
    other = a_list(door.worker, cues=[{**one, "code": "", "question": "Under two?"}], tree=None)
    assert len(recorded_cases(other, "protection")) == 0


def test_a_test_is_asked_for_and_kept_as_counts(door):
    version = on_trial(door.manager)
    three_cases(door, version)
    address = reverse("frontdoor:checklist_test", args=[version.pk])
    client = browse(door.worker)
    assert client.post(address, {"source": "recorded"}).status_code == 422
    page = client.post(address, {"source": "recorded", "outcome": "protection"}, follow=True)
    kept = ChecklistTest.objects.get()
    told = ListTest.from_json(kept.figures)
    assert (told.whole.hits, told.whole.misses, told.whole.false_alarms) == (1, 1, 1)
    words = page.content.decode()
    assert "Of 100 past contacts like these, 67 had the outcome" in words
    assert "3 past cases are too few" in words
    assert "never whether a decision was right" in words


def test_without_past_cases_it_says_so(door):
    version = a_list(door.worker)
    address = reverse("frontdoor:checklist_test", args=[version.pk])
    page = browse(door.worker).post(address, {"source": "recorded", "outcome": "help"})
    assert page.status_code == 422
    assert "There is no past contact" in page.content.decode()


def test_a_file_is_counted_and_not_kept(door):
    version = a_list(door.worker)
    rows = ["Under 1,bruise,out,sex", "1,0,1,F", "0,1,1,M", "0,0,0,F", ",,0,M"]
    names = [cue["question"] for cue in version.cues]
    text = "\n".join([f'"{names[0]}",{version.cues[1]["code"]},out,sex', *rows[1:]])
    file = io.BytesIO(text.encode())
    file.name = "audit.csv"
    address = reverse("frontdoor:checklist_test", args=[version.pk])
    page = browse(door.worker).post(address, {"source": "file", "file": file, "column": "out"}, follow=True)
    told = ListTest.from_json(ChecklistTest.objects.get().figures)
    assert (told.whole.n, told.whole.hits, told.whole.misses) == (4, 2, 0)
    assert set(told.groups["Sex"]) == {"F", "M"}
    assert "audit.csv" in page.content.decode()
    wrong = io.BytesIO(b"x,out\n1,1\n")
    wrong.name = "wrong.csv"
    refused = browse(door.worker).post(address, {"source": "file", "file": wrong, "column": "out"})
    assert refused.status_code == 422
    assert "no column is named" in refused.content.decode()


def test_small_numbers_are_for_those_who_may_open_every_contact(door):
    groups = {"Sex": (("Female", "Male", "Not known"), np.array([0] * 20 + [1] * 17 + [2] * 3))}
    kept = a_test(door.worker, groups=groups)
    address = reverse("frontdoor:checklist_tested", args=[kept.pk])
    open_, closed = (
        browse(user).get(address).content.decode() for user in (door.manager, door.workers[Role.ANALYST])
    )
    assert "Not shown" not in open_
    assert closed.count("not shown") == 6  # of the small group, and of the one that would give it away
    assert "Not shown: a group in which a number is fewer than five" in closed


def test_bounds_and_second_looks_stand_beside_the_figure(door, monkeypatch):
    version = on_trial(door.manager)
    three_cases(door, version)
    line = Decision.objects.filter(checklist=version).earliest("pk").line_id
    monkeypatch.setattr(second_labels, "readers", [lambda: {line: True}])
    page = browse(door.worker).post(
        reverse("frontdoor:checklist_test", args=[version.pk]),
        {"source": "recorded", "outcome": "protection"},
        follow=True,
    )
    words = page.content.decode()
    assert "50 in 100, 9 to 91" in words
    assert "50 to 67 in 100" in words  # the unseen case is one that the list takes
    assert "Too few second looks of these contacts are known to tell" in words


def test_a_difference_between_groups_is_acknowledged_before_a_list_is_used(door):
    version = on_trial(door.manager)
    test, shown = differences_of(version)
    assert test is None
    assert shown == [NOT_TESTED]
    kept = a_test(door.worker, version)
    address = reverse("frontdoor:checklist_step", args=[version.pk, "in_use"])
    client = browse(door.manager)
    page = client.get(address).content.decode()
    assert "misses are more frequent" in page
    review = (timezone.localdate() + timedelta(days=90)).isoformat()
    assert client.post(address, {"why": "It helps", "review_on": review}).status_code == 422
    step = {"version": version, "state": State.IN_USE, "by": door.manager, "why": "x"}
    for said in ("", "  "):  # nor past the page
        with pytest.raises(actions.NotAStep, match="nothing is said"):
            actions.take_step(**step, acknowledged=said)
    said = {"why": "It helps", "review_on": review, "acknowledged": "Fewer boys are brought in"}
    assert client.post(address, said | {"test": kept.pk - 1}).status_code == 422  # of an earlier test
    assert client.post(address, said | {"test": kept.pk}).status_code == 302
    step = version.steps.last()
    assert (step.acknowledged, step.test) == ("Fewer boys are brought in", kept)
    assert "misses are more frequent" in step.differences[0]


def test_a_list_that_was_never_tested_is_not_used_without_a_word(door):
    version = on_trial(door.manager)
    with pytest.raises(actions.NotAStep, match="nothing is said"):
        actions.take_step(version=version, state=State.IN_USE, by=door.manager, why="It helps")
    few = a_test(door.worker, version, groups={"Sex": (("Female", "Male"), np.repeat([0, 1], [36, 4]))})
    _, shown = differences_of(version)
    assert shown == ["Every group has too few past cases: whether they differ cannot be told."], few
    with pytest.raises(actions.NotAStep, match="nothing is said"):
        actions.take_step(version=version, state=State.IN_USE, by=door.manager, why="It helps")
    step = actions.take_step(
        version=version, state=State.IN_USE, by=door.manager, why="It helps", acknowledged="We test in May"
    )
    assert step.differences == shown


def test_every_group_has_its_figures_with_an_interval_or_too_few(door):
    place = np.repeat([0, 1, 2], [20, 15, 5])
    kept = a_test(door.worker, groups={"Ethnic group": (("White", "Asian", "Other"), place)})
    [(split, rows)] = test_page(kept, small=True).groups
    assert split == "Ethnic group"
    assert [row[0] for row in rows] == ["White", "Asian", "Other"]
    for row in rows[:1]:
        assert all(" to " in cell for cell in row[2:])
    assert all("too few" in cell for cell in rows[2][2:])


def test_a_page_says_what_it_cannot_tell(door):
    kept = a_test(door.worker, outcome=np.zeros(40, bool))
    page = test_page(kept, small=True)
    assert page.enough.startswith(CANNOT)
    assert page.measures[0][2] == CANNOT


# by hand


def code_all(sample, coder, answer):
    codes = [cue["code"] for cue in sample.version.cues]
    while (line := next_to_code(sample, coder)) is not None:
        coding.code_line(sampled=line, coder=coder, answers={code: answer(line, code) for code in codes})


def test_two_people_code_apart_and_are_compared_afterwards(door):
    sample = a_sample(door, contacts=6)
    first = min(sample.lines.values_list("pk", flat=True))
    code_all(sample, door.worker, lambda line, code: "yes")
    assert not sample_page(sample, door.colleague, may_code=True).shown
    line = next_to_code(sample, door.colleague)
    code = sample.version.cues[0]["code"]
    coding.code_line(sampled=line, coder=door.colleague, answers={code: "yes"})
    middle = sample_page(sample, door.colleague, may_code=True)
    assert (middle.by_two, middle.shown) == (1, False)  # not while one is coding
    code_all(sample, door.colleague, lambda line, code: "no" if line.pk == first else "yes")
    page = sample_page(sample, door.colleague, may_code=True)
    assert page.shown
    assert page.rows[0].agree == "5 of 6" if line.pk != first else "6 of 6"
    with pytest.raises(coding.Closed):
        coding.code_line(sampled=line, coder=door.colleague, answers={})
    assert next_to_code(sample, door.manager) is None  # two are enough


def test_each_coder_has_an_order_of_their_own(door):
    sample = a_sample(door, contacts=8)

    def order(coder):
        seen = []
        while (line := next_to_code(sample, coder)) is not None:
            seen.append(line.pk)
            coding.code_line(sampled=line, coder=coder, answers={})
        return seen

    assert order(door.worker) != order(door.colleague)


def test_the_page_for_coding_shows_no_decision_and_no_other_answer(door):
    sample = a_sample(door, contacts=1)
    line = sample.lines.get()
    coding.code_line(sampled=line, coder=door.manager, answers={"x": "canary"})
    address = reverse("frontdoor:code_contact", args=[sample.pk])
    client = browse(door.worker)
    page = client.get(address).content.decode()
    assert "without a coat" in page
    assert "canary" not in page
    assert " checked" not in page
    assert client.post(address, {"sampled": line.pk}).status_code == 422
    given = {f"cue_{cue['code']}": "no" for cue in sample.version.cues}
    assert client.post(address, {"sampled": line.pk} | given).status_code == 302
    assert CodedLine.objects.get(coder=door.worker).sampled == line


def test_where_two_differ_it_is_not_known(door):
    sample = a_sample(door, contacts=1)
    code, other = (cue["code"] for cue in sample.version.cues)
    import_known_up_to(timezone.localdate() + timedelta(days=400))
    for coder, answer in ((door.worker, "yes"), (door.colleague, "no")):
        coding.code_line(sampled=sample.lines.get(), coder=coder, answers={code: answer, other: "yes"})
    found = coded_cases(sample, "protection")
    assert np.isnan(found.cases.answers[code]).all()
    assert found.cases.answers[other].tolist() == [1.0]


def test_the_same_seed_draws_the_same_contacts(door):
    for _ in range(6):
        past_decision(door, door.manager, date(2026, 2, 1))
    from fanlight.web.frontdoor.models import Contact

    Contact.objects.update(closed_at=timezone.now())
    period = date(2026, 1, 1), date(2026, 3, 1)
    assert drawn(*period, 3, 5) == drawn(*period, 3, 5)
    assert len({tuple(drawn(*period, 3, seed)) for seed in range(8)}) > 1
    assert drawn(date(2020, 1, 1), date(2020, 2, 1), 3, 5) == []


def test_what_a_list_is_answered_with_is_counted_over_five_workers(door):
    version = on_trial(door.manager)
    address = reverse("frontdoor:checklist", args=[version.pk])
    assert "not answered beside a decision yet" in browse(door.worker).get(address).content.decode()
    five = [make_worker(Role.PRACTITIONER, door.team, f"answers{number}") for number in range(5)]
    for worker in five[:4]:
        answered(door, version, ("no", "yes"), by=worker)
    few = answered_so_far(version)
    assert few.rows == ()
    assert few.sentence.startswith("It was answered beside 4 decisions, by fewer than 5 workers")
    answered(door, version, ("yes", "not_known"), by=five[4])
    told = answered_so_far(version)
    assert [row[1:4] for row in told.rows[:2]] == [
        ("1 of 5", "4 of 5", "0 of 5"),
        ("4 of 5", "0 of 5", "1 of 5"),
    ]
    assert sum(int(row[4]) for row in told.rows) == 5
    page = browse(door.worker).get(address).content.decode()
    assert "What it is answered with" in page
    assert all(worker.name not in page for worker in five)
    assert answered_so_far(a_list(door.worker)) is None


# the audit


def test_an_audit_is_worked_out_and_told(door):
    version = on_trial(door.manager)
    source = import_known_up_to(timezone.localdate())
    for number in range(24):
        made = answered(door, version, ("yes" if number % 2 else "no", "no" if number % 3 else "yes"))
        if number % 2:
            record_event(made.line.person, EventKind.CP_PLAN, LONG_AGO + timedelta(days=9), source)
    audit = ask_for_audit(
        by=door.worker, version=version, outcome="protection", most_cues=2, permutations=20, seed=1
    )
    cue_audit_jobs.work_on(audit)
    audit.refresh_from_db()
    assert (audit.state, audit.words) == (CueAudit.State.DONE, "")
    assert audit.result["best"]["balanced_accuracy"] == 1.0
    assert audit.result["permutations_tried"] == 20
    page = browse(door.workers[Role.ANALYST]).get(reverse("frontdoor:cue_audit", args=[audit.pk]))
    words = page.content.decode()
    assert "Your 2 questions reach" in words
    assert "It is no proposal" in words
    assert set(audit.result["heuristics"]) == {"ifan", "dfan"}
    assert [way["name"] for way in audit.result["beside"]["ways"]][:2] == ["given", "best_list"]
    for row in (
        "ifan, a classic heuristic",
        "Logistic regression on every question",
        "Ahead of your list by",
    ):
        assert row in words


def test_an_audit_kept_before_other_ways_stood_beside_it_is_still_told(door):
    one = {"value": 0.7, "low": 0.6, "high": 0.8}
    kept = {
        "n": 90,
        "cues": ["a"],
        "questions": {"a": "Bruise?"},
        "own": None,
        "best": {"tree": [{"cue": "a", "when": 1, "then": 1}, {"else": 0}], "balanced_accuracy": 0.8}
        | {"cues_per_case": 1.0},
        "cross_validated": {"balanced_accuracy": one, "cues_per_case": 1.0},
        "near_count": 1,
        "near_count_exact": True,
        "near_trees": [],
        "permutations_tried": 0,
        **dict.fromkeys(("first_on", "last_on", "known_up_to"), "2026-01-02"),
    }
    audit = an_audit(door.worker)
    CueAudit.objects.filter(pk=audit.pk).update(result=kept, state=CueAudit.State.DONE)
    page = browse(door.workers[Role.ANALYST]).get(reverse("frontdoor:cue_audit", args=[audit.pk]))
    assert "0.70 (0.60 to 0.80)" in page.content.decode()
    assert "The outcomes were not shuffled, as the audit was asked for without" in page.content.decode()


@pytest.mark.parametrize("permutations", [0, 200])
def test_an_audit_under_way_counts_no_shuffles_before_there_are_any(door, permutations):
    audit = an_audit(door.worker)
    CueAudit.objects.filter(pk=audit.pk).update(permutations=permutations, state=CueAudit.State.RUNNING)
    address = reverse("frontdoor:cue_audit", args=[audit.pk])
    page = browse(door.workers[Role.ANALYST]).get(address).content.decode()
    assert "0 shuffles" not in page
    assert ("No outcomes are shuffled: it was asked for without." in page) is (not permutations)


def test_an_audit_can_be_stopped_and_says_so(door):
    audit = an_audit(door.worker)
    ask_to_stop(audit=audit, by=door.worker)
    cue_audit_jobs.work_on(audit)
    audit.refresh_from_db()
    assert audit.state == CueAudit.State.STOPPED
    assert audit.result == {}


def test_an_audit_of_too_few_cases_says_why(door):
    audit = an_audit(door.worker)
    cue_audit_jobs.work_on(audit)
    audit.refresh_from_db()
    assert audit.state == CueAudit.State.FAILED
    assert "at least 5 are needed" in audit.words


def test_an_audit_that_a_stop_cut_off_says_so(door):
    audit = an_audit(door.worker)
    cue_audit_jobs.take_up()
    audit.refresh_from_db()
    assert audit.state == CueAudit.State.FAILED


def test_no_team_is_offered_an_audit(door):
    a_list(door.worker)
    version = a_list(door.worker)
    for address in (reverse("frontdoor:checklists"), reverse("frontdoor:checklist", args=[version.pk])):
        assert "audits" not in browse(door.worker).get(address).content.decode()


def test_outcomes_are_what_services_recorded(door):
    assert all("within 6 months" in told.words for told in OUTCOMES.values())
    assert a_told_test().whole.n == 40
