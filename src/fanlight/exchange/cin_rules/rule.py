"""What a rule is: a function from a child's rows to breaches, with its id, message, fields and years."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Literal, Protocol

from fanlight.exchange.cin_rules.rows import Child, Row, day
from fanlight.terms.working_days import bank_holidays

Severity = Literal["ERROR", "QUERY"]
Place = tuple[Row, str]  # a row, and the column of it that takes part

# Collection years: 2026 is the return of April 2025 to March 2026.
EVERY_YEAR = range(2023, 2028)
TO_2024 = range(2023, 2025)  # gender is asked
FROM_2025 = range(2025, 2028)  # sex is asked

YES = frozenset({"true", "1"})
NO = frozenset({"false", "0"})


@dataclass(frozen=True)
class Census:
    """What the whole return says of itself, and the period it covers.

    Parameters
    ----------
    header
        The row of the Header.
    year
        Collection year whose rules are run.
    """

    header: Row
    year: int

    @cached_property
    def ended_on(self) -> date:
        """Last day of the period: the reference date; 31 March of the year where it is no date."""
        return day(self.header["ReferenceDate"].strip()) or date(self.year, 3, 31)

    @cached_property
    def began_on(self) -> date:
        """First day of the period: a year and no day before its end."""
        return years_on(self.ended_on, -1) + timedelta(days=1)

    def covers(self, on: date) -> bool:
        """Whether a day lies in the period."""
        return self.began_on <= on <= self.ended_on

    @cached_property
    def first_working_day(self) -> date:
        """The first working day of the period."""
        return working_days_before(self.began_on, 0)

    @cached_property
    def late_assessment_before(self) -> date:
        """An assessment begun before this day had its 45 working days, the last included, by the end."""
        return working_days_before(self.ended_on, 44)

    @cached_property
    def late_section_47_before(self) -> date:
        """An enquiry begun before this day had its 15 working days, the last included, by the end."""
        return working_days_before(self.ended_on, 14)


def years_on(on: date, years: int) -> date:
    """The same day so many years on; 28 February for a 29 February that is not."""
    try:
        return on.replace(year=on.year + years)
    except ValueError:
        return on.replace(year=on.year + years, day=28)


@lru_cache(maxsize=64)
def working_days_before(on: date, number: int) -> date:
    """The working day so many working days before a day; a day of rest counts as the working day after it.

    Examples
    --------
    >>> working_days_before(date(2026, 3, 31), 1), working_days_before(date(2024, 4, 1), 0)
    (datetime.date(2026, 3, 30), datetime.date(2024, 4, 2))
    """
    while not _works(on):
        on += timedelta(days=1)
    while number:
        on -= timedelta(days=1)
        number -= _works(on)
    return on


def _works(on: date) -> bool:
    return on.weekday() < 5 and on not in bank_holidays(on.year)


@dataclass(frozen=True, slots=True)
class Broken:
    """One breach of a rule: every row and column that takes part, the one to look at first, first.

    Breaches of one child with the same `key` are one finding: an assessment that overlaps two others is
    told once. `child_id` is set by rules over the whole return only.
    """

    places: tuple[Place, ...]
    key: Hashable
    child_id: str = ""


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
    id: str, table: str, message: str, *, fields: str, years: Iterable[int] = EVERY_YEAR
) -> Callable[[Check], Check]:
    """Declare a rule over one child.

    Parameters
    ----------
    id, message
        As the Department for Education publishes them (Open Government Licence v3.0). A rule whose id ends
        in Q is a query: amend, or give a reason.
    table
        The table the rule is listed under.
    fields
        Columns it reads, parted by spaces.
    years
        Collection years it is in force for.
    """

    def declared(check: Check) -> Check:
        RULES.append(
            Rule(id, _severity(id), table, message, tuple(fields.split()), frozenset(years), check=check)
        )
        return check

    return declared


def rule_of_return(
    id: str, table: str, message: str, *, fields: str, years: Iterable[int] = EVERY_YEAR
) -> Callable[[type[Tally]], type[Tally]]:
    """Declare a rule over the whole return: a class with `see` and `end`."""

    def declared(tally: type[Tally]) -> type[Tally]:
        RULES.append(
            Rule(id, _severity(id), table, message, tuple(fields.split()), frozenset(years), tally=tally)
        )
        return tally

    return declared


def _severity(id: str) -> Severity:
    return "QUERY" if id.endswith("Q") else "ERROR"


def broken(*places: Place, key: Hashable = None) -> Broken:
    """A breach: `broken((section_47, "S47ActualStartDate"), (episode.row, "CINreferralDate"))`.

    Without a key every breach is a finding of its own.
    """
    if key is None:
        key = tuple((row.table, row.number, column) for row, column in places)
    return Broken(places, key)


def wrong_values(rows: Iterable[Row], column: str, wrong: Callable[[Row], bool]) -> Iterator[Broken]:
    """A finding for each row whose column is wrong."""
    for row in rows:
        if wrong(row):
            yield broken((row, column))
