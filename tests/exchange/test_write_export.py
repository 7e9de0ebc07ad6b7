"""An export as a zip of CSV or Parquet, as a workbook, as a folder: whole, typed, and nothing in it runs."""

from __future__ import annotations

import csv
import io
import tracemalloc
import zipfile
from datetime import date, datetime

import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from fanlight.exchange import write_export as writing
from fanlight.exchange.export_table import About, Column, ExportTable, Kind
from fanlight.exchange.formulas import escaped, unescaped
from fanlight.exchange.write_export import FileKind, NotExported, write_export, write_export_folder

COLUMNS = (
    Column("words", "Any text"),
    Column("number", "A number", Kind.NUMBER),
    Column("day", "A day", Kind.DAY),
    Column("moment", "A moment", Kind.MOMENT),
    Column("flag", "Yes or no", Kind.YES_NO),
)
ROWS = [
    ["=cmd|' /C calc'!A0", 7, date(2026, 3, 1), datetime(2026, 3, 1, 14, 5), True],
    ['two\nlines, "quoted"', None, None, None, None],
    ["'=1", -3, date(1899, 1, 1), datetime(1899, 1, 1, 0, 0), False],
]
ABOUT = About(
    "Test",
    date(2026, 6, 30),
    date(2026, 6, 1),
    ["What is in it."],
    ["No worker: feedback belongs to the worker."],
    measures=[("Contacts", [("Numerator", "contacts")])],
)


def table(rows=ROWS, name="things"):
    return ExportTable(name, "One row a thing.", COLUMNS, iter(rows))


def written(kind, rows=ROWS):
    file = io.BytesIO()
    counts = write_export(file, kind, [table(rows)], ABOUT)
    assert counts == {"things": len(rows)}
    file.seek(0)
    return file


def member(file, name):
    with zipfile.ZipFile(file) as archive:
        return archive.read(name)


@given(st.text(max_size=12))
def test_escaping_is_undone_by_reading_and_starts_no_formula(text):
    assert unescaped(escaped(text)) == text
    assert not escaped(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_csv_comes_back_cell_by_cell_and_no_cell_is_a_formula():
    text = member(written(FileKind.CSV), "things.csv").decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert header == ["words", "number", "day", "moment", "flag"]
    assert [[unescaped(cell) for cell in row] for row in rows] == [
        ["=cmd|' /C calc'!A0", "7", "2026-03-01", "2026-03-01 14:05:00", "yes"],
        ['two\nlines, "quoted"', "", "", "", ""],
        ["'=1", "-3", "1899-01-01", "1899-01-01 00:00:00", "no"],
    ]
    assert not [row[0] for row in rows if row[0].startswith(("=", "+", "-", "@"))]
    assert rows[2][1] == "-3", "a number stays a number"


def test_the_workbook_has_a_sheet_a_table_and_no_formula():
    book = load_workbook(written(FileKind.XLSX))
    assert book.sheetnames == ["things", "README"]
    cells = [[cell.value for cell in row] for row in book["things"].iter_rows()]
    assert cells[1] == ["'=cmd|' /C calc'!A0", 7, datetime(2026, 3, 1), datetime(2026, 3, 1, 14, 5), "yes"]
    assert cells[3][2] == "1899-01-01", "no day before 1900 is one in a spreadsheet"
    assert not [cell for row in book["things"].iter_rows() for cell in row if cell.data_type == "f"]
    assert book["README"]["A1"].value == "Fanlight: Test"


def test_parquet_has_types_and_the_text_as_it_is():
    frame = polars.read_parquet(io.BytesIO(member(written(FileKind.PARQUET), "things.parquet")))
    assert frame.rows() == [tuple(row) for row in ROWS]


def test_a_number_with_a_part_is_one_in_parquet_too():
    columns = (Column("series", "Which"), Column("value", "It", Kind.DECIMAL))
    table = ExportTable("figures", "Figures.", columns, [["a", 41.0], ["b", None], ["c", -0.25]])
    file = io.BytesIO()
    write_export(file, FileKind.PARQUET, [table], ABOUT)
    frame = polars.read_parquet(io.BytesIO(member(file, "figures.parquet")))
    assert frame["value"].to_list() == [41.0, None, -0.25]


def test_a_text_too_long_for_a_cell_is_told():
    long = "x" * 40_000
    book = load_workbook(written(FileKind.XLSX, [[long, 1, None, None, None]]))
    cell = book["things"]["A2"].value
    assert len(cell) <= 32_767
    assert cell.endswith("[…]")
    assert any("1 texts are longer" in str(row[0].value) for row in book["README"].iter_rows())
    assert long in member(written(FileKind.CSV, [[long, 1, None, None, None]]), "things.csv").decode()


@pytest.mark.parametrize("kind", [FileKind.CSV, FileKind.PARQUET])
def test_the_readme_says_what_is_in_it_what_is_not_and_up_to_when(kind):
    text = member(written(kind), "README.txt").decode()
    for words in (
        "Events known up to 1 June 2026",
        "NOT IN IT, AND WHY",
        "No worker",
        "TABLE things: 3 rows",
        "flag (yes or no): Yes or no",
        "MEASURE Contacts",
    ):
        assert words in text


def test_a_day_that_nobody_knows_is_said():
    lines = About("Test", date(2026, 6, 30), None).lines([])
    assert lines[1] == "Made on 30 June 2026. Events known up to no day: nothing was imported."


def test_a_row_of_the_wrong_width_is_a_fault_told_by_its_table():
    for kind in FileKind:
        with pytest.raises(ValueError, match="things: 2 cells where there are 5"):
            write_export(io.BytesIO(), kind, [table([["a", 1]])], ABOUT)


def test_a_folder_is_written_whole_or_not_at_all(tmp_path):
    folder = tmp_path / "out" / "records"
    assert write_export_folder(folder, FileKind.CSV, [table()], ABOUT) == {"things": 3}
    assert sorted(path.name for path in folder.iterdir()) == ["README.txt", "things.csv"]
    with pytest.raises(NotExported, match="is there already"):
        write_export_folder(folder, FileKind.CSV, [table()], ABOUT)
    with pytest.raises(ValueError, match="cells where"):
        write_export_folder(tmp_path / "out" / "broken", FileKind.CSV, [table([["a"]])], ABOUT)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["records"]


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(NotExported, match=r"cannot be written \("):
        write_export_folder(tmp_path / "file" / "out", FileKind.CSV, [table()], ABOUT)


def test_parquet_without_its_part_says_which_line_installs_it(monkeypatch):
    monkeypatch.setattr(writing, "can_write_parquet", lambda: False)
    with pytest.raises(NotExported, match=r'pip install "fanlight\[analysis\]"'):
        write_export(io.BytesIO(), FileKind.PARQUET, [table()], ABOUT)


def test_a_sheet_that_would_overflow_is_refused(monkeypatch):
    monkeypatch.setattr(writing, "MOST_ROWS", 3)
    with pytest.raises(NotExported, match="take it as CSV"):
        write_export(io.BytesIO(), FileKind.XLSX, [table()], ABOUT)


@pytest.mark.parametrize("kind", [FileKind.CSV, FileKind.XLSX])
def test_memory_does_not_grow_with_the_rows(kind, tmp_path):
    def peak(count):
        rows = (["some words " * 20, at, date(2026, 3, 1), None, True] for at in range(count))
        with (tmp_path / f"{count}.{kind}").open("w+b") as file:
            tracemalloc.start()
            write_export(file, kind, [ExportTable("things", "", COLUMNS, rows)], ABOUT)
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        return most

    assert peak(4_000) < peak(400) + 1_000_000
