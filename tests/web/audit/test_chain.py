"""The audit chain: whatever is done to it behind the application's back is found."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fanlight.web.audit.chain import FIRST, seal, verify
from fanlight.web.audit.keys import audit_key, note_head, noted_heads
from fanlight.web.audit.models import AuditEvent, AuditSubject
from fanlight.web.audit.recording import tell, write
from tests.web.builders import decide, make_contact

pytestmark = pytest.mark.django_db
ROWS = 8
TABLES = ("audit_auditevent", "audit_auditsubject", "frontdoor_decision", "frontdoor_brief")


def chain(length: int = ROWS) -> list[AuditEvent]:
    with write():
        for number in range(length):
            tell(by=None, action="note", record=f"row {number}", persons=[f"k{number}"], count=number)
    return list(AuditEvent.objects.order_by("seq"))


def without_triggers() -> None:
    """What somebody with the database's own password can do."""
    with connection.cursor() as cursor:
        for table in ("audit_auditevent", "audit_auditsubject"):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            for name in ("no_update", "no_delete"):
                cursor.execute(f"DROP TRIGGER {table}_{name}{on}")


def test_a_whole_chain_is_whole():
    events = chain()
    verdict = verify(anchors=[(events[-1].seq, events[-1].mac)])
    assert (verdict.rows, verdict.broken_at, verdict.head) == (len(events), None, events[-1].mac)
    assert "is whole" in verdict.sentence()


def test_an_empty_log_is_whole_but_not_when_a_head_was_noted():
    assert verify().broken_at is None
    assert verify(anchors=[(3, "f" * 64)]).broken_at == 3


def test_the_first_row_follows_nothing_and_each_the_one_before():
    events = chain()
    assert [event.prev for event in events] == [FIRST, *(event.mac for event in events[:-1])]


def test_a_log_sealed_under_another_key_does_not_hold():
    chain()
    assert verify(key=b"another key").broken_at == 1


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_the_database_itself_refuses_to_change_or_remove(table, statement, door):
    decide(make_contact(door), door.worker)
    statement = statement.replace("id", "seq") if table == "audit_auditevent" else statement
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table=table))


def test_a_contacts_text_is_frozen_but_for_the_retention_rule(door):
    contact = make_contact(door)
    with connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute("UPDATE frontdoor_contact SET raw_text = 'nicer words'")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute("UPDATE frontdoor_contact SET raw_text = ''")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute("DELETE FROM frontdoor_contact")
        cursor.execute("UPDATE frontdoor_contact SET raw_text = '', raw_text_ended_at = %s", [timezone.now()])
    contact.refresh_from_db()
    assert contact.raw_text == ""


def test_the_model_cannot_change_a_row_either():
    event = chain()[2]
    event.action = "something kinder"
    with pytest.raises(DatabaseError), transaction.atomic():
        event.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        event.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.update(actor="nobody")


def test_the_chain_cannot_fork():
    events = chain()
    twin = AuditEvent(seq=events[-1].seq + 1, at=timezone.now(), action="a second truth", prev=events[3].prev)
    twin.mac = seal(twin, audit_key())
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def _flip(value: object, where: int) -> object:
    if isinstance(value, str):
        where %= max(len(value), 1)
        return value[:where] + chr(ord(value[where : where + 1] or "a") ^ 1) + value[where + 1 :]
    return value


MUTATIONS = st.one_of(
    st.tuples(
        st.just("change"),
        st.integers(0, ROWS - 1),
        st.sampled_from(["actor", "action", "record", "mac", "prev"]),
        st.integers(0, 63),
    ),
    st.tuples(st.just("at"), st.integers(0, ROWS - 1), st.sampled_from([-1, 1]), st.integers(1, 10**9)),
    st.tuples(
        st.just("persons"),
        st.integers(0, ROWS - 1),
        st.lists(st.text("abk0", max_size=3), max_size=3),
        st.just(0),
    ),
    st.tuples(
        st.just("detail"),
        st.integers(0, ROWS - 1),
        st.dictionaries(st.text("abc", max_size=3), st.integers(-9, 9), max_size=3),
        st.just(0),
    ),
    st.tuples(st.just("swap"), st.integers(0, ROWS - 1), st.integers(1, ROWS - 1), st.just(0)),
    st.tuples(st.just("remove"), st.integers(0, ROWS - 1), st.integers(1, 3), st.just(0)),
    st.tuples(
        st.just("insert"), st.integers(0, ROWS - 1), st.sampled_from(["forged", "replayed"]), st.just(0)
    ),
)


class Unchanged(Exception):
    """The mutation drawn does not change anything."""


def mutate(kind: str, at: int, how: object, more: int) -> None:
    """Do one thing to the chain by raw SQL, as somebody would who holds the database but not the key."""
    events = list(AuditEvent.objects.order_by("seq"))
    event = events[at]
    rows = AuditEvent.objects.filter(seq=event.seq)
    if kind == "change":
        value = _flip(getattr(event, how), more)
        rows.update(**{how: value})
    elif kind == "at":
        rows.update(at=event.at + how * timedelta(microseconds=more))
    elif kind in {"persons", "detail"}:
        if json.dumps(getattr(event, kind), sort_keys=True) == json.dumps(how, sort_keys=True):
            raise Unchanged
        rows.update(**{kind: how})
    elif kind == "swap":
        other = events[(at + how) % ROWS]
        AuditEvent.objects.filter(seq=event.seq).update(seq=-1)
        AuditEvent.objects.filter(seq=other.seq).update(seq=event.seq)
        AuditEvent.objects.filter(seq=-1).update(seq=other.seq)
    elif kind == "remove":
        AuditSubject.objects.filter(event__seq__gte=event.seq, event__seq__lt=event.seq + how).delete()
        AuditEvent.objects.filter(seq__gte=event.seq, seq__lt=event.seq + how).delete()
    elif kind == "insert":
        with connection.cursor() as cursor:
            cursor.execute("UPDATE audit_auditevent SET seq = -seq - 1 WHERE seq > %s", [event.seq])
            cursor.execute("UPDATE audit_auditevent SET seq = -seq WHERE seq < 0")
        mac = "e" * 64 if how == "forged" else event.mac
        AuditEvent(seq=event.seq + 1, at=event.at, action="never happened", prev="d" * 64, mac=mac).save(
            force_insert=True
        )


def _unsealed_foreign_keys() -> None:
    """Moving rows about breaks the index by person for a moment; that must not hide the break."""
    AuditSubject.objects.all().delete()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(mutation=MUTATIONS)
def test_any_change_behind_its_back_is_found(mutation, installation):
    with transaction.atomic():
        events = chain()
        head = (events[-1].seq, events[-1].mac)
        assert verify(anchors=[head]).broken_at is None
        without_triggers()
        try:
            if mutation[0] in {"swap", "insert"}:
                _unsealed_foreign_keys()
            mutate(*mutation)
        except Unchanged:
            pass
        else:
            verdict = verify(anchors=[head])
            assert verdict.broken_at is not None
            assert str(verdict.broken_at) in verdict.sentence()
        transaction.set_rollback(True)


def test_cutting_off_the_end_shows_only_against_a_noted_head():
    events = chain()
    without_triggers()
    AuditSubject.objects.filter(event__seq__gt=5).delete()
    AuditEvent.objects.filter(seq__gt=5).delete()
    assert verify().broken_at is None
    assert verify(anchors=[(events[-1].seq, events[-1].mac)]).broken_at == events[-1].seq


def test_a_rewritten_history_under_the_true_key_shows_against_a_noted_head():
    events = chain()
    anchor = (events[-1].seq, events[-1].mac)
    without_triggers()
    prev = FIRST
    AuditEvent.objects.filter(seq__gte=1).update(action="another story")
    for event in AuditEvent.objects.order_by("seq"):
        event.prev = prev
        prev = event.mac = seal(event, audit_key())
        AuditEvent.objects.filter(seq=event.seq).update(prev=event.prev, mac=event.mac)
    assert verify().broken_at is None
    assert verify(anchors=[anchor]).broken_at == events[-1].seq


def test_rows_of_two_true_histories_cannot_be_put_together():
    """A backup put back, work going on, then a row of the first life in place of one of the second."""
    chain(5)
    without_triggers()
    for life in ("first", "second"):
        with write():
            for number in range(3):
                tell(by=None, action=f"the {life} life", record=f"row {number}")
        if life == "first":
            [kept] = AuditEvent.objects.filter(seq=6)
            AuditEvent.objects.filter(seq__gt=5).delete()
    AuditEvent.objects.filter(seq=6).delete()
    kept.save(force_insert=True)
    assert [event.mac == seal(event, audit_key()) for event in AuditEvent.objects.all()] == [True] * 8
    assert verify().broken_at == 7


@pytest.mark.parametrize("how", ["hide", "invent"])
def test_the_index_by_person_must_agree_with_the_rows(how):
    chain()
    without_triggers()
    if how == "hide":
        AuditSubject.objects.filter(person_key="k3").delete()
    else:
        AuditSubject.objects.create(event_id=4, person_key="k5")
    assert verify().broken_at == 4


def test_heads_are_noted_once_a_value():
    note_head(3, "a" * 64)
    note_head(3, "a" * 64)
    note_head(9, "b" * 64)
    assert noted_heads() == [(3, "a" * 64), (9, "b" * 64)]


def test_the_seal_keeps_odd_characters_apart():
    one = AuditEvent(seq=1, at=timezone.now(), actor='a","b', action="x", prev=FIRST)
    two = AuditEvent(seq=1, at=one.at, actor="a", action='","bx', prev=FIRST)
    assert seal(one, b"k") != seal(two, b"k")
