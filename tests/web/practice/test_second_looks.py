"""Drawn by the published rule, asked of somebody who knows nothing, blind until it is answered."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from fanlight.frontdoor.decision import Step
from fanlight.practice.second_look import fingerprint, is_drawn
from fanlight.web.accounts.models import Role
from fanlight.web.audit.models import AuditEvent
from fanlight.web.frontdoor import second_labels
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.models import Decision
from fanlight.web.practice import actions, drawing
from fanlight.web.practice.drawing import seed_for, who_may_be_asked
from fanlight.web.practice.models import SecondLook, SecondLookRule, UrgentTask
from fanlight.web.practice.queries.second_looks import labels_of_lines, lying, second_look_labels
from tests.web import second_looking as looking
from tests.web.builders import browse, decide, level, make_contact, make_worker, past_decision, share
from tests.web.second_looking import FIRST_REASONS, SECOND_REASONS

pytestmark = pytest.mark.django_db


def page(user, name, **keys):
    return browse(user).get(reverse(f"practice:{name}", kwargs=keys)).content.decode()


# The draw


def test_what_is_drawn_is_what_number_seed_and_rule_say(door):
    looking.a_rule(door, share=40, share_others=0)
    contacts = [make_contact(looking.unseen(door), children=4) for _ in range(5)]
    made = [one for contact in contacts for one in decide(contact, looking.the_decider(door))]
    seed = seed_for(timezone.localdate())
    foretold = {one.pk for one in made if is_drawn(seed, one.pk, 0.4)}
    assert 0 < len(foretold) < 20
    assert set(SecondLook.objects.values_list("decision", flat=True)) == foretold
    assert set(SecondLook.objects.values_list("chance", "seed_fingerprint")) == {(40, fingerprint(seed))}


def test_each_draw_stands_in_the_log_with_its_rule_and_by_nobody(door):
    rule = looking.a_rule(door)
    looking.a_decision(door)
    event = AuditEvent.objects.get(action="draw a second look")
    assert (event.actor, event.detail) == ("", {"rule": rule.pk, "chance": 100})


def test_other_levels_have_a_share_of_their_own(door):
    looking.a_rule(door, share=0, share_others=100)
    looking.a_decision(door)
    assert not SecondLook.objects.exists()
    looking.a_decision(door, "early_help")
    assert SecondLook.objects.get().chance == 100


@pytest.mark.parametrize("rules", [0, 1, 2])
def test_without_a_rule_that_draws_nothing_is_drawn(door, rules):
    for at in range(rules):
        looking.a_rule(door, share=100 * (at < rules - 1), share_others=0)
    looking.a_decision(door)
    assert not SecondLook.objects.exists()


def test_recommendations_open_levels_and_old_files_are_not_drawn_from(door):
    looking.a_rule(door)
    contact = make_contact(looking.unseen(door))
    decide(contact, door.worker)
    past_decision(door, door.manager, timezone.localdate() - timedelta(days=40))
    looking.a_decision(door, "awaiting_information")
    assert not SecondLook.objects.exists()
    decide(contact, door.manager, step=Step.AUTHORISED)
    assert SecondLook.objects.count() == 1


def test_nobody_is_asked_who_decided_recommended_read_or_is_elsewhere(door, monkeypatch):
    looking.a_rule(door)
    readers = make_worker(Role.PRACTITIONER, door.team, "reader", "Has Read")
    contact = make_contact(looking.unseen(door))
    decide(contact, door.worker)
    browse(readers).get(reverse("frontdoor:contact", args=[contact.pk]))
    decide(contact, door.manager, step=Step.AUTHORISED)
    look = SecondLook.objects.get()
    assert set(who_may_be_asked(look)) == {door.colleague}
    assert look.asked == door.colleague
    # Not even where the log would know of no reading.
    monkeypatch.setattr(drawing, "readers_of", lambda look: set())
    assert set(who_may_be_asked(look)) == {door.colleague, readers, looking.the_decider(door)}


def test_nobody_is_an_answer_that_is_counted_and_asked_again(door):
    looking.a_rule(door, asked_of="managers")
    door.manager.is_active = False
    door.manager.save()
    looking.a_decision(door)
    look = SecondLook.objects.get()
    assert (look.state, look.asked) == ("nobody", None)
    lead = door.workers[Role.PRACTICE_LEAD]
    assert "1 look waits" in page(lead, "second_looks")
    door.manager.is_active = True
    door.manager.save()
    browse(lead).post(reverse("practice:ask_again"))
    look.refresh_from_db()
    assert look.asked == door.manager


def test_a_look_that_lies_three_days_or_whose_worker_left_goes_to_another(door):
    look = looking.drawn(door, door.colleague)
    other = make_worker(Role.PRACTITIONER, door.team, "other", "Other Worker")
    now = timezone.now()
    assert not lying(now)
    assert list(lying(now + timedelta(days=4))) == [look]
    door.colleague.is_active = False
    door.colleague.save()
    assert actions.ask_again(by=door.manager) == 1
    look.refresh_from_db()
    assert look.asked_id not in {door.colleague.pk, looking.the_decider(door).pk}
    assert look.asked in {other, door.manager, door.worker}


def test_the_one_with_the_fewest_is_asked(door):
    looking.a_rule(door)
    others = [make_worker(Role.PRACTITIONER, door.team, f"w{at}", f"Worker {at}") for at in range(2)]
    for _ in range(8):
        looking.a_decision(door)
    owed = {
        one: SecondLook.objects.filter(asked=one).count() for one in (*others, door.colleague, door.worker)
    }
    assert max(owed.values()) - min(owed.values()) <= 1


# Blindness


@pytest.mark.parametrize("kind", ["no_further_action", "strategy_discussion"])
def test_the_page_is_the_same_whatever_was_decided_by_whomever(door, kind):
    """Two worlds alike but for the first decision: level, words and worker change no byte."""
    people = [
        make_worker(Role.TEAM_MANAGER, door.team, name, words)
        for name, words in (("firm", "Ferdinand Firm"), ("soft", "Severina Soft"))
    ]
    seen = []
    for by, of, why in zip(people, (kind, "early_help"), ("left alone", "at great risk"), strict=True):
        with transaction.atomic():
            contact = make_contact(looking.unseen(door), text="The same words.")
            [decision] = decide(contact, by, of, reasons=why, missing=f"missing of {by.name}")
            look = looking.drawn(door, door.colleague, decision)
            seen.append(_without_numbers(page(door.colleague, "second_look", pk=look.pk), look))
            transaction.set_rollback(True)
    assert seen[0] == seen[1]
    assert "The same words." in seen[0]


def _without_numbers(html, look):
    contact = look.decision.line.contact
    for number in (
        contact.ref,
        f"/{look.pk}/",
        f"{contact.pk:06d}",
        f"{look.pk}%2F",
        f"second-looks%2F{look.pk}",
    ):
        html = html.replace(number, "#")
    html = re.sub(r'csrf[^>]*?value="[^"]+"|nonce[^ >]+|"X-CSRFToken": "[^"]+"', "#", html)
    return re.sub(r"\b\d{1,2}[:.]\d\d(:\d\d)?\b|[0-9a-f]{16,}|[A-Za-z0-9_:-]{30,}", "#", html)


def test_no_page_linked_from_it_tells_the_first_decision_before_the_answer(door):
    decision = looking.a_decision(door, text="Words of the brief.")
    look = looking.drawn(door, door.colleague, decision)
    client, start = browse(door.colleague), reverse("practice:second_look", args=[look.pk])
    first = client.get(start).content.decode()
    links = {
        link for link in re.findall(r'(?:href|action|hx-post)="(/[^"#]*)', first) if "/static/" not in link
    }
    assert len(links) > 5
    # What is only sent to answers a look with 405 and no words.
    for link in {start, *links}:
        html = client.get(link).content.decode()
        assert FIRST_REASONS not in html, link
        if link != reverse("staff:people"):  # names everybody who works here, whatever they did
            assert looking.the_decider(door).name not in html, link
        if decision.line.contact.ref in html:
            assert f"Decided: {decision.level_label}" not in html, link
    # Nor has reading any of them made the look unusable.
    assert client.get(start).status_code == 200
    for name in ("talk", "task"):
        assert client.get(reverse(f"practice:{name}", args=[look.pk])).status_code == 404


def test_whoever_opened_the_case_meanwhile_is_asked_no_more(door):
    look = looking.drawn(door, door.colleague)
    client = browse(door.colleague)
    assert client.get(reverse("practice:second_look", args=[look.pk])).status_code == 200
    client.get(reverse("frontdoor:contact", args=[look.decision.line.contact_id]))
    answer = client.get(reverse("practice:second_look", args=[look.pk]))
    assert "would not be blind" in answer.content.decode()
    assert "Decide as if you were the first" not in answer.content.decode()
    look.refresh_from_db()
    assert look.asked == door.colleague  # looking at a page passes nothing on
    client.post(reverse("practice:pass_on", args=[look.pk]))
    look.refresh_from_db()
    assert look.asked != door.colleague
    assert look.passed_on_by == [door.colleague.pk]


def test_what_was_written_is_heard_though_it_is_no_longer_blind_and_counts_in_no_figure(door):
    look = looking.drawn(door, door.colleague)
    client, address = browse(door.colleague), reverse("practice:second_look", args=[look.pk])
    client.get(address)
    client.get(reverse("frontdoor:contact", args=[look.decision.line.contact_id]))
    sends = {"level": level(looking.HIGHER).pk, "reasons": SECOND_REASONS}
    answer = client.post(address, sends, follow=True)
    assert "An urgent task is open for" in answer.content.decode()
    assert "was not blind" in answer.content.decode()
    look.refresh_from_db()
    assert (look.is_blind, look.task.closed_at) == (False, None)
    [counted] = looking.labels(door, ["higher"], blind=False)
    labels = second_look_labels(until=timezone.localdate())
    assert [(one.decision, one.landed) for one in labels] == [(counted.decision_id, None)]


def test_a_brief_of_the_same_family_counts_as_having_seen_it(door):
    decision = looking.a_decision(door)
    person = decision.line.person
    look = looking.drawn(door, door.colleague, decision)
    later = make_contact(door, children=[NamedPerson(known=person)])
    browse(door.colleague).get(reverse("frontdoor:contact", args=[later.pk]))
    shown = browse(door.colleague).get(reverse("practice:second_look", args=[look.pk])).content.decode()
    assert "would not be blind" in shown


def test_another_worker_cannot_open_or_answer_it(door):
    look = looking.drawn(door, door.colleague)
    for name in ("second_look", "pass_on"):
        for send in ("get", "post"):
            answer = getattr(browse(door.worker), send)(reverse(f"practice:{name}", args=[look.pk]))
            assert answer.status_code in {404, 405}
    with pytest.raises(actions.NotYours):
        actions.pass_on_second_look(look=look, by=door.worker)


def test_a_second_click_leads_to_what_was_kept(door):
    look = looking.drawn(door, door.colleague)
    client, address = browse(door.colleague), reverse("practice:second_look", args=[look.pk])
    sends = {"level": level(looking.NFA).pk, "reasons": SECOND_REASONS}
    for _ in range(2):
        assert client.post(address, sends)["Location"] == reverse("practice:talk", args=[look.pk])
    assert SecondLook.objects.get(pk=look.pk).reasons == SECOND_REASONS


def test_two_clicks_at_once_keep_one_and_lose_nobody(door, monkeypatch):
    look = looking.drawn(door, door.colleague)
    client, address = browse(door.colleague), reverse("practice:second_look", args=[look.pk])
    kept = actions.answer_second_look

    def after_the_other(**given):
        kept(**given)
        return kept(**given)

    monkeypatch.setattr(actions, "answer_second_look", after_the_other)
    answer = client.post(address, {"level": level(looking.NFA).pk, "reasons": SECOND_REASONS}, follow=True)
    assert SECOND_REASONS in answer.content.decode()


def test_it_is_passed_on_without_a_reason(door):
    look = looking.drawn(door, door.colleague)
    answer = browse(door.colleague).post(reverse("practice:pass_on", args=[look.pk]), follow=True)
    assert "Passed on." in answer.content.decode()
    look.refresh_from_db()
    assert look.asked not in {None, door.colleague, looking.the_decider(door)}


def test_the_form_sent_empty_keeps_nothing_and_says_what_is_missing(door):
    look = looking.drawn(door, door.colleague)
    address = reverse("practice:second_look", args=[look.pk])
    answer = browse(door.colleague).post(address, {"level": "", "reasons": "half a thought"})
    assert answer.status_code == 422
    assert "half a thought" in answer.content.decode()
    assert FIRST_REASONS not in answer.content.decode()
    assert SecondLook.objects.get().state == "asked"


# After the answer


def test_both_and_nobody_else_see_both(door):
    look = looking.answered(looking.drawn(door, door.colleague), "no_further_action")
    for user in (looking.the_decider(door), door.colleague):
        both = page(user, "talk", pk=look.pk)
        assert FIRST_REASONS in both
        assert SECOND_REASONS in both
    for user in (door.worker, door.manager):
        assert browse(user).get(reverse("practice:talk", args=[look.pk])).status_code == 404
    assert (
        browse(door.workers[Role.PRACTICE_LEAD]).get(reverse("practice:talk", args=[look.pk])).status_code
        == 403
    )


def test_an_answer_is_written_once_and_a_rule_never_changes(door):
    look = looking.answered(looking.drawn(door, door.colleague), "no_further_action")
    rule = SecondLookRule.objects.get()
    for change in (
        lambda: SecondLook.objects.filter(pk=look.pk).update(reasons="smoother"),
        lambda: SecondLook.objects.filter(pk=look.pk).delete(),
        lambda: SecondLookRule.objects.filter(pk=rule.pk).update(share=1),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    open_look = looking.drawn(door, door.colleague)
    with pytest.raises(DatabaseError), transaction.atomic():
        SecondLook.objects.filter(pk=open_look.pk).update(chance=99)


def test_a_look_as_high_or_lower_opens_no_task(door):
    looking.answered(looking.drawn(door, door.colleague), "no_further_action")
    looking.answered(
        looking.drawn(door, door.colleague, looking.a_decision(door, "assessment")), "early_help"
    )
    assert not UrgentTask.objects.exists()


def test_my_learning_tells_the_worker_alone(door):
    [decision] = decide(make_contact(looking.unseen(door)), door.manager)
    looking.answered(looking.drawn(door, door.colleague, decision))
    lead = door.workers[Role.PRACTICE_LEAD]
    shown = share(door.manager, lead, decision)
    assert "A colleague looked again" in page(door.manager, "decision", pk=decision.pk)
    to_another = browse(lead).get(reverse("practice:shared", args=[shown.pk])).content.decode()
    assert "looked again" not in to_another
    assert SECOND_REASONS not in to_another


# What is told of all together


def test_the_estimate_is_for_practice_lead_and_director_and_tells_no_worker(door):
    looking.labels(door, ["same"] * 9 + ["higher"] * 6 + [None] * 2)
    for role, user in door.workers.items():
        html = page(user, "second_looks")
        assert ("What they say together" in html) == (role in {Role.PRACTICE_LEAD, Role.DIRECTOR}), role
        assert "Decider " not in html
    told = page(door.workers[Role.DIRECTOR], "second_looks")
    assert "Of 15 decisions looked at again, 6 landed higher" in told


def test_small_cells_few_workers_and_answers_after_the_month_are_hidden(door):
    looking.labels(door, ["same"] * 8 + ["higher"] * 3)
    lead = door.workers[Role.PRACTICE_LEAD]
    assert "fewer than 5 landed higher" in page(lead, "second_looks")
    looking.labels(door, ["higher"] * 8, deciders=4, months_ago=2)
    assert "fewer than 5 landed higher" in page(lead, "second_looks")  # unchanged: four people only
    looking.labels(door, ["higher"] * 8, months_ago=1)
    assert "fewer than 5 landed higher" in page(lead, "second_looks")  # last month is not over for good


def test_a_checklist_is_tested_against_them(door):
    assert labels_of_lines in second_labels.readers
    made = looking.labels(door, ["same"] * 4 + ["higher"] * 2)
    looking.labels(door, ["higher"] * 9, months_ago=0)
    assert second_labels.second_labels() == {look.decision.line_id: look.landed == "higher" for look in made}


def test_the_rule_is_published_by_a_form_and_read_by_everybody(door):
    lead, address = door.workers[Role.PRACTICE_LEAD], reverse("practice:second_look_rule")
    sends = {
        "share": "15",
        "kinds": ["no_further_action"],
        "share_others": "3",
        "asked_of": "anyone",
        "source": "Practice board, 3 November 2026",
        "words": "It is no check on anybody.",
    }
    assert browse(lead).post(address, {**sends, "share": "101"}).status_code == 422
    assert browse(lead).post(address, {**sends, "share_others": ""}).status_code == 422
    assert browse(lead).post(address, sends).status_code == 302
    for user in door.workers.values():
        html = page(user, "second_looks")
        assert "<strong>15</strong>" in html
        assert fingerprint(seed_for(timezone.localdate())) in html
        assert seed_for(timezone.localdate()) not in html


def test_a_seed_is_shown_once_its_month_is_over_for_good(door, monkeypatch):
    looking.a_rule(door)
    now = timezone.now() + timedelta(days=75)
    monkeypatch.setattr(timezone, "now", lambda: now)
    begun = SecondLookRule.objects.get().set_at.date()
    assert seed_for(begun) in page(door.worker, "second_looks")


def test_decisions_stay_as_they_were(door):
    looking.a_rule(door)
    decision = looking.a_decision(door)
    before = Decision.objects.filter(pk=decision.pk).values().get()
    looking.answered(looking.drawn(door, door.colleague, decision))
    assert Decision.objects.filter(pk=decision.pk).values().get() == before
