"""Reads one table of the Standard Safeguarding Dataset, exported as CSV."""

from __future__ import annotations

from fanlight.exchange.delimited import delimited
from fanlight.exchange.gathering import Gathering
from fanlight.exchange.mapping import CodeMapping
from fanlight.exchange.reading import Reading, Unreadable
from fanlight.exchange.source import Source
from fanlight.exchange.ssd_rows import TableReader, blank, missing_date
from fanlight.exchange.ssd_tables import NOT_READ, TABLES, Table


def read_ssd_csv(source: Source, codes_mapped: CodeMapping | None = None) -> Reading:
    """Read one SSD table, recognised by the prefix of its columns.

    Parameters
    ----------
    source
        A path, or a binary file that can be read twice.
    codes_mapped
        What the authority decided that its local values mean.

    Returns
    -------
    Reading
        `ssd_contacts`: contacts, each also an event of kind CONTACT. `ssd_person`: persons. Early help,
        episodes (REFERRAL), assessments, section 47 enquiries, conferences and plans: events, their
        `key` the table's own identifier. Outcome flags that are set stand in the detail `outcome_flags`.

    Raises
    ------
    Unreadable
        Not a delimited text file, not a table that is read, or without its child or date column.

    Notes
    -----
    A source code is taken only when it is a DfE code. Case systems often export local numbers instead
    (412, but also 6): where a column holds any number that is no DfE code, none of its bare numbers is
    taken for one, and the notes say so. Midnight exactly is a time not known. "NULL" is blank.
    Workers and teams are not carried, be they -1 or not.
    """
    with delimited(source) as file:
        table = table_of(file.header)
        if table is None:
            raise Unreadable(file.name, _not_a_table(file.header))
        _require_columns(file.name, table, file.header)
    gathering = Gathering("ssd_csv", codes_mapped)
    reader = TableReader(table, gathering, _values_of(source, table.column("code")))
    with delimited(source) as file:
        gathering.notes.append(file.note)
        columns = [cell.lower() for cell in file.header]
        for number, row in file.rows:
            place = f"{table.name} row {number}"
            cells = file.cells(row)
            if cells is None:
                reason = f"{len(row)} cells where the header has {len(columns)}"
                gathering.set_row_aside(table.name, place, reason, " | ".join(row))
            else:
                reader.row(dict(zip(columns, map(blank, cells), strict=True)), place)
    reader.tell()
    return gathering.reading()


def table_of(header: tuple[str, ...]) -> Table | None:
    """The table that a header belongs to, by its person column.

    Examples
    --------
    >>> table_of(("CONT_CONTACT_ID", "cont_person_id", "cont_contact_date")).name
    'ssd_contacts'
    """
    names = {cell.strip().lower() for cell in header}
    return next((table for table in TABLES if table.column("person_id") in names), None)


def _not_a_table(header: tuple[str, ...]) -> str:
    first = header[0].lower()
    reads = "Fanlight reads " + ", ".join(table.name for table in TABLES)
    if name := NOT_READ.get(first[:4]):
        return f"{name} is a table that Fanlight does not read; {reads}"
    return f"no column names the child ({TABLES[1].column('person_id')}, …); {reads}"


def _require_columns(name: str, table: Table, header: tuple[str, ...]) -> None:
    names = [cell.lower() for cell in header]
    if on := missing_date(table, names):
        raise Unreadable(name, f"{table.name} without its column {on}")
    twice = sorted({cell for cell in names if cell and names.count(cell) > 1})
    if twice:
        raise Unreadable(name, f"the column {twice[0]} stands twice")


def _values_of(source: Source, column: str) -> set[str]:
    with delimited(source) as file:
        names = [cell.lower() for cell in file.header]
        if not column or column not in names:
            return set()
        at = names.index(column)
        return {blank(row[at]) for _, row in file.rows if len(row) > at}
