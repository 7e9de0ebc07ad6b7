"""Runs the rules in force over a return."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from fanlight.exchange.cin_rules import (  # noqa: F401 - each declares its rules
    assessments,
    characteristics,
    child_identifiers,
    cin_details,
    cin_plans,
    closures,
    cp_plans,
    header,
    section_47,
    upn,
)
from fanlight.exchange.cin_rules.return_file import ReturnFile
from fanlight.exchange.cin_rules.rows import Child
from fanlight.exchange.cin_rules.rule import RULES, Broken, Census, Check, Place, Rule, Severity
from fanlight.exchange.source import Source

YEARS = range(2023, 2028)  # collection years for which rules are held


@dataclass(frozen=True, slots=True)
class Location:
    """One row and column that takes part in a finding; `row` is 0-based in its table."""

    table: str
    row: int
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of one rule.

    Parameters
    ----------
    place
        Child, element and column to look at first; "the whole return" where no row is at fault.
    value
        What stands there, unaltered.
    """

    rule: str
    severity: Severity
    table: str
    place: str
    value: str
    message: str
    locations: tuple[Location, ...] = ()


def in_force(year: int) -> list[Rule]:
    """The rules of a collection year, by id."""
    return sorted((rule for rule in RULES if year in rule.years), key=lambda rule: rule.id)


# Families of rules that have nothing to say of a child without such rows: most children have none.
_ONLY_WITH = {
    assessments.__name__: "assessments",
    cin_plans.__name__: "cin_plans",
    cp_plans.__name__: "cp_plans",
    section_47.__name__: "section_47s",
}


class RuleSet:
    """The rules of one year, run over children as they come."""

    def __init__(self, census: Census) -> None:
        self.census = census
        rules = in_force(census.year)
        self._checks: dict[str, list[tuple[Rule, Check]]] = {}
        for rule in rules:
            if rule.check:
                family = _ONLY_WITH.get(rule.check.__module__, "")
                self._checks.setdefault(family, []).append((rule, rule.check))
        self._tallies = [(rule, rule.tally()) for rule in rules if rule.tally]

    def of_child(self, child: Child) -> list[Finding]:
        """Findings within one child, by rule."""
        found: list[Finding] = []
        for family, checks in self._checks.items():
            if family and not any(getattr(episode, family) for episode in child.episodes):
                continue
            for rule, check in checks:
                if broken := list(check(child, self.census)):
                    found += _findings(rule, broken, child.child_id)
        found.sort(key=lambda one: one.rule)
        return found

    def see(self, child: Child) -> None:
        """Let the rules over the whole return take note of a child."""
        for _, tally in self._tallies:
            tally.see(child, self.census)

    def of_return(self) -> Iterator[Finding]:
        """Findings over the whole return, when every child was seen."""
        for rule, tally in self._tallies:
            for found in tally.end(self.census):
                yield _finding(rule, found.places, found.child_id)


def _findings(rule: Rule, found: list[Broken], child_id: str) -> Iterator[Finding]:
    """Breaches of one child by key: what breaks a rule in one way is told once, with every place."""
    places: dict[Hashable, dict[tuple[str, int, str], Place]] = {}
    for one in found:
        together = places.setdefault(one.key, {})
        for row, column in one.places:
            together[row.table, row.number, column] = (row, column)
    for together in places.values():
        yield _finding(rule, tuple(together.values()), child_id)


def _finding(rule: Rule, places: tuple[Place, ...], child_id: str) -> Finding:
    if not places:
        return Finding(rule.id, rule.severity, rule.table, "the whole return", "", rule.message)
    row, column = places[0]
    locations = tuple(
        Location(row.table, row.number, column, child_id if column == "LAchildID" else row[column])
        for row, column in places
    )
    place = f"Child {child_id}, {row.place}, {column}" if child_id else f"{row.place}, {column}"
    return Finding(rule.id, rule.severity, row.table, place, locations[0].value, rule.message, locations)


def check_return(source: Source) -> tuple[Finding, ...]:
    """All findings of a return: child by child, in the order of the file, then those over the whole."""
    return Checking(ReturnFile(source)).findings


class Checking:
    """A return run through its rules, one child at a time.

    A child whose identifier stands twice is one child to the rules. That is known only when it is met
    again, so such children are read a second time, together.
    """

    def __init__(self, returned: ReturnFile) -> None:
        self.returned = returned
        self.year = YEARS[-1]
        found: list[tuple[str, Finding]] = []
        rules: RuleSet | None = None
        met: set[str] = set()
        again: set[str] = set()
        for child in returned:
            if rules is None:
                self.year = nearest_year(returned.header["Year"])
                rules = RuleSet(Census(returned.header, self.year))
            (again if child.child_id in met else met).add(child.child_id)
            rules.see(child)
            found += ((child.child_id, one) for one in rules.of_child(child))
        self.children = returned.records["ChildIdentifiers"]
        if rules is None:
            self.findings: tuple[Finding, ...] = ()
            return
        again.discard("")
        kept = [one for child_id, one in found if child_id not in again]
        for child in returned.together(again):
            kept += rules.of_child(child)
        self.findings = (*kept, *rules.of_return())


def nearest_year(text: str) -> int:
    """The year the return names, or the nearest for which rules are held."""
    text = text.strip()
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else YEARS[-1]
    return min(max(year, YEARS[0]), YEARS[-1])


def findings_by_rule(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings each rule has."""
    counts: dict[str, int] = {}
    for found in findings:
        counts[found.rule] = counts.get(found.rule, 0) + 1
    return dict(sorted(counts.items()))
