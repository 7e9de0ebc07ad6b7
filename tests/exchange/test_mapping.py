"""A saved mapping turns local values into codes; what it does not hold is counted and left."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from fanlight.exchange.mapping import BadMapping, CodeMapping
from fanlight.exchange.reading import Unmapped
from fanlight.exchange.recognise import read_any
from tests.exchange.samples import assert_account_closes

HEADER = (
    b"cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code,cont_contact_source_desc\n"
)
SOURCE = "cont_contact_source_code"
names = st.text(min_size=1, max_size=8)
mappings = st.dictionaries(names, st.dictionaries(names, st.dictionaries(names, st.text(max_size=4))))


def contacts(*rows: str) -> BytesIO:
    lines = [f"K{n},C1,2026-03-0{n},{row}\n" for n, row in enumerate(rows, 1)]
    return BytesIO(HEADER + "".join(lines).encode())


@given(mappings, st.integers(1, 99))
def test_it_comes_back_from_json_as_it_was(values: dict, version: int) -> None:
    mapping = CodeMapping(values, version)
    assert CodeMapping.from_json(mapping.to_json()) == mapping


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", "the mapping is not JSON"),
        ("[]", "not a JSON object"),
        ('{"value": {}}', "value: not a part"),
        ('{"values": {"ssd_csv": 1}}', "values, ssd_csv: not a JSON object"),
        ('{"values": {"ssd_csv": {"a": {"412": 6}}}}', "values, ssd_csv, a, 412: not text"),
        ('{"version": 0}', "version"),
        ('{"version": true}', "version"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_one_says_where(text: str, place: str) -> None:
    with pytest.raises(BadMapping, match=place) as refused:
        CodeMapping.from_json(text)
    assert "\n" not in str(refused.value)


def test_local_numbers_are_counted_with_their_words_and_then_mapped() -> None:
    rows = ("412,Police - Borsetshire", "6,Other", "412,Police", "3A,GP")
    first = read_any(contacts(*rows))
    assert first.unmapped == (
        Unmapped("ssd_csv", SOURCE, "Referral source", "412", 2, "Police - Borsetshire"),
        Unmapped("ssd_csv", SOURCE, "Referral source", "6", 1, "Other"),
    )
    assert [contact.source_code for contact in first.contacts] == ["", "", "", "3A"]

    decided = CodeMapping({"ssd_csv": {SOURCE: {"412": "6", "6": "8"}}})
    second = read_any(contacts(*rows), codes=decided)
    assert second.unmapped == ()
    assert [contact.source_code for contact in second.contacts] == ["6", "8", "6", "3A"]


def test_a_file_of_mapped_numbers_alone_is_still_one_of_local_numbers() -> None:
    decided = CodeMapping({"ssd_csv": {SOURCE: {"6": "8"}}})
    reading = read_any(contacts("6,Other", "7,Court"), codes=decided)
    assert [contact.source_code for contact in reading.contacts] == ["8", ""]
    assert [found.value for found in reading.unmapped] == ["7"]


def test_no_code_is_a_decision_too() -> None:
    decided = CodeMapping({"ssd_csv": {SOURCE: {"412": ""}}})
    reading = read_any(contacts("412,Something else"), codes=decided)
    assert reading.unmapped == ()
    assert (reading.contacts[0].source_code, reading.contacts[0].source_words) == ("", "412: Something else")


def test_a_mapping_of_another_format_or_field_does_nothing() -> None:
    decided = CodeMapping({"annex_a": {SOURCE: {"412": "6"}}, "ssd_csv": {"other": {"412": "6"}}})
    assert len(read_any(contacts("412,Police"), codes=decided).unmapped) == 1


CIN = b"""<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>
</CollectionDetails>
</Header><Children><Child><ChildIdentifiers><LAchildID>C1</LAchildID></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>White UK</Ethnicity></ChildCharacteristics>
<CINdetails><CINreferralDate>2025-06-08</CINreferralDate><ReferralSource>6A</ReferralSource></CINdetails>
</Child></Children></Message>"""


def test_elements_of_a_return_are_mapped_by_their_name() -> None:
    first = read_any(BytesIO(CIN))
    assert [(found.field, found.code_set, found.value) for found in first.unmapped] == [
        ("Ethnicity", "Ethnicity", "White UK"),
        ("ReferralSource", "Referral source", "6A"),
    ]
    assert len(first.set_aside) >= 2
    decided = {"Ethnicity": {"White UK": "WBRI"}, "ReferralSource": {"6A": "6"}}
    second = read_any(BytesIO(CIN), codes=CodeMapping({"cin_census": decided}))
    assert second.unmapped == ()
    assert second.persons[0].ethnicity == "WBRI"
    assert second.events[0].detail["source_code"] == "6"


def test_labels_of_annex_a_are_mapped_by_the_heading_it_prescribes() -> None:
    book, content = Workbook(), BytesIO()
    sheet = book.active
    sheet.title = "List 1"
    sheet.append(["Child ID", "Sex", "Ethnicity", "Date of Contact", "Source of Contact"])
    sheet.append(["C1", "Girl", "White UK", "01/03/2026", "Surgery"])
    sheet.append(["C2", "b) Female", "a) WBRI", "01/03/2026", "q) 6: Police"])
    book.save(content)
    first = read_any(content)
    assert_account_closes(first)
    assert {(found.field, found.code_set, found.value) for found in first.unmapped} == {
        ("Gender", "Sex", "Girl"),
        ("Ethnicity", "Ethnicity", "White UK"),
        ("Contact Source", "Referral source", "Surgery"),
    }
    decided = {
        "Gender": {"Girl": "F"},
        "Ethnicity": {"White UK": "WBRI"},
        "Contact Source": {"Surgery": "3A"},
    }
    second = read_any(content, codes=CodeMapping({"annex_a": decided}))
    assert (second.unmapped, second.set_aside) == ((), ())
    assert (second.persons[0].sex, second.persons[0].ethnicity) == ("F", "WBRI")
    assert [contact.source_code for contact in second.contacts] == ["3A", "6"]
