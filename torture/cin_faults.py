"""Returns with seeded faults: children that break each rule by design, among others changed at random."""

from __future__ import annotations

import random
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.exchange.cin_rules.cases import CASES

from fanlight.casework.event import EventKind
from fanlight.exchange.cin_rules.rows import day
from fanlight.exchange.cin_rules.rule import years_on
from fanlight.exchange.write_cin_census import write_cin_census
from fanlight.synthetic import make_authority

DESIGNED_FOR = 2026  # the collection year of the designed children
_ODD = [
    "",
    " ",
    "X",
    "0",
    "1",
    "2",
    "true",
    "false",
    "TRUE",
    "NONE",
    "2025-13-45",
    "UN7",
    "RC2",
    "21",
]


# The validator reads the first of two such lists and takes a column's first date for the shape of all: two
# departures that would hide every other (they are told in docs/reference/cin-rules.md).
_FIRST_ALONE = ("Disabilities", "FactorsIdentifiedAtAssessment")


def make_source(folder: Path, seed: int) -> list[ET.Element]:
    """Children of a made-up authority, as elements, for a return of 2026."""
    made = make_authority(contacts=4_000, years=3, until=date(2026, 4, 1), seed=seed)
    path = folder / "source.xml"
    referred = {event.person_id for event in made.events if event.kind is EventKind.REFERRAL}
    events = [event for event in made.events if event.person_id in referred]
    write_cin_census(path, made.persons, events, year=2026, authority_code=made.code)
    return ET.parse(path).getroot().findall("Children/Child")  # noqa: S314 - XML written here


def designed(half: int) -> list[ET.Element]:
    """The children that break each rule (0), or only just do not (1)."""
    children = []
    for returns in CASES.values():
        children += ET.parse(BytesIO(returns[half].encode())).getroot().findall("Children/Child")  # noqa: S314 - XML written here
    return children


def a_return(number: int, source: list[ET.Element], rng: random.Random, children: int = 40) -> bytes:
    """One return: a third designed, the rest drawn; half of those drawn are changed somewhere."""
    year = (2025, 2026, 2027)[number % 3]
    pool = designed(0) + designed(1)
    start = number * (children // 3) % len(pool)
    chosen = [pool[(start + step) % len(pool)] for step in range(children // 3)]
    drawn = [_copy(child) for child in rng.sample(source, children - len(chosen))]
    values = _values_by_tag(drawn)
    for child in drawn:
        for _ in range(rng.choice((0, 0, 1, 2, 4))):
            _change(child, values, rng)
    told = [_copy(child) for child in chosen] + drawn
    for at, child in enumerate(told):
        _rename(child, f"C{number}x{at}")
        _shift(child, year - DESIGNED_FOR)
    if number % 10 == 9:  # hardly anybody said to have none
        for leaf in (leaf for child in told for leaf in child.iter("Disability")):
            leaf.text = "HAND"
    if rng.random() < 0.3:
        told.append(_copy(rng.choice(told)))
    rng.shuffle(told)
    return _written(told, year, rng)


def _copy(child: ET.Element) -> ET.Element:
    return ET.fromstring(ET.tostring(child))  # noqa: S314 - XML written here


def _rename(child: ET.Element, name: str) -> None:
    own = child.find("ChildIdentifiers/LAchildID")
    if own is not None and own.text and own.text.isalnum() and len(own.text) <= 20:
        own.text = name.replace("x", "Q")


def _shift(child: ET.Element, years: int) -> None:
    for leaf in child.iter():
        if leaf.text and (on := day(leaf.text)):
            leaf.text = years_on(on, years).isoformat()


def _values_by_tag(children: list[ET.Element]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for child in children:
        for leaf in child.iter():
            if leaf.text and leaf.text.strip():
                values.setdefault(leaf.tag, []).append(leaf.text)
    return values


def _change(child: ET.Element, values: dict[str, list[str]], rng: random.Random) -> None:
    parents = [(parent, leaf) for parent in child.iter() for leaf in parent]
    parent, leaf = rng.choice(parents)
    if leaf.tag in ("ChildIdentifiers", "ChildCharacteristics", "LAchildID"):
        return
    kind = rng.choice(("value", "value", "day", "day", "odd", "drop", "double"))
    if kind == "drop":
        parent.remove(leaf)
    elif kind == "double" and len(leaf) and leaf.tag not in _FIRST_ALONE:
        parent.insert(list(parent).index(leaf), _copy(leaf))
    elif kind == "day" and leaf.text and (on := day(leaf.text)):
        moved = on + timedelta(days=rng.choice((-400, -60, -7, -1, 1, 7, 60, 400)))
        leaf.text = moved.isoformat()
    elif kind == "value" and leaf.tag in values:
        leaf.text = rng.choice(values[leaf.tag])
    elif kind == "odd" and not len(leaf):
        leaf.text = rng.choice(_ODD)


def _written(children: list[ET.Element], year: int, rng: random.Random) -> bytes:
    root = ET.Element("Message")
    header = ET.SubElement(root, "Header")
    details = ET.SubElement(header, "CollectionDetails")
    reference = f"{year}-03-{'30' if rng.random() < 0.05 else '31'}"
    for tag, text in (("Collection", "CIN"), ("Year", str(year)), ("ReferenceDate", reference)):
        ET.SubElement(details, tag).text = text
    ET.SubElement(ET.SubElement(header, "Source"), "LEA").text = "201"
    ET.SubElement(root, "Children").extend(children)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)
