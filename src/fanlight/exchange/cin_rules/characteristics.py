"""Rules of a child's characteristics: ethnicity and disabilities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from fanlight.exchange.cin_rules.rows import Child
from fanlight.exchange.cin_rules.rule import (
    NO,
    Broken,
    Census,
    broken,
    rule,
    rule_of_return,
    wrong_values,
)
from fanlight.terms import codes

_CHECK = "Please check and either amend or provide a reason: "
_ETHNICITIES = frozenset(entry.code for entry in codes.ETHNICITY)
_DISABILITIES = frozenset(entry.code for entry in codes.DISABILITY)


@rule(
    "4220",
    "ChildCharacteristics",
    "Ethnicity is missing or invalid (see Ethnicity table)",
    fields="ChildCharacteristics.Ethnicity",
)
def ethnicity_missing(child: Child, census: Census) -> Iterator[Broken]:
    """A code of the table."""
    return wrong_values(child.characteristics, "Ethnicity", lambda row: row["Ethnicity"] not in _ETHNICITIES)


@rule(
    "8540",
    "ChildCharacteristics",
    "Child’s disability is missing or invalid (see Disability table)",
    fields="Disabilities.Disability ChildIdentifiers.PersonBirthDate CINdetails.ReferralNFA",
)
def disability_missing(child: Child, census: Census) -> Iterator[Broken]:
    """Asked of children born, with a referral taken further."""
    wrong = [row for row in child.disabilities if row["Disability"] not in _DISABILITIES]
    if child.disabilities and not wrong:
        return
    for row in child.identifiers:
        born_on = row.on("PersonBirthDate")
        for episode in child.episodes:
            if born_on and episode.row["ReferralNFA"] in NO:
                places = [(row, "PersonBirthDate"), (episode.row, "ReferralNFA")]
                yield broken(*((one, "Disability") for one in wrong), *places, key=born_on)


@rule_of_return(
    "2887Q",
    "Disabilities",
    f"{_CHECK}Less than 8 disability codes have been used in your return",
    fields="Disabilities.Disability",
)
class FewDisabilityCodes:
    """Fewer than eight children are told to have no disability.

    The message speaks of codes used; this is how the sector's validator counts it, and Fanlight keeps to it
    until the Department's own specification can be compared.
    """

    def __init__(self) -> None:
        self._told = 0

    def see(self, child: Child, census: Census) -> None:
        """Count NONE."""
        self._told += sum(row["Disability"] == "NONE" for row in child.disabilities)

    def end(self, census: Census) -> Iterable[Broken]:
        """A finding about the authority as a whole."""
        if self._told < 8:
            yield broken()


@rule_of_return(
    "2888Q",
    "Disabilities",
    f"{_CHECK}Only one disability code is recorded per child and multiple disabilities should be recorded "
    "where possible.",
    fields="Disabilities.Disability",
)
class OneDisabilityEach:
    """Nobody in the return has two."""

    def __init__(self) -> None:
        self._told: Counter[str] = Counter()
        self._two = False

    def see(self, child: Child, census: Census) -> None:
        """Count the codes of each child, NONE apart, until one has two."""
        if self._two:
            return
        if told := sum(row["Disability"] not in ("", "NONE") for row in child.disabilities):
            self._told[child.child_id] += told
            self._two = self._told[child.child_id] > 1

    def end(self, census: Census) -> Iterable[Broken]:
        """A finding about the authority as a whole; none where no disability is told."""
        if self._told and not self._two:
            yield broken()


@rule(
    "8790",
    "Disabilities",
    "Disability information includes both None and other values",
    fields="Disabilities.Disability",
)
def none_and_others(child: Child, census: Census) -> Iterator[Broken]:
    """The values beside NONE are told."""
    if len(child.disabilities) > 1 and any(row["Disability"].upper() == "NONE" for row in child.disabilities):
        yield from wrong_values(
            child.disabilities, "Disability", lambda row: row["Disability"].upper() != "NONE"
        )


@rule(
    "8794",
    "Disabilities",
    "Child has two or more disabilities with the same code",
    fields="Disabilities.Disability",
)
def same_disability_twice(child: Child, census: Census) -> Iterator[Broken]:
    """Each row of the code is told."""
    if len(child.disabilities) > 1:
        count = Counter(row["Disability"] for row in child.disabilities if row["Disability"])
        yield from wrong_values(child.disabilities, "Disability", lambda row: count[row["Disability"]] > 1)
