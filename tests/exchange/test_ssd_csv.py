"""The SSD reader meets what real extracts do: broken JSON, local numbers, encodings, repeated ids."""

from __future__ import annotations

import contextlib
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.casework.event import EventKind
from fanlight.exchange.reading import Reading, Unreadable
from fanlight.exchange.ssd_csv import read_ssd_csv
from fanlight.exchange.ssd_outcomes import read_outcome, write_outcome
from fanlight.exchange.ssd_tables import CONTACTS
from fanlight.exchange.values import Refused
from tests.exchange.samples import assert_account_closes

CONTACT_HEADER = (
    "cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code,"
    "cont_contact_source_desc,cont_contact_outcome_json\n"
)


def read(text: str, encoding: str = "utf-8") -> Reading:
    reading = read_ssd_csv(BytesIO(text.encode(encoding)))
    assert_account_closes(reading)
    return reading


def test_a_contact_with_its_time_source_and_outcome() -> None:
    outcome = '"{""NFA_FLAG"":""Y"",""ADVICE_FLAG"":""N"",""COMMENTS"":""Told\nthe school""}"'
    reading = read(CONTACT_HEADER + f"K1,C1,2026-03-01 14:05:00.000,6,Police PPN,{outcome}\n")
    (contact,) = reading.contacts
    assert contact.received_at == datetime(2026, 3, 1, 14, 5)
    assert contact.time_known
    assert (contact.source_code, contact.source_words) == ("6", "Police PPN")
    assert contact.outcome_flags == {"NFA_FLAG": "Y"}
    assert contact.comments == "Told\nthe school"
    (event,) = reading.events
    assert (event.kind, event.key, event.on) == (EventKind.CONTACT, "K1", date(2026, 3, 1))
    assert event.detail == {"source_code": "6"}
    assert contact.place == "ssd_contacts row 2"


def test_midnight_exactly_is_a_time_not_known() -> None:
    assert not read(CONTACT_HEADER + "K1,C1,2026-03-01 00:00:00.000,,,\n").contacts[0].time_known


@pytest.mark.parametrize("flag", ["Y", "Yes", "true", "1", "yes", "TRUE"])
def test_ways_of_setting_a_flag(flag: str) -> None:
    assert read_outcome(f'{{"NFA_FLAG":"{flag}","CP_ENQUIRY_FLAG":""}}').flags == {"NFA_FLAG": "Y"}


@pytest.mark.parametrize("value", ['""', '"N"', '"No"', "false", "0", "null", '"0"'])
def test_ways_of_not_setting_a_flag(value: str) -> None:
    assert read_outcome(f'{{"NFA_FLAG":{value}}}').flags == {}


def test_json_broken_by_a_comment_gives_its_flags_and_keeps_the_words() -> None:
    broken = '"{""NFA_FLAG"":""Y"",""COMMENTS"":""she said ""stop"", ""ADVICE_FLAG"":""Y"" was typed""}"'
    reading = read(CONTACT_HEADER + f"K1,C1,2026-03-01,6,,{broken}\n")
    (contact,) = reading.contacts
    assert contact.outcome_flags == {"NFA_FLAG": "Y"}, "what is typed in a comment is no flag"
    assert contact.comments == 'she said "stop", "ADVICE_FLAG":"Y" was typed'
    assert reading.notes[-1] == "1 outcome not valid as JSON, read piece by piece: row 2."


def test_what_is_no_outcome_at_all_is_told_and_kept() -> None:
    reading = read(CONTACT_HEADER + "K1,C1,2026-03-01,6,,rang back\n")
    assert reading.contacts[0].comments == "rang back"
    assert reading.set_aside[0].reason.startswith("cont_contact_outcome_json: not an outcome")


@given(st.sets(st.sampled_from(CONTACTS.flags)), st.text(max_size=40))
def test_an_outcome_survives_writing_and_reading(flags: set[str], comments: str) -> None:
    outcome = read_outcome(write_outcome(flags, CONTACTS.flags, "COMMENTS", comments))
    assert set(outcome.flags) == flags
    assert outcome.comments == comments


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_an_outcome(text: str) -> None:
    with contextlib.suppress(Refused):
        assert all(flag.endswith("_FLAG") for flag in read_outcome(text).flags)


def test_a_column_of_local_numbers_gives_no_dfe_code() -> None:
    rows = "K1,C1,2026-03-01,6,Gran,\nK2,C2,2026-03-02,412,Police PPN,\nK3,C3,2026-03-02,3B,HV,\n"
    reading = read(CONTACT_HEADER + rows)
    assert [c.source_code for c in reading.contacts] == ["", "", "3B"]
    assert [c.source_words for c in reading.contacts] == ["6: Gran", "412: Police PPN", "HV"]
    assert "cont_contact_source_code holds local numbers" in reading.notes[1]
    assert reading.notes[2] == "2 rows have a source that is not yet mapped to a DfE code."


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", "Read as UTF-8."),
        ("utf-8-sig", "Read as UTF-8."),
        ("cp1252", "Read as Windows-1252."),
        ("utf-16", "Read as UTF-16."),
    ],
)
def test_encodings_are_found_and_told(encoding: str, note: str) -> None:
    reading = read("pers_person_id,pers_forename\nC1,Zoë\n", encoding)
    assert reading.persons[0].forename == "Zoë"
    assert reading.notes == (note,)


def test_rows_that_cannot_be_taken_are_set_aside_one_by_one() -> None:
    rows = [
        "K1,C1,2026-03-01,6,,",
        "K1,C1,2026-03-02,6,,",  # same contact, same child
        "K1,C2,2026-03-01,6,,",  # same contact, another child: taken
        "K2,,2026-03-01,6,,",
        "K3,C3,01/13/2026,6,,",
        "K4,C4,,6,,",
        "K5,C5,2026-03-01",
        "",
        "K6,C6,1/3/2026 9:15,6,,",
    ]
    reading = read(CONTACT_HEADER + "\n".join(rows) + "\n")
    assert [(c.contact_id, c.person_id) for c in reading.contacts] == [
        ("K1", "C1"),
        ("K1", "C2"),
        ("K6", "C6"),
    ]
    assert [(item.place, item.reason) for item in reading.set_aside] == [
        ("ssd_contacts row 3", "cont_contact_id K1 stands twice for this child (first: ssd_contacts row 2)"),
        ("ssd_contacts row 5", "cont_person_id: not given"),
        ("ssd_contacts row 6", "cont_contact_date: no such day in the calendar"),
        ("ssd_contacts row 7", "cont_contact_date: not given"),
        ("ssd_contacts row 8", "3 cells where the header has 6"),
    ]
    assert reading.account["ssd_contacts"].rows_read == 8


def test_an_episode_with_workers_minus_one_and_null() -> None:
    header = (
        "cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,"
        "cine_referral_source_code,cine_referral_source_desc,cine_referral_outcome_json,cine_referral_nfa,"
        "cine_close_reason,cine_close_date,cine_referral_team,cine_referral_worker_id\n"
    )
    row = "R1,C1,2025-06-08 00:00:00.000,N1,6,Police,,N,RC7,2025-08-10 00:00:00.000,NULL,-1\n"
    (event,) = read(header + row).events
    assert (event.key, event.on, event.ended_on) == ("R1", date(2025, 6, 8), date(2025, 8, 10))
    assert event.detail == {"source_code": "6", "need_code": "N1", "nfa": "no", "closure_reason": "RC7"}


def test_a_table_without_the_columns_some_vendors_lack_is_read() -> None:
    reading = read("CONT_CONTACT_ID,CONT_PERSON_ID,CONT_CONTACT_DATE\nK1,C1,2026-03-01\n")
    assert reading.contacts[0].source_code == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "prof_professional_id,prof_staff_id\n1,2\n",
            "ssd_professionals is a table that Fanlight does not read",
        ),
        ("cont_contact_id,cont_person_id\nK1,C1\n", "ssd_contacts without its column cont_contact_date"),
        ("a,b\n1,2\n", "no column names the child"),
        ("", "the file is empty"),
        ("cont_person_id,cont_contact_date,cont_contact_date\n", "stands twice"),
        ("cont_person_id\0\n", "null bytes"),
        ('cont_person_id,cont_contact_date\n"' + "x" * 140_000, "row 2: the row cannot be read"),
    ],
)
def test_a_file_refused_as_a_whole(text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(text)


def test_a_planned_conference_without_a_day_is_no_event_yet() -> None:
    reading = read("icpc_icpc_id,icpc_person_id,icpc_icpc_target_date,icpc_icpc_date\nI1,C1,2026-03-01,\n")
    assert not reading.events
    assert reading.set_aside[0].reason == "icpc_icpc_date: not given"


def test_a_very_long_outcome_is_read_as_any_other() -> None:
    """Half a million blanks before the end: a pattern that tries each again would never end."""
    read = read_outcome('{"NFA_FLAG":"Y","COMMENTS":"a "b" c' + " " * 500_000 + "x")
    assert read.comments.startswith('a "b" c ')
    assert read.comments.endswith(" x")
