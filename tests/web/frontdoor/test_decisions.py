"""A decision: recorded once, on the brief as shown, never overwritten, with nobody's words lost."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from fanlight.frontdoor.brief import Brief as BuiltBrief
from fanlight.frontdoor.decision import Step
from fanlight.web.audit.models import AuditEvent
from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.actions import decisions as module
from fanlight.web.frontdoor.models import Brief, Contact, Decision, Level
from fanlight.web.frontdoor.queries import as_record, brief_of, line_states
from tests.web.builders import browse, decide, level, make_contact
from tests.web.forms_on_page import form_with, forms_on

pytestmark = pytest.mark.django_db
REASONS = "Words of mine that took ten minutes to write."


def page(contact: Contact) -> str:
    return reverse("frontdoor:contact", args=[contact.pk])


def the_form(client, contact, query=""):
    return form_with(client, page(contact) + query, "brief_shown")


def forms_of(answer, contact):
    return forms_on(answer, page(contact))


def test_a_recommendation_waits_and_a_manager_authorises(door):
    contact = make_contact(door)
    worker, manager = browse(door.worker), browse(door.manager)
    kind = level("assessment")
    given = {"line-0-level": kind.pk, "line-0-reasons": REASONS}
    answer = worker.post(page(contact), the_form(worker, contact).sends | given)
    recommended = Decision.objects.get()
    assert answer["Location"] == reverse("frontdoor:recorded", args=[recommended.pk])
    assert (recommended.step, recommended.by, recommended.level) == (Step.RECOMMENDED, door.worker, kind)
    contact.refresh_from_db()
    assert contact.closed_at is None

    manager.post(page(contact), the_form(manager, contact).sends | {"line-0-stance": "agree"})
    authorised = Decision.objects.latest("id")
    assert (authorised.step, authorised.by, authorised.level) == (Step.AUTHORISED, door.manager, kind)
    assert authorised.on_recommendation == recommended
    assert not authorised.dissents
    contact.refresh_from_db()
    assert contact.closed_at is not None


def test_dissent_is_kept_in_both_words(door):
    contact = make_contact(door)
    [recommended] = decide(contact, door.worker, "assessment", reasons="Third time without food.")
    manager = browse(door.manager)
    manager.post(
        page(contact),
        the_form(manager, contact).sends
        | {
            "line-0-stance": "differ",
            "line-0-level": level("early_help").pk,
            "line-0-reasons": "The mother agreed to help from the centre.",
        },
    )
    authorised = Decision.objects.latest("id")
    assert authorised.dissents
    assert Decision.objects.get(pk=recommended.pk).reasons == "Third time without food."
    text = as_record(authorised)
    assert "Third time without food." in text
    assert "The mother agreed to help from the centre." in text
    assert door.worker.name in text
    assert door.manager.name in text


def test_a_practitioner_cannot_authorise(door):
    contact = make_contact(door)
    decide(contact, door.worker, "assessment")
    colleague = browse(door.colleague)
    form = the_form(colleague, contact)
    assert "line-0-stance" not in form.choices
    colleague.post(page(contact), form.sends | {"line-0-stance": "agree"})
    colleague.post(
        page(contact),
        the_form(colleague, contact).sends
        | {"line-0-stance": "agree", "line-0-level": level("early_help").pk, "line-0-reasons": REASONS},
    )
    assert {decision.step for decision in Decision.objects.all()} == {Step.RECOMMENDED}
    assert not line_states(contact)[0].is_decided


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({}, "Nothing is decided by default"),
        ({"line-0-reasons": REASONS}, "Choose a level"),
        ({"line-0-level": "LEVEL"}, "Give your reasons"),
        ({"line-0-level": "LEVEL", "line-0-reasons": "  \n "}, "Give your reasons"),
        ({"line-0-level": "999999", "line-0-reasons": REASONS}, "Select a valid choice"),
        ({"line-0-child_seen": "yes"}, "Choose a level"),
    ],
)
def test_level_and_reasons_are_needed_and_nothing_typed_is_lost(door, given, complaint):
    contact = make_contact(door)
    worker = browse(door.worker)
    given = {name: level().pk if value == "LEVEL" else value for name, value in given.items()}
    answer = worker.post(page(contact), the_form(worker, contact).sends | given)
    assert answer.status_code == 422
    assert complaint in answer.content.decode()
    if "line-0-reasons" in given:
        assert given["line-0-reasons"].strip() in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_double_click_records_once(door):
    contact = make_contact(door, children=2)
    worker = browse(door.worker)
    sent = the_form(worker, contact).sends | {
        f"line-{at}-{name}": value
        for at in (0, 1)
        for name, value in (("level", level().pk), ("reasons", REASONS))
    }
    answers = [worker.post(page(contact), sent) for _ in range(3)]
    assert Decision.objects.count() == 2
    assert len({answer["Location"] for answer in answers}) == 1
    assert worker.get(answers[-1]["Location"]).status_code == 200


def test_the_action_too_records_the_same_submission_once(door):
    contact = make_contact(door)
    line = actions.LineDecision(line_states(contact)[0].line, Step.RECOMMENDED, level(), REASONS, None)
    brief = brief_of(contact, timezone.now())
    submission = uuid.uuid4().hex
    made = [
        actions.record_decisions(
            contact=contact, by=door.worker, lines=[line], brief=brief, submission=submission
        )
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("other", ["recommends", "decides"])
def test_two_at_once_lose_no_words(door, other):
    contact = make_contact(door)
    mine = browse(door.worker)
    form = the_form(mine, contact)
    by = door.colleague if other == "recommends" else door.manager
    [theirs] = decide(contact, by, "early_help", reasons="Theirs came first.")

    given = {
        "line-0-level": level("assessment").pk,
        "line-0-reasons": REASONS,
        "line-0-missing": "The GP’s view",
    }
    answer = mine.post(page(contact), form.sends | given)
    words = answer.content.decode()
    assert answer.status_code == 409
    assert Decision.objects.count() == 1
    assert by.name in words
    assert "Theirs came first." in words
    assert REASONS in words
    assert "The GP’s view" in words

    again = next(one for one in forms_of(answer, contact) if "brief_shown" in one.sends)
    assert again.sends["line-0-level"] == [str(level("assessment").pk)]
    assert again.sends["line-0-reasons"] == [REASONS]
    answer = mine.post(page(contact), again.sends)
    assert answer.status_code == 302
    newest = Decision.objects.latest("id")
    assert newest.reasons == REASONS
    assert newest.supersedes == (theirs if other == "recommends" else newest.supersedes)
    assert Decision.objects.get(pk=theirs.pk).reasons == "Theirs came first."


def test_two_managers_who_both_agree(door):
    contact = make_contact(door)
    decide(contact, door.worker, "assessment")
    second = browse(door.manager)
    form = the_form(second, contact)
    states = line_states(contact)
    decide(contact, door.manager, "assessment", step=Step.AUTHORISED, reasons="First to agree.")
    assert states[0].waiting is not None
    answer = second.post(page(contact), form.sends | {"line-0-stance": "agree", "line-0-reasons": REASONS})
    assert answer.status_code == 409
    assert "First to agree." in answer.content.decode()
    assert REASONS in answer.content.decode()
    assert Decision.objects.count() == 2


def test_one_child_overtaken_holds_back_all_that_was_sent(door):
    contact = make_contact(door, children=2)
    mine = browse(door.worker)
    form = the_form(mine, contact)
    decide(contact, door.manager, "early_help", lines=[1])
    given = {
        "line-0-level": level().pk,
        "line-0-reasons": "About Asa",
        "line-1-level": level().pk,
        "line-1-reasons": "About Bea",
    }
    answer = mine.post(page(contact), form.sends | given)
    assert answer.status_code == 409
    assert "About Asa" in answer.content.decode()
    assert "About Bea" in answer.content.decode()
    assert Decision.objects.count() == 1


def test_another_childs_decision_does_not_hold_mine_back(door):
    contact = make_contact(door, children=2)
    mine = browse(door.worker)
    form = the_form(mine, contact)
    decide(contact, door.manager, "early_help", lines=[1])
    answer = mine.post(
        page(contact), form.sends | {"line-0-level": level().pk, "line-0-reasons": "About Asa"}
    )
    assert answer.status_code == 302
    assert Decision.objects.count() == 2


def test_a_changed_brief_is_read_again_before_anything_is_recorded(door):
    contact = make_contact(door)
    worker = browse(door.worker)
    form = the_form(worker, contact)
    asked = actions.ask_for_information(
        contact=contact, by=door.colleague, asked_of="police", about="Asa", submission=uuid.uuid4()
    )
    actions.record_answer(request=asked, by=door.colleague, answer="Two call-outs in May.")
    given = {"line-0-level": level().pk, "line-0-reasons": REASONS}
    answer = worker.post(page(contact), form.sends | given)
    assert answer.status_code == 409
    assert "Something in the brief changed" in answer.content.decode()
    assert REASONS in answer.content.decode()
    assert not Decision.objects.exists()
    [again] = [one for one in forms_of(answer, contact) if "brief_shown" in one.sends]
    assert worker.post(page(contact), again.sends).status_code == 302
    assert "Two call-outs in May." in str(Decision.objects.get().brief.content)


def test_a_forged_or_foreign_brief_token_records_nothing(door):
    contact, other = make_contact(door), make_contact(door, text="Another text altogether.")
    worker = browse(door.worker)
    given = {"line-0-level": level().pk, "line-0-reasons": REASONS}
    for token in ("", "nonsense", *the_form(worker, other).sends["brief_shown"]):
        answer = worker.post(page(contact), the_form(worker, contact).sends | given | {"brief_shown": token})
        assert answer.status_code == 409
    assert not Decision.objects.exists()


def test_the_brief_is_frozen_as_it_was_shown(door):
    contact = make_contact(door)
    worker = browse(door.worker)
    shown = worker.get(page(contact)).context["brief"]
    form = the_form(worker, contact)
    worker.post(page(contact), form.sends | {"line-0-level": level().pk, "line-0-reasons": REASONS})
    frozen = Decision.objects.get().brief
    assert frozen.rebuilt().facts_hash() == shown.facts_hash()
    assert frozen.content_hash == BuiltBrief.from_dict(frozen.content).content_hash()
    assert frozen.rebuilt().text == contact.raw_text


def test_decisions_on_one_brief_share_it(door):
    contact = make_contact(door, children=3)
    decide(contact, door.worker)
    assert Brief.objects.count() == 1
    assert {decision.brief_id for decision in Decision.objects.all()} == {Brief.objects.get().pk}


def test_a_change_of_mind_is_a_chain_of_decisions(door):
    contact = make_contact(door)
    [first] = decide(contact, door.manager, "no_further_action")
    manager = browse(door.manager)
    form = the_form(manager, contact, f"?again={first.line_id}")
    address = page(contact) + f"?again={first.line_id}"
    manager.post(address, form.sends | {"line-0-level": level("assessment").pk, "line-0-reasons": REASONS})
    second = Decision.objects.latest("id")
    assert second.supersedes == first
    assert line_states(contact)[0].in_force == second
    [third] = decide(contact, door.manager, "early_help")
    assert [third.supersedes, third.supersedes.supersedes] == [second, first]
    with pytest.raises(IntegrityError), transaction.atomic():  # nothing is superseded twice
        Decision.objects.create(
            line=first.line,
            step=Step.BOTH,
            at=timezone.now(),
            level=level(),
            reasons="",
            supersedes=first,
            submission="x",
        )


def test_awaiting_information_keeps_the_contact_open(door):
    contact = make_contact(door)
    decide(contact, door.manager, "awaiting_information")
    contact.refresh_from_db()
    assert contact.closed_at is None
    assert not line_states(contact)[0].is_decided
    decide(contact, door.manager, "no_further_action")
    contact.refresh_from_db()
    assert contact.closed_at is not None


def test_a_contact_closes_when_every_child_is_decided_and_opens_again(door):
    contact = make_contact(door, children=3)
    decide(contact, door.manager, lines=[0, 1])
    contact.refresh_from_db()
    assert contact.closed_at is None
    decide(contact, door.worker, lines=[2])
    contact.refresh_from_db()
    assert contact.closed_at is None, "a recommendation alone closes nothing"
    decide(contact, door.manager, lines=[2], step=Step.AUTHORISED)
    contact.refresh_from_db()
    assert contact.closed_at is not None
    decide(contact, door.manager, "awaiting_information", lines=[0])
    contact.refresh_from_db()
    assert contact.closed_at is None


def test_an_old_decision_keeps_the_words_of_its_day(door):
    contact = make_contact(door)
    [decision] = decide(contact, door.manager, "early_help")
    label, anchor = decision.level_label, decision.level_anchor
    Level.objects.filter(pk=decision.level_id).update(label="New label", anchor="New anchor")
    decision.refresh_from_db()
    assert (decision.level_label, decision.level_anchor) == (label, anchor)
    assert label in as_record(decision)
    assert "New label" not in as_record(decision)
    assert escape(label) in browse(door.manager).get(page(contact)).content.decode()


def test_the_answers_beside_the_decision_are_kept(door):
    contact = make_contact(door)
    worker = browse(door.worker)
    form = the_form(worker, contact)
    cue = next(name for name in form.choices if name.startswith("line-0-cue_"))
    worker.post(
        page(contact),
        form.sends
        | {
            "line-0-level": level().pk,
            "line-0-reasons": REASONS,
            "line-0-missing": "The GP",
            "line-0-child_seen": "not_known",
            "line-0-checks_basis": "without_consent",
            cue: "no",
        },
    )
    decision = Decision.objects.get()
    assert (decision.missing, decision.child_seen, decision.checks_basis) == (
        "The GP",
        "not_known",
        "without_consent",
    )
    assert decision.answers == {cue.removeprefix("line-0-cue_"): "no"}
    assert decision.checklist is not None
    text = browse(door.worker).get(reverse("frontdoor:recorded", args=[decision.pk])).content.decode()
    assert "The GP" in text


def test_recorded_lists_every_child_decided_together(door):
    contact = make_contact(door, children=2)
    first, _ = decide(contact, door.worker)
    text = browse(door.worker).get(reverse("frontdoor:recorded", args=[first.pk])).content.decode()
    assert "Asa Example" in text
    assert "Bea Example" in text


def test_refused_halfway_nothing_is_recorded(door, monkeypatch):
    contact = make_contact(door, children=2)
    before = AuditEvent.objects.count()
    real, calls = module._record, []

    def second_fails(*args):
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("the machine stopped")
        return real(*args)

    monkeypatch.setattr(module, "_record", second_fails)
    with pytest.raises(RuntimeError):
        decide(contact, door.worker)
    assert not Decision.objects.exists()
    assert not Brief.objects.exists()
    assert AuditEvent.objects.count() == before


def test_a_child_without_a_decision_comes_before_one_who_waits_for_the_manager(door):
    contact = make_contact(door, children=2)
    decide(contact, door.worker, lines=[0])
    shown = browse(door.worker).get(page(contact)).content.decode()
    assert shown.index("Decide for Bea Example") < shown.index("Decide for Asa Example")
