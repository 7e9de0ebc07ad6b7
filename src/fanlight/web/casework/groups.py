"""The groups that children are counted in, many at once: sex, age band, ethnic group, disability."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fanlight.terms.groups import AGE_BANDS, ETHNIC_GROUP, ETHNIC_GROUPS, NOT_KNOWN, age_bands_each
from fanlight.web.casework.columns import as_text, columns, days
from fanlight.web.casework.models import Person

ETHNICITY, SEX, AGE, DISABILITY = "Ethnic group", "Sex", "Age band", "Disability"
SEXES = ("Female", "Male", NOT_KNOWN)
DISABILITIES = ("A disability recorded", "Recorded as having none", NOT_KNOWN)
Group = tuple[Sequence[str], NDArray[np.int64]]
"""Names of the groups of one split, and the place of each case's group."""


@dataclass(frozen=True)
class PersonGroups:
    """Everybody's groups in the order of their numbers; the age band depends on the day."""

    pk: NDArray[np.int64]
    ethnic_group: NDArray[np.int64]
    sex: NDArray[np.int64]
    disability: NDArray[np.int64]
    born_on: NDArray[np.datetime64]
    unborn: NDArray[np.bool_]

    def split(self, name: str, person: NDArray[np.int64], on: NDArray[np.datetime64]) -> Group:
        """One split.

        Parameters
        ----------
        name
            A key of `SPLITS`.
        person, on
            Shape (n,): ids of persons, and the day on which each one's age counts.
        """
        return SPLITS[name](self, np.searchsorted(self.pk, person), on)

    def every(self, person: NDArray[np.int64], on: NDArray[np.datetime64]) -> Mapping[str, Group]:
        """All of `SPLITS`."""
        return {name: self.split(name, person, on) for name in SPLITS}


Place = NDArray[np.intp]
SPLITS: Mapping[str, Callable[[PersonGroups, Place, NDArray[np.datetime64]], Group]] = {
    ETHNICITY: lambda all_, at, on: (ETHNIC_GROUPS, all_.ethnic_group[at]),
    SEX: lambda all_, at, on: (SEXES, all_.sex[at]),
    AGE: lambda all_, at, on: (AGE_BANDS, age_bands_each(all_.born_on[at], on, all_.unborn[at])),
    DISABILITY: lambda all_, at, on: (DISABILITIES, all_.disability[at]),
}


def person_groups() -> PersonGroups:
    """Read everybody's."""
    fields = ("pk", "sex", as_text("born_on"), as_text("expected_on"), "ethnicity", "disability")
    pk, sex, born, expected, ethnicity, disability = columns(
        Person.objects.order_by("pk").values_list(*fields), 6
    )
    place = {name: number for number, name in enumerate(ETHNIC_GROUPS)}
    sexes, said = {"F": 0, "M": 1}, {"yes": 0, "no": 1}
    return PersonGroups(
        pk.astype(np.int64),
        np.array([place[ETHNIC_GROUP.get(one, NOT_KNOWN)] for one in ethnicity], np.int64),
        np.array([sexes.get(one, 2) for one in sex], np.int64),
        np.array([said.get(one, 2) for one in disability], np.int64),
        days(born),
        np.array([day is not None for day in expected], np.bool_),
    )
