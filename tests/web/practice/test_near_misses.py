"""Near misses on the pages: the question about danger, the box, the batch, the facilitator."""

from __future__ import annotations

import stat
import uuid
from datetime import timedelta

import click
import pytest
from django.urls import reverse

from fanlight.practice.near_miss import LEAST_AUTHORS
from fanlight.web.accounts.models import Authority, Role, User
from fanlight.web.audit.models import AuditEvent
from fanlight.web.exchange.exports.kinds import Kind
from fanlight.web.practice import daily
from fanlight.web.practice.actions import facilitating, near_miss_batch
from fanlight.web.practice.actions import near_misses as actions
from fanlight.web.practice.actions.near_miss_batch import HELD_DAYS, turn_if_due, write_batch
from fanlight.web.practice.box import KeyGone, keys, opened
from fanlight.web.practice.models import NearMiss, NearMissBox, NearMissQuestion
from fanlight.web.site import starting
from tests.web import near_missing as made
from tests.web.builders import browse, make_worker
from tests.web.crawl import visible
from tests.web.exports import tables

pytestmark = pytest.mark.django_db
PAGE, REPORT = "/practice/near-misses/", "/practice/near-misses/report/"


def report_form(happened=made.HAPPENED, **more):
    return {"danger": "no", "token": uuid.uuid4().hex, "happened": happened, **more}


def day(number):
    return made.today() + timedelta(days=number)


# Danger first


def test_the_first_question_is_about_danger_and_nothing_is_chosen(door):
    page = browse(door.worker).get(REPORT).content.decode()
    assert "Is a child in danger now?" in page
    assert "checked" not in page
    assert 'name="happened"' not in page


def test_danger_now_gives_the_duty_route_and_nothing_is_kept(door):
    client = browse(door.worker)
    told = AuditEvent.objects.count()
    page = client.post(REPORT, report_form() | {"danger": "yes"})
    assert "the duty manager on 01632 960 100" in page.content.decode()
    assert "999" in page.content.decode()
    assert f"On duty now: {door.manager.name}" in page.content.decode()
    assert 'name="happened"' not in page.content.decode()
    with opened() as box:
        assert box.waiting == []
    assert list(AuditEvent.objects.filter(seq__gt=told).values_list("action", flat=True)) == [
        "write near misses"
    ]


def test_without_a_number_the_route_says_so(door):
    Authority.objects.update(duty_manager="")
    assert "No number is set" in browse(door.worker).get(reverse("practice:near_miss_now")).content.decode()


def test_a_report_needs_the_answer_about_danger(door):
    form = report_form()
    del form["danger"]
    assert browse(door.worker).post(REPORT, form).status_code == 422
    with opened() as box:
        assert box.waiting == []


# Handing in


def test_a_first_report_has_few_words_to_read_and_one_field_that_must_be_filled(door):
    """Under three minutes: no person was timed, but words and fields are counted.

    Read at 238 words a minute (Brysbaert 2019, silent reading in English), with 60 words of one's own typed
    at 40 a minute.
    """
    client = browse(door.worker)
    pages = [client.get(PAGE), client.get(REPORT), client.post(REPORT, {"danger": "no"})]
    words = [visible(page.content.decode().split("<main")[1].split("</main")[0]) for page in pages]
    to_read = [one.split("Who can find out")[0].split("What they have in common")[0] for one in words]
    on_the_way = sum(len(one.split()) for one in to_read)
    assert on_the_way <= 240
    form = pages[2].content.decode()
    assert form.count("<textarea") == 4
    assert form.count("(optional)") == 3
    assert on_the_way / 238 * 60 + 60 / 40 * 60 < 180


def test_a_report_waits_and_its_author_alone_sees_it(door):
    page = browse(door.worker).post(REPORT, report_form())
    assert "Sent. Thank you." in page.content.decode()
    assert made.HAPPENED in browse(door.worker).get(PAGE).content.decode()
    for user in (door.colleague, *door.workers.values()):
        if user != door.worker:
            assert made.HAPPENED not in browse(user).get(PAGE).content.decode()
    assert not NearMiss.objects.exists()


def test_the_same_form_twice_is_one_report(door):
    form = report_form()
    for _ in range(2):
        browse(door.worker).post(REPORT, form)
    with opened() as box:
        assert len(box.waiting) == 1


def test_an_empty_report_is_refused_and_what_was_typed_stays(door):
    page = browse(door.worker).post(REPORT, report_form("", nearly="Nobody would have rung"))
    assert page.status_code == 422
    assert "Nobody would have rung" in page.content.decode()


def test_a_name_is_asked_about_once(door):
    client = browse(door.worker)
    form = report_form("The list of Col was read too late")
    page = client.post(REPORT, form)
    assert page.status_code == 422
    assert "Do these words name somebody? Col." in page.content.decode()
    with opened() as box:
        assert box.waiting == []
    assert client.post(REPORT, form | {"names_seen": "Col"}).status_code == 200
    with opened() as box:
        assert len(box.waiting) == 1


def test_nobody_fills_the_box(door):
    for _ in range(actions.MOST_WAITING):
        made.tell(door.worker)
    with pytest.raises(actions.NotTaken, match="wait already"):
        made.tell(door.worker)


def test_a_full_box_takes_nothing_more_and_keeps_what_it_has(door, monkeypatch):
    made.tell(door.worker)
    monkeypatch.setattr(actions, "fits", lambda box: len(box.waiting) < 2)
    with pytest.raises(actions.NotTaken, match="full"):
        made.tell(door.manager)
    with opened() as box:
        assert [item.author for item in box.waiting] == [door.worker.pk]


def test_withdrawn_before_it_is_written_it_is_gone(door):
    token = made.tell(door.worker)
    assert not actions.withdraw(worker=door.colleague, token=token)
    client = browse(door.worker)
    client.post(PAGE, {"act": "withdraw", "token": token})
    with opened() as box:
        assert box.waiting == []
    assert client.post(PAGE, {"act": "withdraw", "token": token}).status_code == 422


# The batch


def test_two_people_wait_three_are_written(door):
    first, second, third = made.tellers_of(door)
    for worker in (first, first, first, second):
        made.tell(worker, on=day(-1))
    assert made.turn_again() == 0
    made.tell(third, on=day(-1))
    assert made.turn_again() == 3, "one of each: no author stands in a batch twice"
    with opened() as box:
        assert [item.author for item in box.waiting] == [first.pk, first.pk]
    assert LEAST_AUTHORS == 3


def test_today_is_never_in_todays_batch(door):
    for worker in made.tellers_of(door):
        made.tell(worker)
    assert made.turn_again() == 0
    assert made.turn_again(day(1)) == 3


def test_one_who_lets_it_is_written_alone_and_takes_nobody_along(door):
    first, second, _ = made.tellers_of(door)
    token = made.tell(first, "Let alone", on=day(-1))
    made.tell(second, "Waits", on=day(-1))
    assert not actions.let_alone(worker=second, token=token)
    browse(first).post(PAGE, {"act": "alone", "token": token})
    assert made.turn_again() == 1
    assert NearMiss.objects.get().happened == "Let alone"


def test_the_batch_runs_once_a_day_whoever_comes(door):
    assert turn_if_due(day(0))
    assert not turn_if_due(day(0))
    client = browse(door.worker)
    before = AuditEvent.objects.count()
    client.get(PAGE)
    assert AuditEvent.objects.count() == before
    NearMissBox.objects.update(turned_on=day(-1))
    client.get(PAGE)
    assert NearMissBox.objects.get().turned_on == day(0)


def test_the_thread_of_the_server_writes_it_and_else_stirs(door, monkeypatch):
    monkeypatch.setattr(daily.connection, "close", lambda: None)
    for worker in made.tellers_of(door):
        made.tell(worker, on=day(-1))
    daily.stir()
    assert NearMiss.objects.count() == 3
    before = bytes(NearMissBox.objects.get().sealed)
    daily.stir()
    assert bytes(NearMissBox.objects.get().sealed) != before


def test_a_fault_of_the_box_is_logged_and_ends_no_server(door, monkeypatch, caplog):
    monkeypatch.setattr(daily.connection, "close", lambda: None)
    made.tell(door.worker)
    keys.destroy_others("")
    daily.stir()
    assert "near-miss box" in caplog.text


# Destruction


def test_who_wrote_it_is_known_for_fourteen_days(door, settings):
    made.written(door)
    with opened() as box:
        assert len(box.authors) == 3
    made.turn_again(day(settings.NEAR_MISS_DAYS - 1))
    with opened() as box:
        assert len(box.authors) == 3
    made.turn_again(day(settings.NEAR_MISS_DAYS))
    with opened() as box:
        assert box.authors == {}
    assert NearMiss.objects.count() == 3


def test_who_waits_too_long_is_forgotten_and_the_report_waits_on(door):
    made.tell(door.worker, on=day(-HELD_DAYS - 1))
    made.tell(door.manager, on=day(-HELD_DAYS))
    made.turn_again()
    with opened() as box:
        assert [item.author for item in box.waiting] == [None, door.manager.pk]


def test_at_once_by_the_reporter_written_or_not(door):
    first, *_ = made.tellers_of(door)
    waiting = made.tell(first)
    browse(first).post(PAGE, {"act": "forget", "token": waiting})
    with opened() as box:
        assert [item.author for item in box.waiting] == [None]
    made.written(door)
    with opened() as box:
        [mine] = [pk for pk, one in box.authors.items() if one.author == first.pk]
    assert not actions.forget_me(worker=door.colleague, token=mine)
    browse(first).post(PAGE, {"act": "forget", "token": mine})
    with opened() as box:
        assert mine not in box.authors
        assert len(box.authors) == 2
    assert "is known to be yours" in browse(first).get(PAGE).content.decode()


# Asking back


def asked(door, worker):
    made.written(door, said={worker.username: "Told by the one who is asked"})
    report = NearMiss.objects.get(happened="Told by the one who is asked")
    lead = browse(door.workers[Role.PRACTICE_LEAD])
    address = reverse("practice:near_miss_report_page", args=[report.pk])
    assert lead.post(address, {"act": "ask", "words": "Which list was it?"}).status_code == 302
    return report, lead, address


def test_the_facilitator_asks_and_is_answered_without_learning_who(door):
    worker, *others = made.tellers_of(door)
    _, lead, address = asked(door, worker)
    question = NearMissQuestion.objects.get()
    answer = {"act": "answer", "question": question.pk, "token": "a1", "words": "The one by the door"}
    for other in (*others, door.manager):
        assert "Which list was it?" not in browse(other).get(PAGE).content.decode()
        assert browse(other).post(PAGE, answer).status_code == 422
    client = browse(worker)
    assert "Which list was it?" in client.get(PAGE).content.decode()
    assert client.post(PAGE, answer).status_code == 302
    assert client.post(PAGE, answer | {"token": "a2"}).status_code == 422
    assert "The one by the door" not in lead.get(address).content.decode()
    for other in others:
        made.tell(other, on=day(0))
    made.turn_again(day(1))
    page = lead.get(address).content.decode()
    assert "The one by the door" in page
    assert worker.name not in page
    assert worker.username not in page
    question.refresh_from_db()
    assert question.answered_in.weekday() == 0


def test_an_answer_alone_waits_like_a_report(door):
    worker, *_ = made.tellers_of(door)
    asked(door, worker)
    question = NearMissQuestion.objects.get()
    actions.answer(worker=worker, question=question, words="By the door", token="a1", today=day(0))
    assert made.turn_again(day(1)) == 0


def test_nobody_is_asked_after_the_destruction(door, settings):
    report = made.one_of(door)
    with pytest.raises(actions.NotTaken, match="no longer known"):
        facilitating.ask_back(
            by=door.workers[Role.PRACTICE_LEAD],
            report=report,
            words="Who?",
            today=day(settings.NEAR_MISS_DAYS),
        )


def test_an_answer_that_waits_loses_its_author_with_the_report(door, settings):
    worker, *_ = made.tellers_of(door)
    asked(door, worker)
    actions.answer(
        worker=worker, question=NearMissQuestion.objects.get(), words="There", token="a1", today=day(0)
    )
    made.turn_again(day(settings.NEAR_MISS_DAYS))
    with opened() as box:
        assert [item.author for item in box.waiting] == [None]


def test_after_at_once_no_answer_is_taken(door):
    worker, *_ = made.tellers_of(door)
    report, _, _ = asked(door, worker)
    actions.forget_me(worker=worker, token=str(report.pk))
    with pytest.raises(actions.NotTaken, match="not known to be yours"):
        actions.answer(
            worker=worker, question=NearMissQuestion.objects.get(), words="x", token="a", today=day(0)
        )


# The facilitator


def test_reports_are_read_by_the_facilitator_alone_and_there_is_no_search(door):
    made.written(door)
    lead = door.workers[Role.PRACTICE_LEAD]
    page = browse(lead).get(reverse("practice:near_miss_reports")).content.decode()
    assert page.count(made.HAPPENED) == 3
    assert 'type="search"' not in page
    assert not [user.name for user in User.objects.exclude(pk=lead.pk) if user.name in page]
    for report in NearMiss.objects.all():
        address = reverse("practice:near_miss_report_page", args=[report.pk])
        assert browse(door.manager).get(address).status_code == 403


@pytest.mark.parametrize(("reports", "told"), [(0, "Fewer than 5"), (4, "Fewer than 5"), (9, "At least 5")])
def test_a_theme_tells_its_count_from_five_up(door, reports, told):
    theme = made.theme_of(door, "Hand-over at night")
    for _ in range(reports):
        report = made.one_of(door)
        facilitating.code_report(by=door.workers[Role.PRACTICE_LEAD], report=report, themes=[theme])
    page = browse(door.worker).get(PAGE).content.decode()
    assert f"{told} reports" in page
    [row] = tables(door.workers[Role.ANALYST], Kind.EVIDENCE)["near_miss_themes"]
    assert row["reports"] == told.lower()


def test_coding_by_the_page(door):
    theme, report = made.theme_of(door), made.one_of(door)
    lead = browse(door.workers[Role.PRACTICE_LEAD])
    address = reverse("practice:near_miss_report_page", args=[report.pk])
    lead.post(address, {"act": "code", "themes": [theme.pk]})
    assert list(report.themes.all()) == [theme]
    lead.post(address, {"act": "code"})
    assert not report.themes.exists()


def test_what_is_left_out_is_gone_and_that_it_was_stays(door):
    report = made.one_of(door)
    NearMissQuestion.objects.create(
        report=report, words="Who?", by=door.manager, on=day(0), answer="a colleague"
    )
    lead = browse(door.workers[Role.PRACTICE_LEAD])
    address = reverse("practice:near_miss_report_page", args=[report.pk])
    form = {"act": "out", "passage": "a colleague", "why": "One could tell who"}
    assert lead.post(address, form).status_code == 302
    report.refresh_from_db()
    assert "a colleague" not in report.happened
    assert "a colleague" not in report.questions.get().answer
    page = lead.get(address).content.decode()
    assert "Something was left out in 2 places" in page
    assert "One could tell who" in page
    assert lead.post(address, form).status_code == 422
    [row] = AuditEvent.objects.filter(action="leave something out of a near miss")
    assert "colleague" not in str(row.detail)


def test_what_was_changed_and_whether_it_worked_is_read_by_all(door):
    theme = made.theme_of(door)
    lead = browse(door.workers[Role.PRACTICE_LEAD])
    address = reverse("practice:near_miss_change", args=[theme.pk])
    assert lead.post(address, {"words": "Lists are read aloud", "worked": "not_known"}).status_code == 302
    change = theme.changes.get()
    again = {"words": change.words, "worked": "shown", "worked_words": "See the trial"}
    assert lead.post(f"{address}?change={change.pk}", again).status_code == 302
    page = browse(door.worker).get(reverse("practice:near_miss_theme", args=[theme.pk])).content.decode()
    assert "Lists are read aloud" in page
    assert "Shown by a trial" in page
    assert theme.changes.count() == 1


def test_a_second_theme_of_the_same_name_is_refused(door):
    made.theme_of(door, "Hand-over")
    lead = browse(door.workers[Role.PRACTICE_LEAD])
    form = {"title": "hand-over", "words": "Again"}
    assert lead.post(reverse("practice:near_miss_theme_add"), form).status_code == 422


# The key


def test_keys_are_files_of_their_owner_beside_the_database(door, settings):
    made.tell(door.worker)
    folder = settings.HOME / "near-miss-keys"
    [key] = folder.iterdir()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(key.read_bytes()) == 32


def test_without_the_key_the_page_says_so_and_shows_what_was_typed(door):
    made.tell(door.worker)
    keys.destroy_others("")
    NearMissBox.objects.update(turned_on=day(0))
    page = browse(door.manager).post(REPORT, report_form("Typed in vain"))
    words = page.content.decode()
    assert page.status_code == 503
    assert "cannot be opened" in words
    assert "Typed in vain" in words
    assert "near-misses new-box" in words
    assert browse(door.worker).get(reverse("practice:near_miss_now")).status_code == 200
    near_miss_batch.open_new_box()
    assert browse(door.manager).post(REPORT, report_form()).status_code == 200


def test_an_altered_box_is_noticed(door):
    made.tell(door.worker)
    row = NearMissBox.objects.get()
    sealed = bytearray(row.sealed)
    sealed[100] ^= 1
    NearMissBox.objects.update(sealed=bytes(sealed))
    with pytest.raises(KeyGone, match="altered"), opened():
        pass


def test_without_the_key_the_batch_changes_nothing(door):
    made.tell(door.worker, on=day(-1))
    before = bytes(NearMissBox.objects.get().sealed)
    keys.destroy_others("")
    with pytest.raises(KeyGone):
        write_batch(today=day(0))
    assert bytes(NearMissBox.objects.get().sealed) == before


def test_the_commands_write_once_a_day_and_begin_anew(door, capsys):
    for worker in made.tellers_of(door):
        made.tell(worker, on=day(-1))
    starting.near_miss_batch()
    starting.near_miss_batch()
    assert capsys.readouterr().out == (
        "The batch of today is written.\nThe batch of today was written before.\n"
    )
    assert NearMiss.objects.count() == 3
    keys.destroy_others("")
    NearMissBox.objects.update(turned_on=day(-1))
    with pytest.raises(click.ClickException, match="new-box"):
        starting.near_miss_batch()
    starting.near_miss_new_box()
    starting.near_miss_batch()
    assert NearMissBox.objects.get().turned_on == day(0)


# Nothing half


@pytest.mark.parametrize(
    "broken",
    [
        "fanlight.web.practice.box.keeping._seal",
        "fanlight.web.practice.models.NearMiss.objects.bulk_create",
        "fanlight.web.practice.actions.near_miss_batch.close_rounds",
        "fanlight.web.practice.box.keys.make",
        "fanlight.web.audit.recording.append",
    ],
)
def test_a_batch_that_fails_leaves_everything_as_it_was(door, monkeypatch, broken):
    for worker in made.tellers_of(door):
        made.tell(worker, on=day(-1))
    before = NearMissBox.objects.values_list().get()

    def fail(*_, **__):
        raise OSError("the power failed")

    with monkeypatch.context() as patch:
        patch.setattr(broken, fail)
        with pytest.raises(OSError, match="power"):
            write_batch(today=day(0))
    after = NearMissBox.objects.values_list().get()
    assert [bytes(one) if isinstance(one, memoryview) else one for one in after] == [
        bytes(one) if isinstance(one, memoryview) else one for one in before
    ]
    assert not NearMiss.objects.exists()
    assert write_batch(today=day(0)) == 3


def test_somebody_who_left_can_still_be_forgotten(door):
    worker = make_worker(Role.PRACTITIONER, door.team, "leaver", "Lee Ver")
    made.tell(worker, on=day(-1))
    worker.delete()
    for other in made.tellers_of(door):
        made.tell(other, on=day(-1))
    assert made.turn_again() == 4
