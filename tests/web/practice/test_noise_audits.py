"""Noise audits on the web: own orders, hidden repeats, private answers, results of five or more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from fanlight.web.accounts.models import Role
from fanlight.web.audit.models import AuditEvent
from fanlight.web.practice.actions import noise as actions
from fanlight.web.practice.models import AuditAnswer, AuditInvitation, NoiseAudit, Vignette
from fanlight.web.practice.queries import noise as queries
from tests.web.auditing import answer_one, answered, closed_audit_of, open_audit_of, raters_of
from tests.web.builders import browse

pytestmark = pytest.mark.django_db


def lead(door):
    return door.workers[Role.PRACTICE_LEAD]


def invitation(audit, worker):
    return AuditInvitation.objects.get(audit=audit, worker=worker)


def test_twelve_vignettes_ship_and_an_own_one_is_kept_only_as_made_up(door):
    assert Vignette.objects.exclude(code="").count() == 12
    page, address = browse(lead(door)), reverse("practice:vignettes")
    sent = {"title": "A call", "text": "Somebody rings."}
    assert page.post(address, sent).status_code == 422
    assert page.post(address, {**sent, "made_up": "on"}).status_code == 302
    assert Vignette.objects.get(code="").title == "A call"


def test_every_worker_has_an_own_order_and_own_repeats_drawn_from_the_seed(door):
    audit = open_audit_of(door, vignettes=12, repeated=4)
    orders = [tuple(one.order) for one in audit.invitations.all()]
    assert len(set(orders)) == len(orders)
    assert all(
        len(one) == 16 and len(set(one[:12])) == 12 and set(one[12:]) < set(one[:12]) for one in orders
    )
    again = open_audit_of(door, vignettes=12, repeated=4)
    assert [tuple(one.order) for one in again.invitations.order_by("worker_id")] == [
        tuple(one.order) for one in audit.invitations.order_by("worker_id")
    ]


def test_repeats_come_weeks_after_the_first_round_and_are_not_named_before(door):
    audit = open_audit_of(door, vignettes=2, repeated=1)
    mine = invitation(audit, door.worker)
    for _ in range(2):
        answer_one(audit, door.worker)
    now = timezone.now()
    waiting = queries.next_for(mine, now)
    assert (waiting.vignette, waiting.back_on) == (None, timezone.localdate(now) + timedelta(days=21))
    page = browse(door.worker).get(reverse("practice:audit", args=[audit.pk])).content.decode()
    assert not any(one.title in page for one in audit.vignettes.all())
    later = queries.next_for(mine, now + timedelta(days=21))
    assert (later.vignette.pk, later.occasion) == (mine.order[2], 2)


def test_a_worker_answers_one_after_the_other_and_no_answer_changes(door):
    audit = open_audit_of(door)
    page, address = browse(door.worker), reverse("practice:audit_answer", args=[audit.pk])
    first = page.get(address)
    turn = f"{first.context['now'].vignette.pk}-1"
    assert page.post(address, {"turn": turn}).status_code == 422
    level = audit.levels[1]["code"]
    assert page.post(address, {"turn": turn, "level": level}).status_code == 302
    page.post(address, {"turn": turn, "level": audit.levels[3]["code"]})  # the same form sent twice
    assert [one.level for one in AuditAnswer.objects.all()] == [level]
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditAnswer.objects.update(level=audit.levels[3]["code"])
    assert not AuditEvent.objects.filter(action="answer a vignette").exclude(actor="").exists()


def test_answers_are_seen_by_their_worker_alone(door):
    audit = closed_audit_of(door)
    raters = raters_of(door)
    own = browse(raters[0]).get(reverse("practice:audit_mine", args=[audit.pk]))
    assert len(own.context["answers"]) == 4
    for stranger in (door.manager, lead(door), door.workers[Role.DIRECTOR]):
        assert browse(stranger).get(reverse("practice:audit_mine", args=[audit.pk])).status_code == 404
    for name in ("practice:audit", "practice:audit_report"):
        page = browse(lead(door)).get(reverse(name, args=[audit.pk])).content.decode()
        assert not any(rater.name in page or rater.username in page for rater in raters)
    assert not any(rater.username in str(audit.result) for rater in raters)


def test_another_workers_invitation_cannot_be_answered(door):
    audit = open_audit_of(door)
    theirs = invitation(audit, raters_of(door)[0])
    with pytest.raises(actions.NotNow):
        actions.answer_vignette(
            worker=door.worker,
            invitation=theirs,
            vignette=Vignette.objects.first(),
            occasion=1,
            level=audit.levels[0]["code"],
        )


def test_four_workers_have_no_result_and_five_have(door):
    for count, too_few in ((4, True), (5, False)):
        audit = open_audit_of(door)
        answered(audit, raters_of(door)[:count])
        assert (
            "fewer than 5" in queries.progress_words(audit)
            if too_few
            else "5 of them" in (queries.progress_words(audit))
        )
        assert browse(lead(door)).post(reverse("practice:audit_close", args=[audit.pk])).status_code == 302
        audit.refresh_from_db()
        assert audit.result.get("too_few", False) is too_few
        report = browse(lead(door)).get(reverse("practice:audit_report", args=[audit.pk]))
        assert report.status_code == (302 if too_few else 200)


def test_there_is_no_result_before_the_end_and_none_changes_after(door):
    audit = open_audit_of(door)
    answered(audit, raters_of(door))
    page = browse(lead(door)).get(reverse("practice:audit", args=[audit.pk])).content.decode()
    assert "differ on a contact" not in page
    result, answers = queries.result_of(audit)
    with pytest.raises(actions.NotNow, match="answered just now"):
        actions.close_audit(by=lead(door), audit=audit, result=result, answers=answers - 1)
    actions.close_audit(by=lead(door), audit=audit, result=result, answers=answers)
    with pytest.raises(actions.NotNow):
        answer_one(audit, door.worker)
    with pytest.raises(actions.NotNow):
        actions.close_audit(by=lead(door), audit=audit, result={}, answers=answers)


def test_the_report_says_how_often_two_differ_where_the_noise_is_and_is_a_pdf(door):
    audit = closed_audit_of(door)
    page, address = browse(door.worker), reverse("practice:audit_report", args=[audit.pk])
    words = page.get(address).content.decode()
    assert "Two workers picked at random differ on a contact with probability" in words
    assert "Gwet&#x27;s AC1" in words
    assert "level noise" in words.lower()
    assert page.get(address, {"as": "pdf"}).content[:5] == b"%PDF-"
    assert b"Noise at the door" in page.get(address, {"as": "html"}).content


def test_the_planner_is_told_before_anybody_is_invited(door):
    raters = raters_of(door)
    sent = {
        "title": "Noise",
        "vignettes": [str(one.pk) for one in Vignette.objects.all()],
        "teams": [str(door.team.pk)],
        "repeated": "12",
        "repeat_after_days": "21",
    }
    page = browse(lead(door))
    told = page.post(reverse("practice:audit_add"), {**sent, "do": "look"}).content.decode()
    assert "would be measured to about" in told
    assert not NoiseAudit.objects.exists()
    page.post(reverse("practice:audit_add"), {**sent, "do": "open", "with_scale": "on"})
    audit = NoiseAudit.objects.get()
    assert audit.with_scale
    assert {one.worker for one in audit.invitations.all()} >= set(raters)


def test_points_are_analysed_where_they_are_asked(door):
    audit = open_audit_of(door, with_scale=True)
    answered(audit, raters_of(door), points=True)
    result, _ = queries.result_of(audit)
    assert result["points"]["level_sd"]["value"] >= 0
    assert 0 < result["points"]["two_workers_differ"]["value"] < 1
