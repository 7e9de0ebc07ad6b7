"""From a file with local codes, through a decision, to events with the Department's codes."""

from __future__ import annotations

import io

import pytest
from django.utils import timezone

from fanlight.web.accounts.models import Role
from fanlight.web.casework.models import Event, SourceFile
from fanlight.web.exchange import actions
from fanlight.web.exchange.mappings.actions import decide_codes
from fanlight.web.exchange.mappings.queries import local_values, read_before_decided
from fanlight.web.exchange.models import ImportBatch

pytestmark = pytest.mark.django_db
State = ImportBatch.State
HEADING = "cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code,cont_contact_source_desc"
FILE = f"{HEADING}\nK1,P1,02/03/2026,412,Police - Borsetshire\nK2,P2,03/03/2026,87,Surgery\n".encode()
FIELD = ("ssd_csv", "cont_contact_source_code")


def hand_in() -> ImportBatch:
    return actions.hand_in(
        by=None, file=io.BytesIO(FILE), name="contacts.csv", known_up_to=timezone.localdate()
    )


def sources() -> dict[str, object]:
    events = Event.objects.filter(replaced_by=None)
    return {event.key: event.detail.get("source_code") for event in events}


def decide(door, **codes: str) -> None:
    by = door.workers[Role.ANALYST]
    decide_codes(by=by, decisions={(*FIELD, f"{value[1:]}"): code for value, code in codes.items()})


def test_a_file_that_was_written_is_read_again_and_its_events_get_their_codes(door):
    first = actions.run(hand_in())
    assert first.state == State.DONE, first.words
    assert sources() == {"K1": None, "K2": None}
    assert "2 local values in 2 rows have no code yet." in first.notes
    assert hand_in().state == State.UNCHANGED
    decide(door, v412="6")
    assert read_before_decided() == [(first, 1)]
    again = actions.run(hand_in())
    assert (again.state, again.counts["changed events"]) == (State.DONE, 1), again.words
    assert sources() == {"K1": "6", "K2": None}
    assert read_before_decided() == []
    assert hand_in().state == State.UNCHANGED
    assert [value.value for value in local_values() if value.code is None] == ["87"]


def test_that_no_code_fits_makes_nothing_to_be_read_again(door):
    actions.run(hand_in())
    decide(door, v412="", v87="")
    assert hand_in().state == State.UNCHANGED
    assert SourceFile.objects.count() == 1


def test_a_reading_again_that_is_given_up_can_be_done_later(door):
    actions.run(hand_in())
    decide(door, v412="6")
    given_up = actions.stage(hand_in())
    assert given_up.state == State.STAGED
    actions.ask_to_cancel(batch=given_up, by=door.manager)
    assert actions.run(hand_in()).counts["changed events"] == 1


def test_a_file_that_is_shown_is_written_with_the_codes_decided_meanwhile_only_after_it_is_shown_again(door):
    shown = actions.stage(hand_in())
    decide(door, v412="6")
    assert actions.agree(batch=shown, by=door.manager)
    shown.refresh_from_db()
    actions.run(shown)
    assert (shown.state, shown.words) == (State.STAGED, actions.CHANGED_SINCE)
    actions.agree(batch=shown, by=door.manager)
    shown.refresh_from_db()
    assert actions.run(shown).state == State.DONE
    assert sources() == {"K1": "6", "K2": None}
