"""The CIN Census reader: complete accounts, faults by element, both shapes, nothing unsafe."""

from __future__ import annotations

from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from fanlight.casework.event import EventKind
from fanlight.exchange.cin_census import read_cin_census
from fanlight.exchange.reading import Reading, Unreadable
from tests.exchange.samples import CIN_SAMPLES, DATA, assert_account_closes


def read(children: str, header: str = "<Collection>CIN</Collection>") -> Reading:
    text = f"""<Message><Header><CollectionDetails>{header}<Year>2026</Year>
    <ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails><Source><LEA>201</LEA></Source></Header>
    <Children>{children}</Children></Message>"""
    return read_cin_census(BytesIO(text.encode()))


def child(details: str = "", identifiers: str = "<LAchildID>C1</LAchildID>") -> str:
    details = details and f"<CINdetails><CINreferralDate>2025-06-08</CINreferralDate>{details}</CINdetails>"
    return f"<Child><ChildIdentifiers>{identifiers}</ChildIdentifiers>{details}</Child>"


@pytest.mark.parametrize("path", CIN_SAMPLES, ids=lambda path: path.stem)
def test_every_row_of_a_sample_is_in_the_account(path: Path) -> None:
    reading = read_cin_census(path)
    assert_account_closes(reading)
    elements = Counter(element.tag for element in ElementTree.parse(path).iter())  # noqa: S314 - XML written here
    rows = ("Child", "CINdetails", "Assessments", "CINPlanDates", "Section47", "ChildProtectionPlans")
    for table in (*rows, "PreProceedingsandFGDM"):
        count = reading.account.get(table)
        assert (count.rows_read if count else 0) == elements[table]


def test_the_first_sample_child_whole() -> None:
    reading = read_cin_census(DATA / "cin" / "cin_101.xml")
    assert (reading.format, reading.year, reading.authority_code) == ("cin_census", 2026, "201")
    assert reading.reference_on == date(2026, 3, 31)
    person = reading.persons[0]
    assert (person.person_id, person.born_on, person.sex) == ("C20100000000", date(2012, 3, 20), "F")
    assert (person.ethnicity, person.disabilities, person.upn) == ("WBRI", ("NONE",), "T201909585623")
    referral, assessment, plan = (e for e in reading.events if e.person_id == person.person_id)
    assert (referral.kind, referral.on, referral.ended_on) == (
        EventKind.REFERRAL,
        date(2025, 6, 8),
        date(2025, 8, 10),
    )
    assert referral.detail == {"source_code": "6", "need_code": "N1", "closure_reason": "RC7", "nfa": "no"}
    assert (assessment.kind, assessment.detail) == (EventKind.ASSESSMENT, {"factors": "16A 18C"})
    assert assessment.place == "Child C20100000000, CINdetails 1, Assessments 1"
    assert (plan.kind, plan.on, plan.ended_on) == (EventKind.CIN_PLAN, date(2025, 7, 18), date(2025, 8, 10))


def test_stray_text_bad_codes_and_an_end_before_its_beginning_are_told() -> None:
    reading = read_cin_census(DATA / "cin" / "CIN_Census_2026.xml")
    told = {(item.reason, item.value) for item in reading.set_aside}
    assert told == {
        ("text between elements", "PersonBirthDate"),
        ("AssessmentFactors: not a code of Factor identified at assessment", "RB"),
        ("ends before it begins on 2028-04-28", "2020-09-19"),
    }
    assert [person.sex for person in reading.persons] == ["M", "M"]
    assert Counter(event.kind for event in reading.events)[EventKind.ICPC] == 2
    (pre_proceedings,) = (e for e in reading.events if e.kind is EventKind.PRE_PROCEEDINGS)
    assert pre_proceedings.ended_on == date(2026, 12, 1)
    assert pre_proceedings.detail["review_meetings"] == "3"


def test_a_bad_date_sets_aside_its_element_and_the_rest_of_the_child_goes_in() -> None:
    reading = read(
        child(
            """<Assessments><AssessmentActualStartDate>2025-06-09</AssessmentActualStartDate></Assessments>
            <Assessments><AssessmentActualStartDate>2025-02-30</AssessmentActualStartDate></Assessments>
            <Section47><S47ActualStartDate>soon</S47ActualStartDate>
            <DateOfInitialCPC>2025-07-01</DateOfInitialCPC></Section47>"""
        )
    )
    assert [event.kind for event in reading.events] == ["referral", "assessment", "icpc"]
    assert [(item.place, item.reason, item.value) for item in reading.set_aside] == [
        (
            "Child C1, CINdetails 1, Assessments 2",
            "AssessmentActualStartDate: no such day in the calendar",
            "2025-02-30",
        ),
        (
            "Child C1, CINdetails 1, Section47 1",
            "S47ActualStartDate: not a date written like 2026-03-31",
            "soon",
        ),
    ]
    assert_account_closes(reading)


def test_a_child_without_identifier_is_set_aside_with_every_row_it_holds() -> None:
    reading = read(child("<Section47/><Section47/>", identifiers="") + child())
    assert [person.person_id for person in reading.persons] == ["C1"]
    assert reading.account["Section47"].rows_set_aside == 2
    assert_account_closes(reading)


@pytest.mark.parametrize(
    "reviews",
    [
        "<Reviews><CPPreviewDate>2025-09-01</CPPreviewDate><CPPreviewDate>2026-02-01</CPPreviewDate></Reviews>",
        "<Reviews><CPPreviewDate>2025-09-01</CPPreviewDate></Reviews>"
        "<Reviews><CPPreviewDate>2026-02-01</CPPreviewDate></Reviews>",
    ],
)
def test_both_shapes_of_reviews_are_read(reviews: str) -> None:
    plan = f"<ChildProtectionPlans><CPPstartDate>2025-06-20</CPPstartDate>{reviews}</ChildProtectionPlans>"
    assert read(child(plan)).events[1].detail == {"reviews_on": "2025-09-01 2026-02-01"}


@pytest.mark.parametrize(
    ("element", "sex"),
    [("<Sex>F</Sex>", "F"), ("<Sex>1</Sex>", "M"), ("<GenderCurrent>2</GenderCurrent>", "F"), ("", "")],
)
def test_sex_and_the_older_gender_element(element: str, sex: str) -> None:
    reading = read(child(identifiers=f"<LAchildID>C1</LAchildID>{element}"))
    assert reading.persons[0].sex == sex


def test_what_the_specification_does_not_have_is_told() -> None:
    reading = read(child("<Colour>red</Colour>") + "<Adult/>loose")
    told = [(item.place, item.reason, item.value) for item in reading.set_aside]
    assert told == [
        ("Child C1, CINdetails 1", "Colour: an element that Fanlight does not read", "red"),
        ("line 3", "an element that Fanlight does not read", "<Adult>"),
        ("line 3", "text between elements", "loose"),
    ]


BOMB = b"""<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><Message>&b;</Message>"""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOMB, "document type"),
        (b'<!DOCTYPE m SYSTEM "http://example.org/m.dtd"><Message/>', "document type"),
        (b"<Message><Header>", "not well-formed XML"),
        (b"", "not well-formed XML"),
        (b"<Workforce/>", "outermost element is <Workforce>"),
        (b"<Message/>", "neither a Header nor a Child"),
        (b"<Message>" + b"<a>" * 100, "nested more than"),
        (b'<?xml version="1.0" encoding="no-such"?><Message/>', "unknown encoding"),
        (b"<Message><Children><Child>" + b"x" * 20_000, "holds more than 10,000 characters"),
    ],
)
def test_what_is_no_return_is_refused_in_one_line(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason) as refused:
        read_cin_census(BytesIO(content))
    assert "\n" not in str(refused.value)


def test_a_return_of_another_collection_is_refused_by_name() -> None:
    with pytest.raises(Unreadable, match="collection CSWW, not of CIN"):
        read(child(), header="<Collection>CSWW</Collection>")


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"absent\.xml: cannot be opened"):
        read_cin_census(tmp_path / "absent.xml")


def test_windows_1252_is_read() -> None:
    text = '<?xml version="1.0" encoding="windows-1252"?><Message><Children>' + child(
        identifiers="<LAchildID>Zoë</LAchildID>"
    )
    reading = read_cin_census(BytesIO((text + "</Children></Message>").encode("cp1252")))
    assert reading.persons[0].person_id == "Zoë"


def test_a_later_child_fills_blanks_and_a_contradiction_is_told() -> None:
    one = child(identifiers="<LAchildID>C1</LAchildID><Sex>F</Sex>")
    two = child(identifiers="<LAchildID>C1</LAchildID><Sex>M</Sex><UPN>U1</UPN>")
    reading = read(one + two)
    assert [(p.sex, p.upn) for p in reading.persons] == [("F", "U1")]
    assert [(item.reason, item.value) for item in reading.set_aside] == [("sex: Child C1 says F", "M")]
