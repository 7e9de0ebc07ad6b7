"""The groups that children are counted in, many at once: sex, age band, ethnic group, disability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from fanlight.terms.groups import AGE_BANDS, ETHNIC_GROUP, ETHNIC_GROUPS, NOT_KNOWN, age_bands_each
from fanlight.web.casework.columns import as_text, columns, days
from fanlight.web.casework.models import Person

SEXES = ("Female", "Male", NOT_KNOWN)
DISABILITIES = ("A disability recorded", "Recorded as having none", NOT_KNOWN)
Groups = Mapping[str, tuple[Sequence[str], NDArray[np.int64]]]


def groups_of(person: NDArray[np.int64], on: NDArray[np.datetime64]) -> Groups:
    """For each split the names of its groups, and the place of each child's group on a day.

    Parameters
    ----------
    person, on
        Shape (n,): ids of children, and the day on which each one's age counts.
    """
    fields = ("pk", "sex", as_text("born_on"), as_text("expected_on"), "ethnicity", "disability")
    found = columns(Person.objects.filter(is_adult=False).order_by("pk").values_list(*fields), 6)
    pk, sex, born, expected, ethnicity, disability = found
    at = np.searchsorted(pk.astype(np.int64), person)
    place = {name: number for number, name in enumerate(ETHNIC_GROUPS)}
    sexes, said = {"F": 0, "M": 1}, {"yes": 0, "no": 1}
    unborn = np.array([day is not None for day in expected], np.bool_)
    return {
        "Ethnic group": (
            ETHNIC_GROUPS,
            np.array([place[ETHNIC_GROUP.get(one, NOT_KNOWN)] for one in ethnicity], np.int64)[at],
        ),
        "Sex": (SEXES, np.array([sexes.get(one, 2) for one in sex], np.int64)[at]),
        "Age band": (AGE_BANDS, age_bands_each(days(born)[at], on, unborn[at])),
        "Disability": (DISABILITIES, np.array([said.get(one, 2) for one in disability], np.int64)[at]),
    }
