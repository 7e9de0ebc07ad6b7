"""Checks a file without keeping what it tells: what stands in it, what breaks a rule, what is not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from fanlight.exchange.accounting import in_words
from fanlight.exchange.cin_census import CensusReader, read_cin_census
from fanlight.exchange.cin_rules.check import YEARS, Checking, Finding
from fanlight.exchange.cin_rules.return_file import ReturnFile
from fanlight.exchange.gathering import Gathering
from fanlight.exchange.reading import FORMAT_WORDS, Reading, SetAside
from fanlight.exchange.recognise import read_as, reader_of
from fanlight.exchange.source import Source, name_of
from fanlight.exchange.xml_records import Node


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found in one file.

    Parameters
    ----------
    file
        The file's own name, without its folder.
    format
        A key of `FORMAT_WORDS`.
    year
        Collection year, where the file says it.
    children
        Children that the file tells of: records of a return; of other files, whoever a row speaks of.
    records
        Rows by table. Of a return: every row that stands in it. Of other formats: rows taken.
    findings
        Breaches of the rules in force for the year; empty for formats without rules.
    set_aside
        What is not read, each with its place and reason.
    """

    file: str
    format: str
    year: int | None
    children: int
    records: Mapping[str, int]
    findings: tuple[Finding, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """The check as plain values, in the shape that `fanlight check --json` promises."""
        return {
            "file": self.file,
            "format": self.format,
            "year": self.year,
            "children": self.children,
            "records": dict(self.records),
            "findings": [
                {
                    "rule": found.rule,
                    "severity": found.severity,
                    "table": found.table,
                    "place": found.place,
                    "value": found.value,
                    "message": found.message,
                }
                for found in self.findings
            ],
            "set_aside": [{"place": item.place, "reason": item.reason} for item in self.set_aside],
        }

    def sentence(self) -> str:
        """The check in one sentence.

        Examples
        --------
        >>> Checked("june.xml", "cin_census", 2026, 2, {"ChildIdentifiers": 2}).sentence()
        'june.xml: CIN Census return, 2026, 2 children; nothing breaks a rule, nothing is set aside.'
        """
        heading = ", ".join([FORMAT_WORDS[self.format], *([str(self.year)] if self.year else [])])
        errors = sum(found.severity == "ERROR" for found in self.findings)
        queries = len(self.findings) - errors
        broken = f"{_number(errors, 'error')}, {_number(queries, 'query', 'queries')}"
        has_rules = self.format == "cin_census"
        without = "nothing breaks a rule" if has_rules else "no rules are held for this format"
        return (
            f"{self.file}: {heading}, {_number(self.children, 'child', 'children')}; "
            f"{broken if self.findings else without}, {in_words(self.set_aside)}."
        )


def _number(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def check_file(source: Source, name: str | None = None) -> Checked:
    """Check a file of any format that Fanlight reads.

    Parameters
    ----------
    source
        A path, or a binary file that can be read twice.
    name
        What the file is called, where `source` does not say.

    Raises
    ------
    Unreadable
        When it is nothing that Fanlight reads.

    Examples
    --------
    >>> from io import BytesIO
    >>> checked = check_file(BytesIO(b'''<Message><Header><CollectionDetails><Collection>CIN</Collection>
    ... <Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails>
    ... <Source><LEA>201</LEA></Source></Header><Children><Child><ChildIdentifiers><LAchildID>C1</LAchildID>
    ... <PersonBirthDate>2019-02-03</PersonBirthDate><Sex>X</Sex></ChildIdentifiers></Child></Children>
    ... </Message>'''), "june.xml")
    >>> checked.children, checked.findings[0].rule, checked.findings[0].place
    (1, '4180', 'Child C1, ChildIdentifiers 1, Sex')
    """
    called = name or name_of(source)
    reader = reader_of(source, called)
    if reader is read_cin_census:
        return _check_cin_census(source, called)
    return _checked(called, read_as(reader, source, called))


def _checked(called: str, reading: Reading) -> Checked:
    return Checked(
        called,
        reading.format,
        reading.year,
        len(_children(reading)),
        reading.records,
        set_aside=reading.set_aside,
        notes=reading.notes,
    )


def _children(reading: Reading) -> set[str]:
    """Everybody whom a row speaks of: a table of contacts describes no person, and is about children."""
    told = (reading.persons, reading.events, reading.past_decisions)
    return {row.person_id for rows in told for row in rows}


def _check_cin_census(source: Source, called: str) -> Checked:
    """One parse for both: what the rules say of the rows, and what the reader does not take."""
    reader = CensusReader(called, Gathering("cin_census"))

    def take(record: Node) -> None:
        reader.take(record)
        reader.gathering.forget()

    returned = ReturnFile(source, also=take, name=called)
    checking = Checking(returned)
    reading = reader.end(returned.stray)
    set_aside = reading.set_aside
    if reading.year not in YEARS:
        reason = f"rules are held for {YEARS[0]} to {YEARS[-1]}: those of {checking.year} were run"
        set_aside = (*set_aside, SetAside("Header, Year", reason, str(reading.year or "")))
    findings = tuple(_told_apart(checking.findings))
    return Checked(
        called,
        reading.format,
        reading.year,
        checking.children,
        dict(returned.records),
        findings,
        set_aside,
        reading.notes,
    )


def _told_apart(findings: Iterable[Finding]) -> Iterable[Finding]:
    """No two findings of a rule at one place: what a second names beside it is added, or its row."""
    met: Counter[tuple[str, str]] = Counter()
    for found in findings:
        met[found.rule, found.place] += 1
        if met[found.rule, found.place] > 1:
            beside = next((at for at in found.locations if at.row != found.locations[0].row), None)
            where = f"beside row {beside.row + 1}" if beside else f"row {found.locations[0].row + 1}"
            table = beside.table if beside else found.table
            place = f"{found.place}, {where} of {table}"
            met[found.rule, place] += 1
            if met[found.rule, place] > 1:
                place = f"{place}, time {met[found.rule, place]}"
            found = replace(found, place=place)
        yield found
