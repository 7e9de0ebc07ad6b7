"""Who wrote which report? An attacker holds database, log, sessions, counters, file times and old copies.

The key is not among what they hold. Each attack is played on what the pages leave behind, on SQLite and
on PostgreSQL, and must do no better than a guess among those who wrote. What stays possible is in
docs/explanation/near-misses.md.
"""

from __future__ import annotations

import os
import random
import uuid
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from fanlight.web.accounts.models import Draft, Role, User
from fanlight.web.audit.models import AuditEvent
from fanlight.web.practice.actions.near_miss_batch import write_batch
from fanlight.web.practice.box import KeyGone, content, keys, opened
from fanlight.web.practice.box.keeping import SIZE
from fanlight.web.practice.models import NearMiss, NearMissBox
from tests.web import near_missing as made
from tests.web.builders import browse

pytestmark = pytest.mark.django_db
PAGE, REPORT = "/practice/near-misses/", "/practice/near-misses/report/"


def send(client: Any, happened: str, **more: str) -> Any:
    form = {"danger": "no", "token": uuid.uuid4().hex, "happened": happened, **more}
    return client.post(REPORT, form)


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, the box's bytes as their length: what is sealed is looked at elsewhere."""
    held = {}
    for model in (*apps.get_models(include_auto_created=True),):
        rows = model.objects.values_list() if model is not NearMissBox else _box()
        held[model._meta.label] = sorted(rows, key=repr)
    return held


def _box() -> list[tuple[Any, ...]]:
    return [(pk, key, len(bytes(sealed)), on) for pk, key, sealed, on in NearMissBox.objects.values_list()]


def sequences() -> list[tuple[Any, ...]]:
    """Where each counter of the database stands."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        else:
            cursor.execute("SELECT sequencename, last_value FROM pg_sequences ORDER BY sequencename")
        return cursor.fetchall()


def physical_order() -> list[uuid.UUID]:
    """Reports as they lie on the disk: by rowid, or by page and place."""
    where = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM practice_nearmiss ORDER BY {where}")  # noqa: S608 - names from this file
        return [one if isinstance(one, uuid.UUID) else uuid.UUID(one) for (one,) in cursor.fetchall()]


def days_of_reports(door: Any, days: int) -> Counter[str]:
    """How often each attack by order names the right author, over so many batches of four.

    Each day the four write in an order that the attacker knows.
    """
    people, right, rng = made.tellers_of(door, 4), Counter(), random.Random(4)
    yesterday = made.today() - timedelta(days=1)
    for _ in range(days):
        order = rng.sample(people, 4)
        for worker in order:
            made.tell(worker, f"by {worker.username}", on=yesterday)
        made.turn_again()
        attacks = {
            "order on the disk": [NearMiss.objects.get(pk=pk) for pk in physical_order()],
            "order of the random numbers": list(NearMiss.objects.order_by("pk")),
            "order of a plain query": list(NearMiss.objects.all()),
        }
        for name, found in attacks.items():
            right[name] += sum(
                report.happened == f"by {guess.username}" for report, guess in zip(found, order, strict=True)
            )
        NearMiss.objects.all().delete()
    return right


def test_the_order_of_rows_tells_no_more_than_a_guess(door):
    """25 days of four: a guess is right 25 times in 100; 56 or more would happen once in ten million."""
    right = days_of_reports(door, 25)
    assert set(right) == {"order on the disk", "order of the random numbers", "order of a plain query"}
    assert all(count < 56 for count in right.values()), right


def test_handing_in_changes_what_looking_changes_and_no_more(door):
    """Rows, their times, sessions, sign-in times, counters: whoever reads the page leaves the same behind."""
    reader, writer = browse(door.manager), browse(door.worker)
    reader.get(PAGE)
    before, counters = dump(), sequences()
    reader.get(PAGE)
    looked, counted = dump(), sequences()
    writer.post(REPORT, {"danger": "no"})
    assert send(writer, "Told now").status_code == 200
    told = dump()
    assert before == looked == told
    assert counters == counted == sequences()
    assert not Draft.objects.exists()


def test_no_row_no_byte_and_no_session_holds_author_and_words(door):
    client = browse(door.worker)
    send(client, "Words of the worker")
    sealed = bytes(NearMissBox.objects.get().sealed)
    assert b"Words" not in sealed
    assert len(sealed) == SIZE + 28
    assert not any("Words of the worker" in repr(rows) for rows in dump().values())
    for other in made.tellers_of(door)[:2]:
        made.tell(other)
    made.turn_again(made.today() + timedelta(days=1))
    held = dump()
    in_reports = repr(held.pop("practice.NearMiss"))
    assert "Words of the worker" in in_reports
    assert not any("Words of the worker" in repr(rows) for rows in held.values())
    assert door.worker.username not in in_reports
    assert all("near" not in str(one.get_decoded()) for one in Session.objects.all())


def test_the_log_has_no_row_of_a_report_and_none_with_an_actor(door):
    for worker in made.tellers_of(door):
        client = browse(worker)
        client.get(PAGE)
        before = AuditEvent.objects.count()
        token = uuid.uuid4().hex
        client.post(REPORT, {"danger": "no", "token": token, "happened": "It nearly went wrong"})
        client.post(PAGE, {"act": "alone", "token": token})
        client.post(PAGE, {"act": "forget", "token": token})
        assert AuditEvent.objects.count() == before
    made.written(door)
    [*_, row] = AuditEvent.objects.filter(action="write near misses").order_by("seq")
    assert (row.actor, row.record, row.persons) == ("", "", [])
    assert row.detail == {"reports": 3, "answers": 0, "pulses": 0}


def test_the_servers_log_gets_no_line(door, caplog):
    caplog.set_level("INFO")
    client = browse(door.worker)
    send(client, "It nearly went wrong")
    send(client, "")
    client.post(PAGE, {"act": "withdraw", "token": "nothing"})
    assert caplog.records == []


def test_a_batch_has_one_time_for_all_and_only_the_week(door):
    reports = made.written(door, workers=made.tellers_of(door, 4))
    assert len({(one.week, one.asked_until) for one in reports}) == 1
    assert reports[0].week.weekday() == 0
    assert not [f.name for f in NearMiss._meta.fields if f.get_internal_type() == "DateTimeField"]
    assert all(one.pk.version == 4 for one in reports)


def test_transactions_tell_the_batch_and_not_the_report(door):
    """PostgreSQL's xmin: one for the batch; that of the box is whoever looked last. SQLite keeps none."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pragma_table_xinfo('practice_nearmiss') WHERE hidden")
            assert cursor.fetchone() == (0,)
        return
    made.written(door)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM practice_nearmiss")
        assert cursor.fetchone() == (1,)
        cursor.execute("SELECT ctid FROM practice_nearmissbox")
        place = cursor.fetchone()
    browse(door.manager).get(PAGE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctid FROM practice_nearmissbox")
        assert cursor.fetchone() != place, "looking writes the box anew, as handing in does"


def test_every_page_of_near_misses_seals_the_box_anew(door):
    client = browse(door.worker)
    for address in (PAGE, REPORT, reverse("practice:pulse")):
        client.get(address)
        before = bytes(NearMissBox.objects.get().sealed)
        client.get(address)
        assert bytes(NearMissBox.objects.get().sealed) != before, address


def test_the_box_has_one_length_however_much_is_in_it(door):
    lengths = set()
    for count in range(12):
        with opened() as box:
            box.waiting = [
                content.Item(str(at), at, made.today(), {"happened": "words " * 300}) for at in range(count)
            ]
        lengths.add(len(bytes(NearMissBox.objects.get().sealed)))
    assert len(lengths) == 1


def test_file_times_tell_nothing(door):
    folder = settings.HOME / "near-miss-keys"
    browse(door.manager).get(PAGE)

    def times() -> dict[str, tuple[int, int]]:
        found = [folder, *folder.iterdir()]
        return {path.name: (os.stat(path).st_mtime_ns, os.stat(path).st_ctime_ns) for path in found}

    before = times()
    send(browse(door.worker), "It nearly went wrong")
    assert times() == before


def test_yesterdays_copy_is_closed_to_who_gets_todays_key(door, django_capture_on_commit_callbacks):
    for worker in made.tellers_of(door):
        made.tell(worker)
    copy = NearMissBox.objects.values("key", "sealed").get()
    with django_capture_on_commit_callbacks(execute=True):
        write_batch(today=made.today() + timedelta(days=1))
    [left] = (settings.HOME / "near-miss-keys").iterdir()
    assert left.stem != copy["key"]
    NearMissBox.objects.update(**copy)
    with pytest.raises(KeyGone), opened():
        pass


def test_a_key_that_a_stop_left_behind_is_destroyed_by_the_next_batch(door):
    made.tell(door.worker)
    stray = keys.make()
    write_batch(today=made.today())
    with pytest.raises(KeyGone):
        keys.read(stray)


def test_the_one_who_was_alone_that_day_is_not_written(door):
    made.tell(door.worker, on=made.today() - timedelta(days=1))
    assert made.turn_again() == 0
    assert not NearMiss.objects.exists()


def test_the_facilitators_pages_are_the_same_whoever_wrote(door):
    """The same words by other people: not one byte of the page differs but the random numbers."""
    pages = []
    people = made.tellers_of(door, 6)
    for chosen in (people[:3], people[3:]):
        made.written(door, workers=chosen)
        lead = browse(door.workers[Role.PRACTICE_LEAD])
        page = lead.get(reverse("practice:near_miss_reports")).content.decode().split("<main")[1]
        for pk in NearMiss.objects.values_list("pk", flat=True):
            page = page.replace(str(pk), "number")
        pages.append(page)
        NearMiss.objects.all().delete()
    assert pages[0] == pages[1]


def test_no_page_but_ones_own_and_the_facilitators_holds_the_words(door, everything_else):
    made.written(door, said={"teller0": "A sentence that nobody else may meet"})
    for user in User.objects.exclude(role=Role.PRACTICE_LEAD):
        own = user.username == "teller0"
        for address in everything_else:
            page = browse(user).get(address).content.decode()
            assert ("A sentence that nobody else may meet" in page) is (own and address == PAGE), (
                user.username,
                address,
            )


@pytest.fixture
def everything_else(door) -> list[str]:
    theme = made.theme_of(door)
    names = ("near_misses", "near_miss_report", "near_miss_now", "pulse", "room", "notebook", "hypotheses")
    return [
        *(reverse(f"practice:{name}") for name in names),
        reverse("practice:near_miss_theme", args=[theme.pk]),
    ]


def test_what_is_typed_is_never_kept_as_a_draft(door):
    page = browse(door.worker).post(REPORT, {"danger": "no"}).content.decode()
    assert "form_owner" not in page
    assert "data-draft" not in page
    assert "hx-" not in page.split("<main")[1].split("</main")[0]


def test_a_report_sent_signed_out_is_kept_nowhere(door):
    before = dump()
    assert send(browse(None), "Words in vain").status_code == 302
    assert dump() == before


def test_timezone_days_not_hours(door):
    """What lies in the box tells days: who opens it with the key learns no hour either."""
    made.tell(door.worker)
    with opened() as box:
        told = box.to_bytes().decode()
    assert f"{timezone.localtime():%H:%M}" not in told
    assert made.today().isoformat() in told
