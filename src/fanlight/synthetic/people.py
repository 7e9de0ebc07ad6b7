"""Households: children, adults, and how they are related."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from fanlight.casework.person import PersonRecord
from fanlight.synthetic import names
from fanlight.synthetic.authority import MadeUpHousehold, MadeUpRelationship
from fanlight.synthetic.dice import Dice, Table

AUTHORITY_CODE = "999"  # no English authority has it
# Assumed: number and ages of the children in a household that becomes known, and who lives with them.
_CHILDREN = Table({1: 44, 2: 32, 3: 16, 4: 8})
_AGES = Table({n: 7 if n == 0 else 5 + (n > 3) + (n > 10) for n in range(18)})
_SECOND_ADULT = Table({"": 42, "father": 30, "stepfather": 12, "mother's partner": 10, "grandmother": 6})
_SEX = Table({"M": 51, "F": 49})
_DISABILITIES = (("AUT",), ("LD",), ("AUT", "BEH"), ("MOB",), ("HEAR",), ("CON",), ("COMM",), ("AUT", "LD"))


@dataclass(slots=True)
class Child:
    """A child while the story is being told; `open_until` is when a referral now open will close."""

    id: str
    forename: str
    surname: str
    sex: str
    born_on: date
    unborn_at_first: bool
    ethnicity: str
    disabilities: tuple[str, ...]
    upn: str
    open_until: date = date.min
    looked_after: bool = False
    plans: int = 0

    def age(self, day: date) -> int:
        """Age in whole years; -1 before birth."""
        if day < self.born_on:
            return -1
        b = self.born_on
        return day.year - b.year - ((day.month, day.day) < (b.month, b.day))


@dataclass(slots=True)
class Adult:
    """An adult of the household and what he or she is to the children."""

    id: str
    name: str
    words: str
    sex: str
    born_on: date


@dataclass(slots=True)
class Household:
    """People at one address, with what the story needs to remember about them."""

    id: str
    address: str
    postcode: str
    telephone: str
    children: list[Child]
    adults: list[Adult]
    strain: float
    scenario: str = ""
    tellings: list[tuple[str, date, str, str]] = field(default_factory=list)  # contact, day, source, body

    def young(self, day: date) -> list[Child]:
        """Children who are under 18, or expected within seven months."""
        return [c for c in self.children if c.age(day) < 18 and (c.born_on - day).days < 210]

    def record(self) -> MadeUpHousehold:
        """Freeze the address and who lives there."""
        return MadeUpHousehold(
            self.id,
            self.address,
            self.postcode,
            self.telephone,
            tuple(c.id for c in self.children),
            tuple(a.id for a in self.adults),
        )


def settle(dice: Dice, number: int, first_child: int, day: date, *, unborn: bool = False) -> Household:
    """Make the household with this number, as it is on the day it first becomes known."""
    surname = dice.pick(names.SURNAMES)
    mother = f"{dice.pick(names.WOMEN)} {surname if dice.chance(0.7) else dice.pick(names.SURNAMES)}"
    ethnicity = dice.draw(names.ETHNICITY)
    children: list[Child] = []
    for n in range(dice.draw(_CHILDREN)):
        child = _child(dice, f"C{first_child + n}", surname, ethnicity, day, unborn=unborn and n == 0)
        while any(not _siblings(child, other) for other in children):
            child = _child(dice, child.id, surname, ethnicity, day, unborn=False)
        children.append(child)
    eldest = min(c.born_on for c in children)
    people = [(mother, "mother", "F")]
    if second := dice.draw(_SECOND_ADULT):
        woman = second == "grandmother"
        family = surname if second in ("father", "grandmother") else dice.pick(names.SURNAMES)
        people.append(
            (f"{dice.pick(names.WOMEN if woman else names.MEN)} {family}", second, "F" if woman else "M")
        )
    adults = [
        Adult(
            f"A{100001 + number * 2 + n}",
            name,
            words,
            sex,
            eldest
            - timedelta(365 * dice.between(19, 38) + dice.between(0, 364) + 7300 * (words == "grandmother")),
        )
        for n, (name, words, sex) in enumerate(people)
    ]
    return Household(
        f"H{10001 + number}",
        names.address(dice),
        names.postcode(dice),
        names.telephone(dice),
        children,
        adults,
        dice.normal(0, 0.9),
    )


def _siblings(one: Child, other: Child) -> bool:
    """Can they be children of one mother: names differ, and births lie ten months apart."""
    return one.forename != other.forename and abs((one.born_on - other.born_on).days) > 300


def _child(dice: Dice, number: str, surname: str, ethnicity: str, day: date, *, unborn: bool) -> Child:
    if unborn:
        born_on = day + timedelta(dice.between(20, 180))
    else:
        born_on = day - timedelta(dice.draw(_AGES) * 365 + dice.between(1, 364))
    sex = dice.draw(_SEX)
    forename = dice.pick(names.BOYS if sex == "M" else names.GIRLS)
    disabilities = dice.pick(_DISABILITIES) if dice.chance(0.09) else ("NONE",) if dice.chance(0.7) else ()
    pupil = names.upn(dice, AUTHORITY_CODE, born_on.year) if (day - born_on).days > 1600 else ""
    return Child(number, forename, surname, sex, born_on, unborn, ethnicity, disabilities, pupil)


def child_record(child: Child, until: date) -> PersonRecord:
    """Write the child as the case system would on `until`: unborn ones by expected date, unnamed."""
    born = child.born_on < until
    return PersonRecord(
        child.id,
        forename=child.forename if born else "Unborn",
        surname=child.surname,
        born_on=child.born_on if born else None,
        expected_on=child.born_on if child.unborn_at_first else None,
        sex=child.sex if born else "U",
        ethnicity=child.ethnicity,
        upn=child.upn,
        disabilities=child.disabilities if born else (),
    )


def adult_record(adult: Adult) -> PersonRecord:
    """Write the adult's record."""
    forename, _, surname = adult.name.partition(" ")
    return PersonRecord(adult.id, forename=forename, surname=surname, born_on=adult.born_on, sex=adult.sex)


def relationships(household: Household) -> list[MadeUpRelationship]:
    """Say who is what to whom: each adult to each child, each older child to the next."""
    found = [MadeUpRelationship(a.id, c.id, a.words) for a in household.adults for c in household.children]
    in_order = sorted(household.children, key=lambda c: c.born_on)
    for older, younger in pairwise(in_order):
        found.append(
            MadeUpRelationship(older.id, younger.id, "older brother" if older.sex == "M" else "older sister")
        )
    return found
