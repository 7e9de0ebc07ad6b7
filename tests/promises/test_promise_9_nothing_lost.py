"""Clear error, nothing lost: whatever is sent to any form is refused in words or kept, never a failure."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from fanlight.web.accounts.models import Authority, Role
from fanlight.web.frontdoor import actions
from fanlight.web.frontdoor.actions.contacts import NamedPerson
from fanlight.web.frontdoor.models import Contact, Decision
from fanlight.web.practice.models import ForecastInvitation
from tests.web.builders import browse, decide, level, make_contact
from tests.web.forms_on_page import form_with, forms_on

pytestmark = pytest.mark.django_db
NASTY = (
    "\x00",
    "a\x00b",
    "🙂👩‍👧‍👦",
    "²",
    "٣",
    "-1",
    "0",
    "99999999999999999999999",
    "1e400",
    "31/02/2026",
    "0001-01-01",
    "9999-12-31",
    "25:99",
    "<script>alert(1)</script>",
    "'; DROP TABLE x; --",
    "%s {0} {{ x }}",
    "\u202eright to left",
    "x" * 5000,
    "\r\n\r\n",
    "NaN",
    "yes",
    "none",
)
words = st.one_of(st.sampled_from(NASTY), st.text(st.characters(codec="utf-8"), max_size=40), st.just(""))
relaxed = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=max(settings().max_examples // 6, 1),
    phases=[Phase.explicit, Phase.generate],  # a page is slow to open: the case is told as it was found
)


def places(door) -> dict[str, tuple]:
    """Every page with a form, and who fills it in."""
    contact = make_contact(door, children=2, out_of_hours=True)
    asked = actions.ask_for_information(
        contact=contact, by=door.worker, asked_of="police", about="Asa", submission=uuid.uuid4()
    )
    unborn = make_contact(door, children=[NamedPerson(expected_on=date(2027, 3, 1))]).children.get().person
    [decision] = decide(make_contact(door), door.worker)
    ForecastInvitation.objects.filter(decision=decision).delete()
    invitation = ForecastInvitation.objects.create(decision=decision, asked_at=timezone.now())
    line = contact.children.first()
    officer, lead = door.workers[Role.DATA_PROTECTION_OFFICER], door.workers[Role.PRACTICE_LEAD]
    return {
        "contact": (door.worker, reverse("frontdoor:contact", args=[contact.pk])),
        "authorise": (door.manager, reverse("frontdoor:contact", args=[decision.line.contact_id])),
        "add": (door.worker, reverse("frontdoor:add")),
        "add_child": (door.worker, reverse("frontdoor:add_child", args=[contact.pk])),
        "answer": (door.worker, reverse("frontdoor:answer", args=[asked.pk])),
        "join": (door.worker, reverse("frontdoor:join", args=[unborn.key])),
        "night": (door.worker, reverse("frontdoor:night")),
        "settings": (lead, reverse("frontdoor:settings")),
        "put_right": (door.worker, reverse("frontdoor:put_right", args=[line.contact_id, line.pk])),
        "signatures": (door.worker, reverse("frontdoor:signatures")),
        "learning": (door.worker, reverse("practice:learning")),
        "decision": (door.worker, reverse("practice:decision", args=[decision.pk])),
        "word_back": (door.worker, reverse("practice:word_back", args=[contact.pk])),
        "forecast": (door.worker, reverse("practice:forecast", args=[invitation.pk])),
        "questions": (door.worker, reverse("practice:questions")),
        "team": (door.manager, reverse("practice:team")),
        "imports": (door.manager, reverse("exchange:imports")),
        "log": (officer, reverse("audit:log")),
    }


PAGES = (
    *("contact", "authorise", "add", "answer", "join", "night", "settings", "signatures", "put_right"),
    *("learning", "decision", "word_back", "forecast", "questions", "team", "imports", "log"),
)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_sent_makes_it_fail_and_what_was_typed_comes_back(name, door):
    user, address = places(door)[name]
    client = browse(user)
    forms = [form for form in forms_on(client.get(address), address) if form.method == "post"]

    @relaxed
    @given(data=st.data())
    def send_anything(data):
        form = data.draw(st.sampled_from(forms))
        controls = sorted({*form.sends, *form.choices, *form.lists} - {"csrfmiddlewaretoken", "more"})
        sent = data.draw(
            st.dictionaries(st.sampled_from(controls), words, max_size=6) if controls else st.just({})
        )
        with transaction.atomic():
            files = {one: SimpleUploadedFile("x.csv", b"a,b\n1,2\n") for one in form.files}
            answer = client.post(form.action, form.sends | sent | files)
            assert answer.status_code in {200, 302, 400, 404, 409, 422}, answer.status_code
            if answer.status_code in {200, 409, 422}:
                came_back = _sent_by(forms_on(answer, form.action))
                for control in set(sent) & form.typed:
                    if not control.endswith(("_day", "_month", "_year", "_time")):  # shown in its own boxes
                        assert _plain(sent[control]) in _plain(came_back.get(control, "")), control
            transaction.set_rollback(True)

    send_anything()


def _sent_by(forms) -> dict[str, str]:
    return {name: value for form in forms for name, values in form.sends.items() for value in values}


def _plain(text: str) -> str:
    """As a browser sends it again: it drops NUL, and knows one kind of line end."""
    return "".join(text.replace("\x00", "\ufffd").replace("\ufffd", "").split())


ADDRESSES = (
    "/contacts/?show={}",
    "/contacts/?page={}",
    "/contacts/find/?q={}",
    "/contacts/find/?q=a&page={}",
    "/contacts/1/?again={}",
    "/learning/?page={}&period={}",
    "/team/?team={}",
    "/imports/?page={}",
    "/audit/child/x/?page={}",
)


@relaxed
@example(word="²")
@example(word="\x00")
@example(word="C-²²")
@given(word=words)
def test_no_address_makes_it_fail(word, door):
    with transaction.atomic():
        users = (door.worker, door.manager, door.workers[Role.DATA_PROTECTION_OFFICER])
        for user in users:
            client = browse(user)
            for pattern in ADDRESSES:
                path, _, query = pattern.partition("?")
                names = [one.partition("=")[0] for one in query.split("&")]
                answer = client.get(path, dict.fromkeys(names, word))
                assert answer.status_code in {200, 302, 400, 403, 404, 405}, pattern
        transaction.set_rollback(True)


@pytest.mark.parametrize("key", ["\x00", "²", "a" * 300, "🙂", "..%2f"])
def test_no_key_in_an_address_makes_it_fail(key, door):
    officer = browse(door.workers[Role.DATA_PROTECTION_OFFICER])
    assert browse(door.worker).get(f"/people/{key}/join/").status_code == 404
    assert officer.get(f"/audit/child/{key}/").status_code in {200, 404}
    for pk in ("0", "99999999999999999999999999"):
        assert browse(door.worker).get(f"/contacts/{pk}/").status_code == 404


@relaxed
@given(decision=words)
def test_sharing_an_impossible_decision_is_refused(decision, door):
    given = {
        "shared_with": "colleague",
        "until_day": "1",
        "until_month": "1",
        "until_year": "2030",
        "decision": decision,
    }
    assert browse(door.worker).post(reverse("practice:share"), given).status_code in {404, 422}


@relaxed
@given(fields=st.dictionaries(words, words, max_size=4), page=words)
def test_a_form_kept_while_typing_never_fails(fields, page, door):
    with transaction.atomic():
        answer = browse(door.worker).post(reverse("draft") + "?page=/contacts/1/", fields)
        assert answer.status_code in {200, 400}
        assert browse(door.worker).post(reverse("draft"), {"page": page}).status_code in {200, 400}
        transaction.set_rollback(True)


# The authority's settings cannot lock everybody out


@pytest.mark.parametrize(
    "change",
    [
        {"opens_at": "17:00", "closes_at": "08:45"},
        {"opens_at": "09:00", "closes_at": "09:00"},
        {"clock_working_days": "0"},
        {"clock_working_days": "32767"},
        {"clock_working_days": "-1"},
        {"level_set": "no-such-set"},
    ],
)
def test_settings_that_would_stop_the_door_are_refused(door, change):
    make_contact(door)
    client, address = browse(door.workers[Role.PRACTICE_LEAD]), reverse("frontdoor:settings")
    form = form_with(client, address, "opens_at")
    answer = client.post(address, form.sends | change)
    assert answer.status_code == 422
    assert browse(door.worker).get(reverse("frontdoor:today")).status_code == 200
    assert Authority.current().clock_working_days == 1


def test_another_child_comes_back_with_every_word(door):
    client, address = browse(door.worker), reverse("frontdoor:add")
    form = form_with(client, address, "raw_text")
    given = {
        "raw_text": " Two\n spaces  kept ",
        "child-0-forename": "Asa",
        "child-0-born_on_day": "4",
        "organisation": "X",
    }
    answer = client.post(address, form.sends | given | {"more": "child"})
    [again] = [form for form in forms_on(answer, address) if "raw_text" in form.sends]
    assert again.sends["children"] == ["2"]
    assert "child-1-forename" in again.sends
    for name, value in given.items():
        assert again.sends[name] == [value], name
    assert not Contact.objects.exists()


def test_a_contact_is_added_once_however_often_it_is_sent(door):
    client, address = browse(door.worker), reverse("frontdoor:add")
    form = form_with(client, address, "raw_text")
    now = timezone.localtime()
    given = {
        "raw_text": "  As it was said,\r\n word for word. ",
        "received_at_day": now.day,
        "received_at_month": now.month,
        "received_at_year": now.year,
        "received_at_time": f"{now:%H:%M}",
        "channel": "phone",
        "source_code": "2A",
        "child-0-forename": "Asa",
        "child-0-surname": "Example",
    }
    answers = [client.post(address, form.sends | given) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    contact = Contact.objects.get()
    assert contact.raw_text.split() == given["raw_text"].split()
    assert contact.raw_text.startswith("  As it was said,")


def test_an_answer_sent_twice_is_kept_once_and_a_second_one_is_not_lost(door):
    contact = make_contact(door)
    asked = actions.ask_for_information(
        contact=contact, by=door.worker, asked_of="police", about="Asa", submission=uuid.uuid4()
    )
    address = reverse("frontdoor:answer", args=[asked.pk])
    for _ in range(2):
        answer = browse(door.worker).post(address, {"answer": "Nothing known"})
        assert answer["Location"] == reverse("frontdoor:contact", args=[contact.pk])
    late = browse(door.colleague).post(address, {"answer": "Two call-outs"})
    assert late.status_code == 409
    assert "Two call-outs" in late.content.decode()
    assert "Nothing known" in late.content.decode()
    asked.refresh_from_db()
    assert asked.answer == "Nothing known"


def test_a_second_click_on_a_closed_invitation_goes_on(door):
    [decision] = decide(make_contact(door), door.worker)
    ForecastInvitation.objects.filter(decision=decision).delete()
    invitation = ForecastInvitation.objects.create(decision=decision, asked_at=timezone.now())
    address = reverse("practice:forecast", args=[invitation.pk])
    for _ in range(2):
        assert browse(door.worker).post(address, {"skip": "yes"}).status_code == 302


def test_huge_reasons_are_kept_whole(door):
    contact = make_contact(door)
    client, address = browse(door.worker), reverse("frontdoor:contact", args=[contact.pk])
    [form] = [form for form in forms_on(client.get(address), address) if "brief_shown" in form.sends]
    reasons = "🙂 ünïcode. " * 20_000
    client.post(address, form.sends | {"line-0-level": level().pk, "line-0-reasons": reasons})
    assert Decision.objects.get().reasons == reasons.strip()
