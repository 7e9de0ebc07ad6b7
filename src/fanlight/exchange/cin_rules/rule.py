"""What a rule is: a function from a child's rows to findings, with its id, message, fields and years."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from fanlight.exchange.cin_rules.rows import Child, Row

Severity = Literal["ERROR", "QUERY"]
Place = tuple[Row, str]  # a row, and the column of it that is at fault


@dataclass(frozen=True, slots=True)
class Census:
    """What the whole return says of itself, and the period it covers.

    Parameters
    ----------
    year
        Collection year: 2026 is the return of 1 April 2025 to 31 March 2026.
    """

    header: Row
    year: int

    @property
    def began_on(self) -> date:
        """First day of the period: 1 April."""
        return date(self.year - 1, 4, 1)

    @property
    def ended_on(self) -> date:
        """Last day of the period, the reference date: 31 March."""
        return date(self.year, 3, 31)


@dataclass(frozen=True, slots=True)
class Broken:
    """One breach of a rule: every row and column that takes part in it, the one to look at first, first."""

    places: tuple[Place, ...]


Check = Callable[[Child, Census], Iterator[Broken]]


class Tally(Protocol):
    """A rule over the whole return: sees each child once, then says what it found."""

    def see(self, child: Child, census: Census) -> None:
        """Take note of one child. Keep little: a return may hold 100,000."""

    def end(self, census: Census) -> Iterable[Broken]:
        """What is broken; a `Broken` without places concerns the authority as a whole."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A published rule. `check` is for one child, `tally` (a class, made anew a return) for the whole."""

    id: str
    severity: Severity
    table: str
    message: str
    fields: tuple[str, ...]
    years: frozenset[int]
    check: Check | None = None
    tally: Callable[[], Tally] | None = None


RULES: list[Rule] = []


def rule(
    id: str, severity: Severity, table: str, message: str, *, fields: str, years: Iterable[int]
) -> Callable[[Check], Check]:
    """Declare a rule over one child.

    Parameters
    ----------
    id, message
        As the Department for Education publishes them (Open Government Licence v3.0).
    table
        The table the rule is listed under.
    fields
        Columns it reads, parted by spaces: "Section47.DateOfInitialCPC CINdetails.DateOfInitialCPC".
    years
        Collection years it is in force for.
    """

    def declared(check: Check) -> Check:
        RULES.append(Rule(id, severity, table, message, tuple(fields.split()), frozenset(years), check=check))
        return check

    return declared


def rule_of_return(
    id: str, severity: Severity, table: str, message: str, *, fields: str, years: Iterable[int]
) -> Callable[[type[Tally]], type[Tally]]:
    """Declare a rule over the whole return: a class with `see` and `end`."""

    def declared(tally: type[Tally]) -> type[Tally]:
        RULES.append(Rule(id, severity, table, message, tuple(fields.split()), frozenset(years), tally=tally))
        return tally

    return declared


def broken(*places: Place) -> Broken:
    """A breach, as a rule yields it: `broken((section_47, "S47ActualStartDate"), (child_row, "UPN"))`."""
    return Broken(places)
