"""Rules of a child's identifiers: local number, days of birth and death, sex."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from fanlight.exchange.cin_rules.rows import Child
from fanlight.exchange.cin_rules.rule import (
    FROM_2025,
    TO_2024,
    Broken,
    Census,
    broken,
    rule,
    rule_of_return,
    wrong_values,
    years_on,
)

_CHECK = "Please check and either amend or provide a reason: "
_CHECK_DATA = "Please check and either amend data or provide a reason: "


@rule(
    "1570",
    "ChildIdentifiers",
    "LA Child ID must not be longer than 20 characters",
    fields="ChildIdentifiers.LAchildID",
    years=FROM_2025,
)
def long_child_id(child: Child, census: Census) -> Iterator[Broken]:
    """At most 20 characters."""
    if len(child.child_id) > 20:
        yield from wrong_values(child.identifiers, "LAchildID", bool)


@rule(
    "1580",
    "ChildIdentifiers",
    "LA Child ID must not contain any non-alphanumeric characters",
    fields="ChildIdentifiers.LAchildID",
    years=FROM_2025,
)
def odd_child_id(child: Child, census: Census) -> Iterator[Broken]:
    """Letters and figures alone."""
    if child.child_id and not child.child_id.isalnum():
        yield from wrong_values(child.identifiers, "LAchildID", bool)


class _WithoutSex:
    """More than 2 % of records, the unborn apart, do not say it."""

    column, unknown = "Sex", "U"

    def __init__(self) -> None:
        self._records = self._without = 0

    def see(self, child: Child, census: Census) -> None:
        """Count records, and those that do not say it."""
        for row in child.identifiers:
            self._records += 1
            unsaid = row[self.column] in ("", self.unknown)
            self._without += unsaid and not row.on("ExpectedPersonBirthDate")

    def end(self, census: Census) -> Iterable[Broken]:
        """A finding about the authority as a whole."""
        if self._without > 0.02 * self._records:
            yield broken()


@rule_of_return(
    "2886Q",
    "ChildIdentifiers",
    f"{_CHECK}Percentage of children with no sex recorded is more than 2% (excluding unborns)",
    fields="ExpectedPersonBirthDate Sex",
    years=FROM_2025,
)
class WithoutSex(_WithoutSex):
    """Sex is asked from the return of 2025 on."""


@rule_of_return(
    "2886Q",
    "ChildIdentifiers",
    f"{_CHECK}Percentage of children with no gender recorded is more than 2% (excluding unborns)",
    fields="ExpectedPersonBirthDate GenderCurrent",
    years=TO_2024,
)
class WithoutGender(_WithoutSex):
    """Gender was asked up to the return of 2024."""

    column, unknown = "GenderCurrent", "0"


@rule(
    "4180",
    "ChildIdentifiers",
    "Sex must be provided and equal M, F, or U",
    fields="ChildIdentifiers.Sex",
    years=FROM_2025,
)
def sex_missing(child: Child, census: Census) -> Iterator[Broken]:
    """One of three letters."""
    return wrong_values(child.identifiers, "Sex", lambda row: row["Sex"] not in ("M", "F", "U"))


@rule(
    "4180",
    "ChildIdentifiers",
    "Gender is missing",
    fields="ChildIdentifiers.GenderCurrent",
    years=TO_2024,
)
def gender_missing(child: Child, census: Census) -> Iterator[Broken]:
    """One of four figures."""
    return wrong_values(
        child.identifiers, "GenderCurrent", lambda row: row["GenderCurrent"] not in ("0", "1", "2", "9")
    )


@rule("8500", "ChildIdentifiers", "LA Child ID missing", fields="ChildIdentifiers.LAchildID")
def child_id_missing(child: Child, census: Census) -> Iterator[Broken]:
    """A child without its local number."""
    return wrong_values(child.identifiers, "LAchildID", lambda row: not row["LAchildID"])


@rule(
    "8510",
    "ChildIdentifiers",
    "More than one child record with the same LA Child ID",
    fields="ChildIdentifiers.LAchildID",
)
def same_child_id(child: Child, census: Census) -> Iterator[Broken]:
    """Each of the records is told."""
    if len(child.identifiers) > 1:
        yield from wrong_values(child.identifiers, "LAchildID", bool)


@rule(
    "8520",
    "ChildIdentifiers",
    "Date of Birth is after data collection period (must be on or before the end of the census period)",
    fields="ChildIdentifiers.PersonBirthDate Header.ReferenceDate",
)
def born_after_the_period(child: Child, census: Census) -> Iterator[Broken]:
    """Born after the reference date."""
    for row in child.identifiers:
        born_on = row.on("PersonBirthDate")
        if born_on and born_on > census.ended_on:
            yield broken((row, "PersonBirthDate"))


@rule(
    "8525Q",
    "ChildIdentifiers",
    "Either Date of Birth or Expected Date of Birth must be provided (but not both)",
    fields="ChildIdentifiers.PersonBirthDate ChildIdentifiers.ExpectedPersonBirthDate",
)
def one_day_of_birth(child: Child, census: Census) -> Iterator[Broken]:
    """Neither or both."""
    for row in child.identifiers:
        if (row.on("PersonBirthDate") is None) is (row.on("ExpectedPersonBirthDate") is None):
            yield broken((row, "PersonBirthDate"), (row, "ExpectedPersonBirthDate"), key="born")


@rule(
    "8530Q",
    "ChildIdentifiers",
    f"{_CHECK_DATA}Expected Date of Birth is outside the expected range for this census (March to December "
    "of the Census Year end)",
    fields="ChildIdentifiers.ExpectedPersonBirthDate",
)
def expected_out_of_range(child: Child, census: Census) -> Iterator[Broken]:
    """Between thirty days before the reference date and nine months after it."""
    for row in child.identifiers:
        expected_on = row.on("ExpectedPersonBirthDate")
        if expected_on and not _in_range(expected_on, census.ended_on):
            yield broken((row, "ExpectedPersonBirthDate"), key=expected_on)


def _in_range(expected_on: date, end: date) -> bool:
    nine_months_on = date(end.year, 12, end.day) if end.month == 3 else end + timedelta(days=275)
    return end - timedelta(days=30) < expected_on < nine_months_on


@rule(
    "8535Q",
    "ChildIdentifiers",
    f"{_CHECK_DATA}Child’s date of death should not be prior to the date of birth",
    fields="ChildIdentifiers.PersonDeathDate ChildIdentifiers.PersonBirthDate",
)
def died_before_birth(child: Child, census: Census) -> Iterator[Broken]:
    """A day of death without a day of birth is told too."""
    for row in child.identifiers:
        died_on = row.on("PersonDeathDate")
        if died_on is None:
            continue
        born_on = row.on("PersonBirthDate")
        if born_on is None or born_on > died_on:
            yield broken((row, "PersonDeathDate"), (row, "PersonBirthDate"), key=(died_on, born_on))


@rule(
    "8545Q",
    "ChildIdentifiers",
    f"{_CHECK_DATA}Child's date of death should be within the census year",
    fields="ChildIdentifiers.PersonDeathDate",
)
def died_out_of_the_period(child: Child, census: Census) -> Iterator[Broken]:
    """Died before the census year began, or after it ended."""
    for row in child.identifiers:
        died_on = row.on("PersonDeathDate")
        if died_on and not census.covers(died_on):
            yield broken((row, "PersonDeathDate"))


@rule(
    "8590",
    "ChildIdentifiers",
    "Child does not have a recorded CIN episode.",
    fields="ChildIdentifiers.LAchildID CINdetails.LAchildID",
)
def without_episode(child: Child, census: Census) -> Iterator[Broken]:
    """No CINdetails at all."""
    if not child.episodes:
        yield broken(*((row, "LAchildID") for row in child.identifiers))


@rule(
    "8750",
    "ChildIdentifiers",
    "Sex must equal U for an unborn child",
    fields="ChildIdentifiers.Sex ChildIdentifiers.PersonBirthDate ChildIdentifiers.ExpectedPersonBirthDate",
    years=FROM_2025,
)
def sex_of_the_unborn(child: Child, census: Census) -> Iterator[Broken]:
    """Expected, not yet born, and a sex told."""
    return _unborn(child, "Sex", "U")


@rule(
    "8750",
    "ChildIdentifiers",
    "Gender must equal 0 for an unborn child",
    fields="ChildIdentifiers.GenderCurrent ChildIdentifiers.PersonBirthDate "
    "ChildIdentifiers.ExpectedPersonBirthDate",
    years=TO_2024,
)
def gender_of_the_unborn(child: Child, census: Census) -> Iterator[Broken]:
    """Expected, not yet born, and a gender told."""
    return _unborn(child, "GenderCurrent", "0")


def _unborn(child: Child, column: str, unknown: str) -> Iterator[Broken]:
    for row in child.identifiers:
        expected_on = row.on("ExpectedPersonBirthDate")
        if expected_on and not row.on("PersonBirthDate") and row[column] != unknown:
            places = ((row, name) for name in (column, "PersonBirthDate", "ExpectedPersonBirthDate"))
            yield broken(*places, key=(row[column], expected_on))


@rule(
    "8775Q",
    "ChildIdentifiers",
    f"{_CHECK_DATA}Child is over 25 years old",
    fields="ChildIdentifiers.PersonBirthDate CINdetails.CINclosureDate",
)
def over_25(child: Child, census: Census) -> Iterator[Broken]:
    """Over 25 at the end of the census year, with an episode open or closed after that birthday."""
    for row in child.identifiers:
        born_on = row.on("PersonBirthDate")
        if born_on is None or born_on >= years_on(census.ended_on, -25):
            continue
        turned_25 = years_on(born_on, 25)
        for episode in child.episodes:
            closed_on = episode.row.on("CINclosureDate")
            if closed_on is None or closed_on > turned_25:
                yield broken((row, "PersonBirthDate"), (episode.row, "CINclosureDate"), key=born_on)


@rule(
    "4008",
    "ChildIdentifiers",
    "CIN Plan shown as starting after the child’s Date of Death.",
    fields="ChildIdentifiers.PersonDeathDate CINplanDates.CINPlanStartDate",
)
def plan_started_after_death(child: Child, census: Census) -> Iterator[Broken]:
    """A plan that began after the child died."""
    return _plan_after_death(child, "CINPlanStartDate")


@rule(
    "4009Q",
    "ChildIdentifiers",
    "CIN Plan cannot end after the child’s Date of Death",
    fields="ChildIdentifiers.PersonDeathDate CINplanDates.CINPlanEndDate",
)
def plan_ended_after_death(child: Child, census: Census) -> Iterator[Broken]:
    """A plan that ended after the child died."""
    return _plan_after_death(child, "CINPlanEndDate")


def _plan_after_death(child: Child, column: str) -> Iterator[Broken]:
    for row in child.identifiers:
        died_on = row.on("PersonDeathDate")
        if died_on is None:
            continue
        for episode in child.episodes:
            for plan in episode.cin_plans:
                on = plan.on(column)
                if on and on > died_on:
                    yield broken((row, "PersonDeathDate"), (plan, column), key=died_on)
