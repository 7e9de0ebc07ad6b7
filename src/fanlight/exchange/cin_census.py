"""Reads a CIN Census return (XML): children, and the events of their episodes.

Source: Department for Education, Children in need census 2025 to 2026; older shapes (GenderCurrent, one
CPPreviewDate in each of several Reviews) are read too. Dates carry no time of day.

Every element is read or told. What a reader of events has no place for is passed over knowingly:
FormerUPN, UPNunknown, and who sent the file (SoftwareCode, Release, SerialNo, DateTime, SourceLevel).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from fanlight.casework.event import Event, EventKind
from fanlight.casework.person import PersonRecord
from fanlight.exchange.cin_elements import MODULES, REFERRAL, Module
from fanlight.exchange.gathering import Gathering
from fanlight.exchange.mapping import CodeMapping
from fanlight.exchange.reading import Reading, Unreadable
from fanlight.exchange.source import Source, name_of, opened
from fanlight.exchange.values import Refused, read_exact_code, read_iso_date, read_sex
from fanlight.exchange.xml_records import Node, RecordParser, Stray
from fanlight.terms import codes

_PASSED_OVER = {"FormerUPN", "UPNunknown"}
_OF_DETAILS = {element.tag for element in REFERRAL.elements} | MODULES.keys()
_OF_MODULE = {tag: {one.within or one.tag for one in module.elements} for tag, module in MODULES.items()}


def read_cin_census(source: Source, codes_mapped: CodeMapping | None = None) -> Reading:
    """Read a CIN Census return, one child at a time.

    Parameters
    ----------
    source
        A path, or a binary file.
    codes_mapped
        What the authority decided that its local values mean.

    Returns
    -------
    Reading
        Events: REFERRAL (a CINdetails; ended by its closure), ASSESSMENT, SECTION_47, ICPC (from
        DateOfInitialCPC; one a child and day), CIN_PLAN, CP_PLAN, PRE_PROCEEDINGS. No event has a key:
        the format has none. A bad date or code is set aside by element, and the rest of the child goes in.

    Raises
    ------
    Unreadable
        Not well-formed, not a CIN return, or unsafe (a document type).

    Examples
    --------
    >>> from io import BytesIO
    >>> reading = read_cin_census(BytesIO(b'''<Message><Header><CollectionDetails><Collection>CIN</Collection>
    ... <Year>2026</Year></CollectionDetails></Header><Children><Child>
    ... <ChildIdentifiers><LAchildID>C1</LAchildID><Sex>F</Sex></ChildIdentifiers>
    ... <CINdetails><CINreferralDate>2025-06-08</CINreferralDate><ReferralSource>6A</ReferralSource>
    ... </CINdetails></Child></Children></Message>'''))
    >>> reading.events
    (Event(person_id='C1', kind=<EventKind.REFERRAL: 'referral'>, on=datetime.date(2025, 6, 8), ...
    >>> reading.set_aside[-1].place, reading.set_aside[-1].reason
    ('Child C1, CINdetails 1', 'ReferralSource: not a code of Referral source')
    """
    reader = CensusReader(name_of(source), Gathering("cin_census", codes_mapped))
    parser = RecordParser(
        name_of(source), root="Message", containers={"Children"}, records={"Header", "Child"}
    )
    with opened(source) as file:
        for record in parser.records_of(file):
            reader.take(record)
    return reader.end(parser.stray)


class CensusReader:
    """Reads a return record by record into a gathering: Header and children as they come, then the end."""

    def __init__(self, file_name: str, gathering: Gathering) -> None:
        self.gathering = gathering
        self._file_name = file_name
        self._header = _Header()
        self._children = 0

    def take(self, record: Node) -> None:
        """Read a Header or a Child."""
        if record.tag == "Header":
            self._header = read_header(record, self.gathering, self._file_name)
        else:
            self._children += 1
            _ChildReader(self.gathering, record, self._children).read()

    def end(self, strays: Iterable[Stray]) -> Reading:
        """The finished reading, with what stood outside every record told."""
        for stray in strays:
            self.gathering.set_value_aside("", f"line {stray.line}", stray.reason, stray.text)
        header = self._header
        if not header.found:
            if not self._children:
                reason = "neither a Header nor a Child: not a CIN Census return"
                raise Unreadable(self._file_name, reason)
            self.gathering.set_value_aside("", "Header", "the return has no Header")
        return self.gathering.reading(
            year=header.year, authority_code=header.authority_code, reference_on=header.reference_on
        )


@dataclass(frozen=True, slots=True)
class _Header:
    found: bool = False
    year: int | None = None
    authority_code: str = ""
    reference_on: date | None = None


def read_header(node: Node, gathering: Gathering, file_name: str, expected: str = "CIN") -> _Header:
    """The header of a return of the collection that is expected."""
    said = {leaf.tag: leaf.text.strip() for part in node.children for leaf in part.children}
    collection = said.get("Collection", "")
    if collection != expected:
        what = (
            f"a return of the collection {collection}" if collection else "a return that names no collection"
        )
        raise Unreadable(f"{file_name}, line {node.line}", f"{what}, not of {expected}")

    read = partial(gathering.read_value, table="", place="Header")
    for tag in ("Year", "LEA", "ReferenceDate"):
        if not said.get(tag):
            gathering.set_value_aside("", "Header", f"{tag}: not given")
    year, authority, reference_on = said.get("Year"), said.get("LEA"), said.get("ReferenceDate")
    return _Header(
        True,
        read(_read_year, year, name="Year") if year else None,
        (read(_read_authority, authority, name="LEA") or "") if authority else "",
        read(read_iso_date, reference_on, name="ReferenceDate") if reference_on else None,
    )


def _read_year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Refused("not a year")
    return int(text)


def _read_authority(text: str) -> str:
    if not (text.isascii() and text.isdigit() and len(text) == 3):
        raise Refused("not a three-figure authority code")
    return text


@dataclass(slots=True)
class _ChildReader:
    """Reads one Child into a gathering."""

    gathering: Gathering
    node: Node
    number: int
    person_id: str = ""
    conferences: set[date] = field(default_factory=set)

    def read(self) -> None:
        identifiers = self.node.first("ChildIdentifiers")
        local_id = identifiers.first("LAchildID") if identifiers else None
        self.person_id = local_id.text.strip() if local_id else ""
        if not self.person_id:
            return self._set_child_aside()
        place = f"Child {self.person_id}"
        self.gathering.take("Child")
        self._tell_unread(
            self.node, {"ChildIdentifiers", "ChildCharacteristics", "CINdetails"}, "Child", place
        )
        self._person(place)
        for number, details in enumerate(self.node.all("CINdetails"), 1):
            self._episode(details, f"{place}, CINdetails {number}")

    def _set_child_aside(self) -> None:
        """A child without an identifier: nothing of it can be taken, and every row of it is told."""
        place = f"Child number {self.number}, line {self.node.line}"
        self.gathering.set_row_aside("Child", place, "no LAchildID")
        for number, details in enumerate(self.node.all("CINdetails"), 1):
            inside = f"{place}, CINdetails {number}"
            reason = "its Child has no LAchildID"
            self.gathering.set_row_aside("CINdetails", inside, reason)
            for tag in MODULES:
                for within, module in enumerate(details.all(tag), 1):
                    self.gathering.set_row_aside(tag, f"{inside}, {module.tag} {within}", reason)

    def _person(self, place: str) -> None:
        self._repeats(self.node, ("ChildIdentifiers", "ChildCharacteristics"), "Child", place)
        identifiers = self.node.first("ChildIdentifiers") or Node("", 0)
        traits = self.node.first("ChildCharacteristics") or Node("", 0)
        inside = f"{place}, ChildIdentifiers"
        known = {"LAchildID", "UPN", "PersonBirthDate", "ExpectedPersonBirthDate", "PersonDeathDate"}
        self._tell_unread(identifiers, known | {"Sex", "GenderCurrent"} | _PASSED_OVER, "Child", inside)
        self._tell_unread(traits, {"Ethnicity", "Disabilities"}, "Child", f"{place}, ChildCharacteristics")
        self._repeats(identifiers, (*known, "Sex", "GenderCurrent"), "Child", inside)
        read = partial(self.gathering.read_value, table="Child", place=inside)
        days = {
            tag: read(read_iso_date, text, name=tag)
            for tag in ("PersonBirthDate", "ExpectedPersonBirthDate", "PersonDeathDate")
            if (text := _text_of(identifiers, tag))
        }
        sexes = [
            sex
            for tag in ("Sex", "GenderCurrent")
            if (text := _text_of(identifiers, tag)) and (sex := read(read_sex, text, name=tag))
        ]
        ethnicity = _text_of(traits, "Ethnicity")
        self.gathering.person(
            PersonRecord(
                self.person_id,
                born_on=days.get("PersonBirthDate"),
                expected_on=days.get("ExpectedPersonBirthDate"),
                died_on=days.get("PersonDeathDate"),
                sex=sexes[0] if sexes else "",
                ethnicity=(
                    read(partial(read_exact_code, codes=codes.ETHNICITY), ethnicity, name="Ethnicity") or ""
                    if ethnicity
                    else ""
                ),
                upn=_text_of(identifiers, "UPN"),
                disabilities=self._disabilities(traits, f"{place}, ChildCharacteristics"),
                place=place,
            ),
            "Child",
        )

    def _disabilities(self, traits: Node, place: str) -> tuple[str, ...]:
        found = self._wrapped(
            traits,
            "Disabilities",
            "Disability",
            partial(read_exact_code, codes=codes.DISABILITY),
            "Child",
            place,
        )
        return tuple(found)

    def _episode(self, details: Node, place: str) -> None:
        self._tell_unread(details, _OF_DETAILS, "CINdetails", place)
        self._module(REFERRAL, details, place)
        for tag, module in MODULES.items():
            for number, node in enumerate(details.all(tag), 1):
                inside = f"{place}, {tag} {number}"
                self._tell_unread(node, _OF_MODULE[tag], tag, inside)
                self._module(module, node, inside)

    def _module(self, module: Module, node: Node, place: str) -> None:
        """Read a module's elements; without its date the row is set aside, but not its conference."""
        said: dict[str, str] = {}
        began_element = module.began
        self._repeats(
            node, [element.tag for element in module.elements if not element.within], module.tag, place
        )
        for element in module.elements:
            if element.within:
                value = " ".join(
                    self._wrapped(node, element.within, element.tag, element.read, module.tag, place)
                )
            elif (text := _text_of(node, element.tag)) and element is not began_element:
                read = self.gathering.read_value(
                    element.read, text, table=module.tag, place=place, name=element.tag
                )
                value = read or ""
            else:
                continue
            if value:
                said[element.name] = value
        self._conference(said.pop("icpc_on", ""), module, place)
        began = _text_of(node, began_element.tag)
        try:
            on = read_iso_date(began)
        except Refused as refusal:
            reason = f"{began_element.tag}: {refusal if began else 'not given'}"
            return self.gathering.set_row_aside(module.tag, place, reason, began)
        ended = said.pop("ended_on", "")
        ended_on = date.fromisoformat(ended) if ended else None
        self.gathering.take(module.tag)
        self.gathering.event(Event(self.person_id, module.kind, on, ended_on, said, place=place), module.tag)

    def _conference(self, on: str, module: Module, place: str) -> None:
        """A conference named twice, by the episode and by its section 47 enquiry, is one conference."""
        if on and (day := date.fromisoformat(on)) not in self.conferences:
            self.conferences.add(day)
            self.gathering.event(Event(self.person_id, EventKind.ICPC, day, place=place), module.tag)

    def _wrapped(
        self, node: Node, wrapper: str, tag: str, read: Callable[[str], str], table: str, place: str
    ) -> list[str]:
        """Values of a repeated element, from one wrapper with many or many wrappers with one."""
        values: list[str] = []
        for around in node.all(wrapper):
            self._tell_unread(around, {tag}, table, f"{place}, {wrapper}")
            for leaf in (leaf for leaf in around.all(tag) if leaf.text.strip()):
                value = self.gathering.read_value(read, leaf.text.strip(), table=table, place=place, name=tag)
                if value and value not in values:
                    values.append(value)
        return values

    def _tell_unread(self, node: Node, known: Iterable[str], table: str, place: str) -> None:
        """Tell text between elements, and elements that the specification does not have here."""
        if node.text.strip():
            self.gathering.set_value_aside(table, place, "text between elements", node.text.strip())
        for child in node.children:
            if child.tag not in known:
                self.gathering.set_value_aside(
                    table, place, f"{child.tag}: an element that Fanlight does not read", child.text.strip()
                )

    def _repeats(self, node: Node, tags: Iterable[str], table: str, place: str) -> None:
        """Tell an element that stands twice where one may stand; the first is read."""
        if len({child.tag for child in node.children}) == len(node.children):
            return
        for tag in tags:
            for again in node.all(tag)[1:]:
                self.gathering.set_value_aside(table, place, f"{tag}: stands twice", again.text.strip())


def _text_of(node: Node, tag: str) -> str:
    found = node.first(tag)
    return found.text.strip() if found else ""
