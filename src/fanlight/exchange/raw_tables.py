"""A file's tables as they stand: every row as text, nothing read into it, for any tool to go on from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath

from fanlight.exchange.annex_a import columns_of_list, lists_in, read_annex_a
from fanlight.exchange.annex_a_lists import LISTS
from fanlight.exchange.cin_census import read_cin_census
from fanlight.exchange.cin_rules.return_file import ReturnFile
from fanlight.exchange.cin_rules.rows import TABLES, Child, Row
from fanlight.exchange.delimited import delimited
from fanlight.exchange.gathering import Gathering
from fanlight.exchange.reading import SetAside
from fanlight.exchange.recognise import reader_of
from fanlight.exchange.source import Source, name_of
from fanlight.exchange.workbook import workbook
from fanlight.exchange.workforce_census import read_workforce_census

Line = tuple[str, Sequence[str]]
Tell = Callable[[SetAside], None]

# What joins the rows of a return again: which child, which CINdetails, which assessment or plan within it.
_KEYS = {
    "ChildIdentifiers": ("child",),
    "ChildCharacteristics": ("child", "LAchildID"),
    "Disabilities": ("child", "LAchildID"),
    "CINdetails": ("child", "LAchildID", "CINdetailsID"),
    "Assessments": ("child", "LAchildID", "CINdetailsID", "AssessmentID"),
    "AssessmentFactorsList": ("child", "LAchildID", "CINdetailsID", "AssessmentID"),
    "CINplanDates": ("child", "LAchildID", "CINdetailsID"),
    "Section47": ("child", "LAchildID", "CINdetailsID"),
    "ChildProtectionPlans": ("child", "LAchildID", "CINdetailsID", "CPPID"),
    "Reviews": ("child", "LAchildID", "CINdetailsID", "CPPID"),
    "PreProceedingsandFGDM": ("child", "LAchildID", "CINdetailsID"),
}


def raw_tables(source: Source, tell: Tell, name: str = "") -> Iterator[Line]:
    """The lines of every table of a file, as they come: (table, cells). A table's first line is its headings.

    Parameters
    ----------
    source
        A file of any format that Fanlight reads.
    tell
        Called with each row that fits no table, so that none is lost unseen.
    name
        What the file is called, where `source` does not say.

    Raises
    ------
    Unreadable
        When it is nothing that Fanlight reads, before or while its lines come.

    Examples
    --------
    >>> from io import BytesIO
    >>> source = BytesIO(b"CHILD,DOB,REVIEW,REVIEW_CODE\\nC1,01/02/2019,03/04/2025,PN1\\n")
    >>> for table, cells in raw_tables(source, print, "Reviews.csv"):
    ...     print(table, *cells)
    Reviews CHILD DOB REVIEW REVIEW_CODE
    Reviews C1 01/02/2019 03/04/2025 PN1
    """
    called = name or name_of(source)
    reader = reader_of(source, called)
    if reader is read_cin_census:
        return _of_return(source)
    if reader is read_workforce_census:
        return _of_workforce(source)
    if reader is read_annex_a:
        return _of_workbook(source, tell)
    return _of_text(source, PurePath(called).stem, tell)


def _of_return(source: Source) -> Iterator[Line]:
    returned = ReturnFile(source)
    begun: set[str] = set()
    for child in returned:
        if "Header" not in begun:
            begun.add("Header")
            yield "Header", TABLES["Header"]
            yield "Header", [returned.header[column] for column in TABLES["Header"]]
        for row in _rows_of(child):
            if row.table not in begun:
                begun.add(row.table)
                yield row.table, (*_KEYS[row.table], *TABLES[row.table])
            numbers = _numbers(row, returned.records["ChildIdentifiers"], child.child_id)
            keys = [numbers[key] for key in _KEYS[row.table]]
            yield row.table, [*keys, *(row[column] for column in TABLES[row.table])]


def _rows_of(child: Child) -> Iterator[Row]:
    yield from child.identifiers
    yield from child.characteristics
    yield from child.disabilities
    for episode in child.episodes:
        yield episode.row
        yield from episode.assessments
        yield from episode.cin_plans
        yield from episode.section_47s
        yield from episode.cp_plans
        yield from episode.pre_proceedings
    yield from child.factors
    yield from child.reviews


def _numbers(row: Row, child: int, child_id: str) -> dict[str, str]:
    numbers = {"child": str(child), "LAchildID": child_id}
    at: Row | None = row
    while at:
        if at.table == "CINdetails":
            numbers["CINdetailsID"] = str(at.within)
        elif at.table == "Assessments":
            numbers["AssessmentID"] = str(at.within)
        elif at.table == "ChildProtectionPlans":
            numbers["CPPID"] = str(at.within)
        at = at.parent
    return numbers


def _of_workforce(source: Source) -> Iterator[Line]:
    for name, table in read_workforce_census(source).tables.items():
        yield name, table.columns
        for row in table.rows:
            yield name, ["" if value is None else str(value) for value in row]


def _of_workbook(source: Source, tell: Tell) -> Iterator[Line]:
    """Each list from its headings on; other sheets from their first row on."""
    with workbook(source) as sheets:
        found = lists_in(sheets, Gathering("annex_a"))
        lists = {title: number for number, title in found.items()}
        for title in sheets.titles:
            annex_list = next((one for one in LISTS if one.number == lists.get(title)), None)
            table = f"List {annex_list.number}" if annex_list else title
            width = 0
            for number, cells in sheets.rows(title):
                place = f"{title} row {number}"
                if not width and annex_list and columns_of_list(annex_list, cells) is None:
                    tell(SetAside(place, "above the headings", " | ".join(cells)[:200], table))
                elif not width:
                    headings = _headings(cells)
                    width = len(headings)
                    yield table, headings
                else:
                    if beyond := " | ".join(filter(None, cells[width:])):
                        tell(SetAside(place, "beside the headings", beyond[:200], table))
                    yield table, (cells + [""] * width)[:width]


def _headings(cells: list[str]) -> list[str]:
    """Headings up to the last that is not blank; a blank one between gets the number of its column."""
    while not cells[-1].strip():
        cells = cells[:-1]
    return [cell.strip() or f"column {at}" for at, cell in enumerate(cells, 1)]


def _of_text(source: Source, table: str, tell: Tell) -> Iterator[Line]:
    with delimited(source) as file:
        yield table, file.header
        for number, row in file.rows:
            cells = file.cells(row)
            if cells is None:
                reason = f"{len(row)} cells under {len(file.header)} headings"
                tell(SetAside(f"row {number}", reason, " | ".join(row)[:200], table, whole_row=True))
            else:
                yield table, cells
