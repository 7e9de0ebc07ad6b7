"""A measure counted in other ways than its own words say: what a difference may come from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.casework.cases import Cases, Days, State


def each_child_once(cases: Cases, person: NDArray[Any]) -> tuple[int, int]:
    """Children with a case that counts, and children with any case that is known.

    Parameters
    ----------
    cases
        Of the year that is compared.
    person
        The child of each *row* of the arrays that the cases point to.

    Examples
    --------
    >>> on = np.array(["2026-05-03"] * 3, "datetime64[D]")
    >>> cases = Cases("re_referral_12m", np.arange(3), on, np.array([0, 1, 0], np.int8))
    >>> each_child_once(cases, np.array(["c1", "c1", "c2"]))
    (1, 2)
    """
    child = person[cases.row]
    known = np.isin(cases.state, [int(State.YES), int(State.NO)])
    return len(np.unique(child[cases.state == State.YES])), len(np.unique(child[known]))


def by_another_day(cases: Cases, day: Days) -> Cases:
    """The same cases, put into a year by another day; those without that day are left out.

    Parameters
    ----------
    day
        Of each *row* of the arrays that the cases point to, `datetime64[D]`, NaT for none.
    """
    has_day = ~np.isnat(day[cases.row])
    told = cases.where(has_day)
    return replace(told, on=day[told.row])
