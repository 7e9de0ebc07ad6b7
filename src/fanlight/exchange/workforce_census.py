"""Reads the children's social work workforce census (CSWW), as XML.

Yearly, as at 30 September: the only statutory source of vacancies, agency cover and caseloads. It names
workers by their registration number, so nothing of it becomes a person or an event here. Elements:
Department for Education, Children's social work workforce census guide.
"""

from __future__ import annotations

from fanlight.exchange.cin_census import read_header
from fanlight.exchange.gathering import Gathering
from fanlight.exchange.mapping import CodeMapping
from fanlight.exchange.reading import Reading, Unreadable
from fanlight.exchange.source import Source, name_of, opened
from fanlight.exchange.typed_tables import code, days, flags, numbers, sex, texts
from fanlight.exchange.xml_records import Node, RecordParser
from fanlight.terms.codes import ETHNICITY

COLLECTION = "CSWW"
TABLES = {
    "LALevelVacancies": tuple(numbers("NumberOfVacancies", "NoAgencyFTE", "NoAgencyHeadcount")),
    "CSWWWorker": (
        *(*flags("AgencyWorker"), *texts("SWENo"), *numbers("FTE"), *days("PersonBirthDate")),
        *(sex("GenderCurrent"), code("Ethnicity", ETHNICITY), *texts("QualInst", "QualLevel")),
        *(*flags("StepUpGrad"), *texts("OrgRole"), *days("RoleStartDate"), *texts("StartOrigin")),
        *(*days("RoleEndDate"), *texts("LeaverDestination", "ReasonLeave"), *numbers("FTE30", "Cases30")),
        *(*numbers("WorkingDaysLost", "ContractWeeks"), *flags("FrontlineGrad", "Absat30Sept")),
        *texts("ReasonAbsence", "CFKSSstatus"),
    ),
}


def read_workforce_census(source: Source, codes_mapped: CodeMapping | None = None) -> Reading:
    """Read a workforce census return, one worker at a time.

    Parameters
    ----------
    source
        A path, or a binary file.
    codes_mapped
        What the authority decided that its local values mean.

    Returns
    -------
    Reading
        `tables["LALevelVacancies"]` and `tables["CSWWWorker"]`, typed: full-time equivalents, cases and
        days are numbers, flags are True or False, other codes stay text. No persons and no events.

    Raises
    ------
    Unreadable
        Not well-formed, not a return of the workforce census, or unsafe (a document type).

    Examples
    --------
    >>> from io import BytesIO
    >>> reading = read_workforce_census(BytesIO(b'''<Message><Header><CollectionDetails>
    ... <Collection>CSWW</Collection><Year>2022</Year></CollectionDetails></Header>
    ... <CSWWWorker><AgencyWorker>1</AgencyWorker><FTE>0.5</FTE></CSWWWorker></Message>'''))
    >>> reading.tables["CSWWWorker"].column("FTE"), reading.events
    ((0.5,), ())
    """
    gathering = Gathering("workforce_census", codes_mapped)
    for table, columns in TABLES.items():
        gathering.typed_table(table, columns)
    name = name_of(source)
    parser = RecordParser(name, root="Message", containers=set(), records={"Header", *TABLES})
    header, number = None, 0
    with opened(source) as file:
        for record in parser.records_of(file):
            if record.tag == "Header":
                header = header or read_header(record, gathering, name, COLLECTION)
            else:
                number += record.tag == "CSWWWorker"
                words = f"CSWWWorker {number}" if record.tag == "CSWWWorker" else record.tag
                _read_record(record, f"{words}, line {record.line}", gathering)
    if header is None:
        raise Unreadable(name, "a return without a Header")
    for stray in parser.stray:
        gathering.set_value_aside("", f"line {stray.line}", stray.reason, stray.text)
    return gathering.reading(
        year=header.year, authority_code=header.authority_code, reference_on=header.reference_on
    )


def collection_of(source: Source) -> str:
    """The collection that a return's header names; "" when there is none that can be read.

    Examples
    --------
    >>> from io import BytesIO
    >>> collection_of(BytesIO(b"<Message><Header><CollectionDetails><Collection>CSWW</Collection>"
    ...     b"</CollectionDetails></Header></Message>"))
    'CSWW'
    """
    parser = RecordParser(name_of(source), root="Message", containers=set(), records={"Header"})
    try:
        with opened(source) as file:
            header = next(parser.records_of(file), None)
    except Unreadable:
        return ""
    details = header.first("CollectionDetails") if header else None
    collection = details.first("Collection") if details else None
    return collection.text.strip() if collection else ""


def _read_record(node: Node, place: str, gathering: Gathering) -> None:
    known = {column.name for column in TABLES[node.tag]}
    said: dict[str, str] = {}
    if node.text.strip():
        gathering.set_value_aside(node.tag, place, "text between elements", node.text.strip())
    for leaf in node.children:
        text = leaf.text.strip()
        if leaf.tag not in known:
            reason = f"{leaf.tag}: an element that Fanlight does not read"
            gathering.set_value_aside(node.tag, place, reason, text)
        elif leaf.tag in said:
            gathering.set_value_aside(node.tag, place, f"{leaf.tag}: stands twice", text)
        else:
            said[leaf.tag] = text
    if any(said.values()):
        gathering.typed_row(said, node.tag, place)
    else:
        gathering.set_row_aside(node.tag, place, "an empty element")
