"""What stands in a file that nobody has described yet."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from fanlight.exchange.reading import NotRecognised, Unreadable
from fanlight.exchange.recognise import read_any
from fanlight.exchange.sampling import ROWS_LOOKED_AT, sample_tables


def a_workbook(**sheets: list[list[object]]) -> BytesIO:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    content = BytesIO()
    book.save(content)
    return content


def test_each_sheet_is_a_table_whose_headings_may_stand_below_a_title() -> None:
    log = [["Contact log, Borsetshire"], [], ["Ref", "Child", "In", ""], ["K1", "C1", "26/05/26", "x"]]
    content = a_workbook(Notes=[["Made by hand"]], Log=log, Codes=[["Code", "Means"], ["1", "Police"]])
    samples = sample_tables(content)
    assert [(found.title, found.header) for found in samples] == [
        ("Log", ("Ref", "Child", "In")),
        ("Codes", ("Code", "Means")),
    ]
    assert samples[0].values == {"Ref": ("K1",), "Child": ("C1",), "In": ("26/05/26",)}


def test_headings_that_stand_twice_or_are_blank_cannot_be_named() -> None:
    (found,) = sample_tables(BytesIO(b"Child,In,In,,Who\nC1,a,b,c,d\n"))
    assert (found.header, found.twice) == (("Child", "Who"), ("In",))


def test_values_that_differ_are_told_once_and_errors_of_a_spreadsheet_are_none() -> None:
    rows = [["Child", "Who"], ["C1", "Police"], ["C2", "#N/A"], ["C2", "Police"], ["", "School"]]
    (found,) = sample_tables(a_workbook(Log=rows))
    assert found.values == {"Child": ("C1", "C2"), "Who": ("Police", "School")}


def test_a_day_of_a_spreadsheet_is_shown_without_a_time() -> None:
    rows = [["Child", "In"], ["C1", datetime(2026, 3, 1)], ["C2", datetime(2026, 3, 1, 9, 30)]]
    (found,) = sample_tables(a_workbook(Log=rows))
    assert found.values["In"] == ("2026-03-01", "2026-03-01 09:30:00")


def test_parquet_is_looked_at_too(tmp_path) -> None:
    path = tmp_path / "log.parquet"
    polars.DataFrame({"Child": ["C1"], "In": ["2026-03-01"]}).write_parquet(path)
    (found,) = sample_tables(path)
    assert found.values == {"Child": ("C1",), "In": ("2026-03-01",)}


@pytest.mark.parametrize("content", [b"One column\nof words\n", b"Child,In\n", b"Child,In\n,\n"])
def test_what_has_one_column_or_no_row_is_no_table(content) -> None:
    assert sample_tables(BytesIO(content)) == ()


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(Unreadable, match="null bytes"):
        sample_tables(BytesIO(b"a\0b"))


@pytest.mark.parametrize(
    "content", [BytesIO(b"Colour,Size\nred,1\n"), a_workbook(Log=[["Colour", "Size"], ["red", "1"]])]
)
def test_a_list_of_unknown_columns_is_refused_as_one_that_can_be_described(content) -> None:
    with pytest.raises(NotRecognised):
        read_any(content, "colours")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"a\0b", b"<html><body>x</body></html>"])
def test_what_is_no_table_is_refused_outright(content) -> None:
    with pytest.raises(Unreadable) as refused:
        read_any(BytesIO(content), "file")
    assert not isinstance(refused.value, NotRecognised)


@given(
    header=st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n\"'"), max_size=6), max_size=6
    ),
    rows=st.lists(st.lists(st.sampled_from(["", "C1", "26/05/26", " x "]), max_size=8), max_size=300),
)
def test_any_rows_give_headings_of_the_file_and_values_below_them(header, rows) -> None:
    content = "\n".join(",".join(cells) for cells in [header, *rows]).encode()
    try:
        samples = sample_tables(BytesIO(content))
    except Unreadable:
        return
    for found in samples:
        assert len(found.header) == len(set(found.header)) >= 2
        assert not set(found.twice) & set(found.header)
        assert all(len(values) <= ROWS_LOOKED_AT and "" not in values for values in found.values.values())
        assert any(found.values.values())
