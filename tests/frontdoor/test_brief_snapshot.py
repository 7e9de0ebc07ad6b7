"""The brief: whole, frozen, hashed, and the same when read back."""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.casework.event import Event, EventKind
from fanlight.frontdoor import brief as brief_module
from fanlight.frontdoor.brief import (
    CHILD,
    SCHEMA_VERSION,
    AskedOf,
    Brief,
    BriefContact,
    EarlierContact,
    KnownPerson,
    build_brief,
    waiting_words,
)
from fanlight.frontdoor.decision import Answer
from fanlight.frontdoor.fold import SignatureRule
from fanlight.frontdoor.snapshot import NotASnapshot, content_hash

NOW = datetime(2026, 5, 3, 12, 45)
HUNGRY = "Asa told his teacher that he had eaten nothing since Friday."

words = st.text(max_size=20)
days = st.dates(date(1990, 1, 1), date(2030, 1, 1))
past = st.datetimes(datetime(2020, 1, 1), NOW)


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    contact = draw(
        st.builds(
            BriefContact,
            ref=st.just("C-9"),
            received_at=st.just(NOW),
            text=words | st.just(HUNGRY),
            channel=st.sampled_from(["", "phone", "pigeon"]),
            source_code=st.sampled_from(["", "6", "99"]),
            organisation=words,
            time_known=st.booleans(),
            child_seen=st.none() | st.sampled_from(Answer),
        )
    )
    people = [
        KnownPerson(
            f"P-{at}",
            draw(words),
            draw(st.sampled_from([CHILD, "mother"])),
            draw(st.none() | days),
            draw(st.none() | days),
            (f"id{at}",),
            draw(st.lists(st.tuples(words, words), max_size=2).map(tuple)),
        )
        for at in range(draw(st.integers(0, 3)))
    ]
    events = [
        Event(
            draw(st.sampled_from([person.event_ids[0] for person in people])),
            draw(st.sampled_from(EventKind)),
            draw(days),
            draw(st.none() | days),
            draw(st.dictionaries(st.sampled_from(["source_code", "closure_reason", "nfa"]), words)),
        )
        for _ in range(draw(st.integers(0, 4)) if people else 0)
    ]
    earlier = draw(
        st.lists(
            st.builds(EarlierContact, st.just("C-1"), past, words | st.just(HUNGRY), level=words), max_size=3
        )
    )
    requests = draw(st.lists(st.builds(AskedOf, words, past, words, st.none() | past, words), max_size=3))
    return build_brief(
        contact=contact,
        people=people,
        events=events,
        earlier_contacts=earlier,
        requests=requests,
        known_up_to=draw(st.none() | days),
        signature_rules=[SignatureRule("Footer", "--")],
        now=NOW,
    )


@given(briefs())
def test_a_brief_comes_back_the_same_through_json(brief: Brief) -> None:
    again = Brief.from_dict(json.loads(json.dumps(brief.to_dict())))
    assert again == brief
    assert again.content_hash() == brief.content_hash()
    assert re.fullmatch("[0-9a-f]{64}", brief.content_hash())


@given(briefs(), briefs())
def test_the_hash_tells_briefs_apart(one: Brief, other: Brief) -> None:
    assert (one == other) == (one.content_hash() == other.content_hash())


@given(briefs(), st.timedeltas(timedelta(0), timedelta(9)))
def test_only_the_clock_moves_between_two_looks(brief: Brief, later: timedelta) -> None:
    moved = replace(
        brief,
        built_at=brief.built_at + later,
        requests=tuple(replace(one, words="waiting for police, 5 days") for one in brief.requests),
    )
    assert moved.facts_hash() == brief.facts_hash()
    assert replace(moved, known_up_to=date(2031, 1, 1)).facts_hash() != brief.facts_hash()


@given(briefs())
def test_the_text_is_whole(brief: Brief) -> None:
    assert brief.folded.of_characters == len(brief.text)
    assert brief.folded.characters == sum(len(one.text) for one in brief.passages if one.folded)


def a_brief(**given: object) -> Brief:
    asa = KnownPerson("P-1", "Asa", CHILD, date(2014, 6, 9), event_ids=("c1", "c1-old"))
    usual: dict[str, object] = {
        "contact": BriefContact("C-9", NOW, HUNGRY, "email", "6", organisation="Exampleshire Police"),
        "people": [asa, KnownPerson("P-2", "Bo", "mother", relationship="mother of Asa")],
        "events": [],
        "earlier_contacts": [],
        "requests": [],
        "known_up_to": date(2026, 4, 30),
        "signature_rules": [],
        "now": NOW,
    }
    return build_brief(**{**usual, **given})


def test_the_header_and_the_people() -> None:
    brief = a_brief()
    assert brief.schema == SCHEMA_VERSION
    assert brief.contact.received_words == "3 May 2026 at 12:45"
    assert (brief.contact.source_words, brief.contact.channel_words) == ("Police", "E-mail")
    assert [person.age for person in brief.people] == ["11 years", ""]
    assert brief.known_up_to_words == "events known up to 30 April 2026"
    assert a_brief(known_up_to=None).known_up_to_words == "no events imported yet"


def test_a_day_without_a_time_shows_none() -> None:
    contact = BriefContact(
        "C-9", datetime(2026, 5, 3), time_known=False, source_code="L7", source_words="MASH"
    )
    header = a_brief(contact=contact).contact
    assert (header.received_words, header.source_words) == ("3 May 2026", "MASH")
    contact = replace(contact, source_words="", child_seen=Answer.NOT_KNOWN)
    header = Brief.from_dict(a_brief(contact=contact).to_dict()).contact
    assert (header.source_words, header.child_seen) == ("code L7", Answer.NOT_KNOWN)


def test_the_chronology_is_newest_first_under_all_identifiers() -> None:
    events = [
        Event("c1-old", EventKind.REFERRAL, date(2024, 5, 1), place="row 3"),
        Event("c1", EventKind.REFERRAL, date(2025, 6, 8)),
        Event("c1", EventKind.SECTION_47, date(2025, 6, 8)),
    ]
    lines = a_brief(events=events).chronology
    assert [(line.on.year, line.kind, line.person_ref) for line in lines] == [
        (2025, "section_47", "P-1"),
        (2025, "referral", "P-1"),
        (2024, "referral", "P-1"),
    ]
    assert lines[2].source == "row 3"


def test_earlier_contacts_are_newest_first_and_serve_the_fold() -> None:
    earlier = [
        EarlierContact("C-1", datetime(2026, 1, 5), HUNGRY, "2A", level="No further action", about=("P-1",)),
        EarlierContact("C-2", datetime(2026, 3, 5), "Something else.", source_words="MASH"),
    ]
    brief = a_brief(earlier_contacts=earlier)
    assert [(one.ref, one.source) for one in brief.earlier_contacts] == [("C-2", "MASH"), ("C-1", "School")]
    assert [one.ref for one in brief.passages if one.folded] == ["C-1"]
    assert brief.folded.sentence() == "The whole text (60 characters) is folded, in 1 passage."


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"events": [Event("c7", EventKind.REFERRAL, date(2025, 1, 1))]}, "'c7' is not in the brief"),
        ({"now": NOW.replace(tzinfo=UTC)}, "now: .* has a zone"),
        ({"earlier_contacts": [EarlierContact("C-3", NOW + timedelta(1))]}, "C-3 is not earlier"),
        ({"earlier_contacts": [EarlierContact("C-9", NOW)]}, "C-9 is not earlier"),
        ({"people": [KnownPerson("P-1", "", CHILD)] * 2}, "same ref"),
        (
            {"people": [KnownPerson(ref, "", CHILD, event_ids=("c1",)) for ref in ("P-1", "P-2")]},
            "'c1' belongs to both P-1 and P-2",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(given: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        a_brief(**given)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda plain: plain.update(schema=99), "this version reads schema 1"),
        (lambda plain: plain.update(score=3), "Brief: unknown field 'score'"),
        (lambda plain: plain.pop("gaps"), "Brief: 'gaps' is missing"),
        (lambda plain: plain["people"][0].update(born_on="soon"), r"Brief.people\[0\].born_on: 'soon'"),
        (lambda plain: plain["folded"].update(passages="1"), "Brief.folded.passages: '1' is not int"),
        (lambda plain: plain.update(people={}), "Brief.people: {} is not a list"),
    ],
)
def test_a_stored_brief_of_another_shape_is_refused(spoil: object, message: str) -> None:
    plain = a_brief().to_dict()
    spoil(plain)
    with pytest.raises(NotASnapshot, match=message):
        Brief.from_dict(plain)


def test_a_brief_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        a_brief().schema = 2


def test_the_hash_is_of_canonical_json() -> None:
    import hashlib

    plain = a_brief().to_dict()
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert a_brief().content_hash() == hashlib.sha256(text.encode()).hexdigest()
    assert content_hash(dict(reversed(plain.items()))) == a_brief().content_hash()


def test_no_field_could_hold_a_forecast_a_score_or_feedback() -> None:
    names = {
        field.name
        for kind in vars(brief_module).values()
        if dataclasses.is_dataclass(kind)
        for field in dataclasses.fields(kind)
    }
    assert "passages" in names
    assert not [name for name in names if re.search("forecast|score|probab|feedback|outcome|risk", name)]


@pytest.mark.parametrize(
    ("waited", "length"),
    [
        (timedelta(seconds=59), "asked just now"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=47, minutes=59), "47 h"),
        (timedelta(days=2), "2 days"),
        (-timedelta(minutes=5), "to be asked on 3 May 2026 at 12:50"),
    ],
)
def test_waiting_in_words(waited: timedelta, length: str) -> None:
    assert waiting_words("police", NOW - waited, NOW) == f"waiting for police, {length}"
