"""What would fill the memory is refused in one line with its place, before it does."""

from __future__ import annotations

from io import BytesIO

import pytest

from fanlight.exchange import gathering, xml_records
from fanlight.exchange.cin_census import read_cin_census
from fanlight.exchange.reading import Unreadable
from fanlight.exchange.ssda903 import read_ssda903

HEADER = b"<Message><Header><CollectionDetails><Collection>CIN</Collection></CollectionDetails></Header>\n"


def test_a_child_of_more_elements_than_any_child_has() -> None:
    most = xml_records.MOST_ELEMENTS
    fits = HEADER + b"<Children><Child>" + b"<a/>" * most + b"</Child></Children></Message>"
    assert read_cin_census(BytesIO(fits)).account["Child"].rows_set_aside == 1
    with pytest.raises(Unreadable, match=r"the file, line 2: <Child> holds more than 50,000 elements"):
        read_cin_census(BytesIO(fits.replace(b"</Child>", b"<a/></Child>")))


def test_the_count_begins_anew_with_each_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_records, "MOST_ELEMENTS", 3)
    children = b"<Child><a/><b/><c/></Child>" * 4
    read_cin_census(BytesIO(HEADER[: HEADER.index(b"<Header>")] + children + b"</Message>"))


def test_texts_outside_every_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_records, "MOST_STRAY", 5)
    for count, refused in ((5, False), (6, True)):
        content = HEADER + b"<x/>" * count + b"</Message>"
        if refused:
            with pytest.raises(Unreadable, match="line 2: more than 5 texts and elements"):
                read_cin_census(BytesIO(content))
        else:
            assert len(read_cin_census(BytesIO(content)).set_aside) == 5 + 3  # and what the header lacks


def test_a_file_of_which_next_to_nothing_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST_SET_ASIDE", 10)
    rows = b"C1,yesterday,PN1\n"
    head = b"CHILD,REVIEW,REVIEW_CODE\n"
    assert len(read_ssda903(BytesIO(head + rows * 10)).set_aside) == 10
    with pytest.raises(Unreadable, match="more than 10 rows and values would be set aside: the same as"):
        read_ssda903(BytesIO(head + rows * 11))
