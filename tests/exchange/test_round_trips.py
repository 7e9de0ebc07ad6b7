"""What a writer writes, its reader reads back: the same events, whatever the history."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.casework.event import Event, EventKind
from fanlight.casework.person import PersonRecord
from fanlight.exchange.annex_a import read_annex_a
from fanlight.exchange.cin_census import read_cin_census
from fanlight.exchange.ssd_csv import read_ssd_csv
from fanlight.exchange.ssd_tables import CONTACTS, TABLES
from fanlight.exchange.write_annex_a import write_annex_a
from fanlight.exchange.write_cin_census import write_cin_census
from fanlight.exchange.write_ssd_csv import write_ssd_csv
from fanlight.frontdoor.contact import ContactRecord
from fanlight.terms import codes
from tests.exchange.histories import LAST, YES_NO, code, contacts, details, histories
from tests.exchange.samples import ANNEX_A, CIN_SAMPLES, assert_account_closes

K = EventKind
CATEGORIES = {
    "initial_category": code(codes.ABUSE_CATEGORY),
    "latest_category": code(codes.ABUSE_CATEGORY),
}
FACTORS = st.lists(code(codes.ASSESSMENT_FACTOR), min_size=1, max_size=3, unique=True).map(" ".join)
ISO_DAYS = st.dates(date(2025, 4, 1), LAST).map(date.isoformat)


def content(events: Iterable[Event]) -> Counter[str]:
    return Counter(event.content_hash() for event in events)


CIN_KINDS = {
    K.REFERRAL: details(
        source_code=code(codes.REFERRAL_SOURCE), need_code=code(codes.PRIMARY_NEED), nfa=YES_NO
    ),
    K.ASSESSMENT: details(factors=FACTORS, internal_review_on=ISO_DAYS),
    K.SECTION_47: details(icpc_not_required=YES_NO, icpc_target_on=ISO_DAYS),
    K.ICPC: st.just({}),
    K.CIN_PLAN: st.just({}),
    K.CP_PLAN: details(
        **CATEGORIES,
        previous_plans=st.integers(0, 9).map(str),
        reviews_on=st.lists(ISO_DAYS, min_size=1, max_size=2, unique=True).map(" ".join),
    ),
    K.PRE_PROCEEDINGS: details(family_meeting_offered=YES_NO, outcome=st.sampled_from("AB")),
}


@settings(deadline=None)
@given(histories(CIN_KINDS))
def test_cin_census(history: tuple[list[PersonRecord], list[Event]]) -> None:
    persons, events = history
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cin.xml"
        written = write_cin_census(path, persons, events, year=2026, authority_code="201")
        reading = read_cin_census(path)
    assert_account_closes(reading)
    assert (reading.year, reading.authority_code, reading.reference_on) == (2026, "201", LAST)
    assert not reading.set_aside
    missing = content(events) - content(reading.events)
    assert not content(reading.events) - content(events)
    assert missing.total() == sum(written.left_out.values())
    assert set(written.left_out) <= {
        "a second conference on one day",
        "a conference for which the episode has no element left",
    }
    assert Counter(reading.persons) == Counter(persons)


ANNEX_KINDS = {
    K.REFERRAL: details(source_code=code(codes.REFERRAL_SOURCE), nfa=YES_NO),
    K.EARLY_HELP: details(organisation=st.sampled_from(["Top Town Academy", "=cmd()", "-1"])),
    K.ASSESSMENT: details(child_seen=st.sampled_from(["yes", "no", "not_known"]), support_required=YES_NO),
    K.SECTION_47: details(icpc_not_required=YES_NO),
    K.ICPC: details(led_to_plan=YES_NO),
    K.CIN_PLAN: details(need_code=code(codes.PRIMARY_NEED)),
    K.CP_PLAN: details(**CATEGORIES),
}


@settings(max_examples=50, deadline=None)
@given(
    histories(ANNEX_KINDS, since=date(2025, 10, 1), upn=False), contacts(keyed=False, since=date(2025, 10, 1))
)
def test_annex_a(history: tuple[list[PersonRecord], list[Event]], told: list[ContactRecord]) -> None:
    persons, events = history
    with TemporaryDirectory() as folder:
        path = Path(folder) / "annex.xlsx"
        write_annex_a(path, persons, events, told, as_on=LAST)
        reading = read_annex_a(path)
    assert_account_closes(reading)
    assert not reading.set_aside
    casework = [event for event in reading.events if event.kind is not K.CONTACT]
    assert content(casework) == content(events)
    found = Counter((c.person_id, c.received_at, c.source_code) for c in reading.contacts)
    assert found == Counter((c.person_id, c.received_at, c.source_code) for c in told)
    known = {person.person_id: person for person in persons}
    assert all(p in (known.get(p.person_id), PersonRecord(p.person_id)) for p in reading.persons)


def flags_of(table_flags: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sets(st.sampled_from(table_flags), min_size=1).map(lambda flags: " ".join(sorted(flags)))


FLAGS = {table.kind: flags_of(table.flags) for table in TABLES if table.flags}
SSD_KINDS = {
    K.REFERRAL: details(
        source_code=code(codes.REFERRAL_SOURCE),
        need_code=code(codes.PRIMARY_NEED),
        nfa=YES_NO,
        closure_reason=code(codes.CLOSURE_REASON),
        outcome_flags=FLAGS[K.REFERRAL],
    ),
    K.EARLY_HELP: details(
        reason=st.sampled_from(["=1+1", "Housing", '"quoted",']), organisation=st.just("A")
    ),
    K.ASSESSMENT: details(child_seen=YES_NO, nfa=YES_NO, outcome_flags=FLAGS[K.ASSESSMENT]),
    K.SECTION_47: details(nfa=YES_NO, outcome_flags=FLAGS[K.SECTION_47]),
    K.ICPC: details(
        led_to_plan=YES_NO, transfer_in=YES_NO, icpc_target_on=ISO_DAYS, outcome_flags=FLAGS[K.ICPC]
    ),
    K.CIN_PLAN: st.just({}),
    K.CP_PLAN: details(**CATEGORIES, other_authority=YES_NO),
}


@settings(deadline=None)
@given(histories(SSD_KINDS, keyed=True), contacts(flags=CONTACTS.flags, keyed=True))
def test_ssd_csv(history: tuple[list[PersonRecord], list[Event]], told: list[ContactRecord]) -> None:
    persons, events = history
    with TemporaryDirectory() as folder:
        written = write_ssd_csv(folder, persons, events, told)
        readings = [read_ssd_csv(path) for path in written.paths]
    for reading in readings:
        assert_account_closes(reading)
        assert not reading.set_aside
    assert [person for reading in readings for person in reading.persons] == persons
    assert [contact for reading in readings for contact in reading.contacts] == told
    casework = [e for reading in readings for e in reading.events if e.kind is not K.CONTACT]
    assert content(casework) == content(events)
    assert not written.left_out


def test_an_event_without_a_key_is_given_a_stable_one(tmp_path: Path) -> None:
    event = Event("C1", K.CIN_PLAN, date(2026, 1, 5))
    keys: list[list[str]] = []
    for folder in ("one", "two"):
        written = write_ssd_csv(tmp_path / folder, [], [event, event], [])
        path = next(path for path in written.paths if path.name == "ssd_cin_plans.csv")
        keys.append([e.key for e in read_ssd_csv(path).events])
    assert keys[0] == keys[1]
    assert len(set(keys[0])) == 2


def test_a_return_is_one_year_as_it_stood_at_its_end(tmp_path: Path) -> None:
    def referral(person_id: str, on: date, ended_on: date | None = None, **detail: str) -> Event:
        return Event(person_id, K.REFERRAL, on, ended_on, detail)

    events = [
        referral("closed before", date(2024, 6, 1), date(2025, 3, 31)),
        referral("closed in the year", date(2024, 6, 1), date(2025, 4, 1), closure_reason="RC7"),
        referral("closed after", date(2025, 6, 1), date(2026, 4, 1), closure_reason="RC7"),
        referral("began after", date(2026, 4, 1)),
        referral("nfa before", date(2025, 3, 1), nfa="yes"),
        referral("nfa in the year", date(2025, 5, 1), nfa="yes"),
        Event("closed after", K.CIN_PLAN, date(2025, 7, 1), date(2026, 5, 1)),
        Event("closed after", K.ASSESSMENT, date(2026, 4, 2)),
        Event("no referral", K.CP_PLAN, date(2025, 7, 1)),
    ]
    written = write_cin_census(tmp_path / "cin.xml", [], events, year=2026, authority_code="201")
    reading = read_cin_census(tmp_path / "cin.xml")
    assert [(e.person_id, e.kind.value, e.ended_on, dict(e.detail)) for e in reading.events] == [
        ("closed in the year", "referral", date(2025, 4, 1), {"closure_reason": "RC7"}),
        ("closed after", "referral", None, {}),
        ("closed after", "cin_plan", None, {}),
        ("nfa in the year", "referral", None, {"nfa": "yes"}),
    ]
    assert written.left_out == {"no referral on or before it": 1}


# formats: the order of elements that the specification gives.
ORDER = [
    *(
        "LAchildID",
        "UPN",
        "PersonBirthDate",
        "ExpectedPersonBirthDate",
        "Sex",
        "PersonDeathDate",
        "Ethnicity",
        "Disabilities",
    ),
    *(
        "Disability",
        "CINreferralDate",
        "ReferralSource",
        "PrimaryNeedCode",
        "CINclosureDate",
        "ReasonForClosure",
        "DateOfInitialCPC",
    ),
    *(
        "Assessments",
        "AssessmentActualStartDate",
        "AssessmentInternalReviewDate",
        "AssessmentAuthorisationDate",
        "FactorsIdentifiedAtAssessment",
        "AssessmentFactors",
    ),
    *(
        "CINPlanDates",
        "CINPlanStartDate",
        "CINPlanEndDate",
        "Section47",
        "S47ActualStartDate",
        "InitialCPCtarget",
        "DateOfInitialCPC",
    ),
    *(
        "ICPCnotRequired",
        "ReferralNFA",
        "ChildProtectionPlans",
        "CPPstartDate",
        "CPPendDate",
        "InitialCategoryOfAbuse",
        "LatestCategoryOfAbuse",
        "NumberOfPreviousCPP",
    ),
    *(
        "Reviews",
        "CPPreviewDate",
        "PreProceedingsandFGDM",
        "PPStartDate",
        "LBPSentDate",
        "FGDMMeetingOffer",
        "FGDMMeetingFac",
    ),
    *(
        "InitialPPMeetingDate",
        "ReviewMeetingsCount",
        "StepDecisionDate",
        "PPOutcome",
        "CourtAppDate",
        "LetterInitCPDate",
    ),
]


def test_elements_stand_in_the_order_of_the_specification(tmp_path: Path) -> None:
    day, end = date(2025, 5, 1), date(2025, 6, 1)
    iso = day.isoformat()
    pre_proceedings = {
        **dict.fromkeys(("letter_sent_on", "first_meeting_on", "court_application_on"), iso),
        "letter_of_initiation_on": iso,
        "family_meeting_offered": "yes",
        "family_meeting_held": "no",
        "review_meetings": "2",
        "outcome": "A",
    }
    plan = {"initial_category": "NEG", "latest_category": "PHY", "previous_plans": "1", "reviews_on": iso}
    referral = {"source_code": "6", "need_code": "N1", "closure_reason": "RC7", "nfa": "no"}
    events = [
        Event("C1", K.REFERRAL, day, end, referral),
        Event("C1", K.ICPC, day),  # before the enquiry: stands in the episode
        Event("C1", K.PRE_PROCEEDINGS, day, end, pre_proceedings),
        Event("C1", K.CP_PLAN, day, end, plan),
        Event("C1", K.SECTION_47, end, None, {"icpc_target_on": iso, "icpc_not_required": "no"}),
        Event("C1", K.ICPC, end),
        Event("C1", K.CIN_PLAN, day, end),
        Event("C1", K.ASSESSMENT, day, end, {"factors": "1A", "internal_review_on": iso}),
    ]
    person = PersonRecord("C1", "", "", day, day, day, "F", "WBRI", "T201909585623", ("AUT",))
    write_cin_census(tmp_path / "cin.xml", [person], events, year=2026, authority_code="201")
    child = ElementTree.parse(tmp_path / "cin.xml").find("Children/Child")  # noqa: S314 - XML written here
    groups = ("Child", "ChildIdentifiers", "ChildCharacteristics", "CINdetails")
    assert [element.tag for element in child.iter() if element.tag not in groups] == ORDER


def test_samples_written_again_read_the_same(tmp_path: Path) -> None:
    (path,) = (path for path in CIN_SAMPLES if path.stem == "cin_101")
    first = read_cin_census(path)
    write_cin_census(tmp_path / "again.xml", first.persons, first.events, year=2026, authority_code="201")
    again = read_cin_census(tmp_path / "again.xml")
    assert set(again.persons) == set(first.persons)
    in_year = [e for e in first.events if e.on <= LAST and (e.ended_on is None or e.ended_on <= LAST)]
    assert not content(again.events) - content(first.events)
    assert content(in_year) - content(again.events) == Counter()


def test_a_workbook_for_people_never_holds_a_formula(tmp_path: Path) -> None:
    person_id = '=HYPERLINK("http://example.org")'
    event = Event(person_id, K.REFERRAL, date(2026, 2, 1), detail={"source_words": "@sum"})
    write_annex_a(tmp_path / "a.xlsx", [], [event], [], as_on=LAST)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["List 3"]
    assert sheet["A2"].value == f"'{person_id}"
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "n", "d"}
    assert read_annex_a(tmp_path / "a.xlsx").events[0].person_id == person_id


def test_ssd_files_are_for_machines_and_are_not_escaped(tmp_path: Path) -> None:
    contact = ContactRecord("=1", "-2", datetime(2026, 2, 1, 9, 30), source_words="+44")
    write_ssd_csv(tmp_path, [], [], [contact])
    with (tmp_path / "ssd_contacts.csv").open(encoding="utf-8", newline="") as file:
        (row,) = list(csv.DictReader(file))
    assert (row["cont_contact_id"], row["cont_person_id"]) == ("=1", "-2")


def test_list_headings_are_ofsteds(tmp_path: Path) -> None:
    """Every heading of lists 1 to 7 in the sample stands, in its order, in what we write."""
    write_annex_a(tmp_path / "a.xlsx", [], [], [], as_on=LAST)
    ours, theirs = openpyxl.load_workbook(tmp_path / "a.xlsx"), openpyxl.load_workbook(ANNEX_A)
    for number in range(1, 8):
        mine = [cell.value.lower() for cell in ours[f"List {number}"][1]]
        sample = [str(cell.value).lower() for cell in theirs[f"List {number}"][1]]
        assert [words.replace("age of child (years)", "age") for words in mine] == sample
