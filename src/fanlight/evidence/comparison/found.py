"""A comparison of areas as a test of an explanation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from fanlight.evidence.comparison.study import Study
from fanlight.evidence.finding import Finding
from fanlight.evidence.specification import Specification

INPUTS = "inputs"


def finding_of(
    spec: Specification, found: Study, *, known_on: date | None = None, unit: str = "a period"
) -> Finding:
    """What a comparison found, as a test of a claim or a rival keeps it.

    Parameters
    ----------
    spec
        Of the comparison.
    found
        The study of its panel.
    known_on
        The newest day of publication among the figures.
    unit
        Of an effect, such as "referrals a month".

    Returns
    -------
    Finding
        Its table holds the estimates, and in each row the digest of the figures that were compared.
    """
    low, high = found.comparison.spread
    none = sum(one.low <= 0.0 <= one.high for one in found.comparison.estimates)
    words = [found.sentence(unit)]
    if found.stood_out:
        words.append(
            f"Before the change the area was {' and '.join(found.stood_out)} of these areas: its placebos "
            "are not to be trusted."
        )
    table = found.columns() | {INPUTS: np.repeat(found.inputs, len(found.comparison.estimates))}
    numbers = {"lowest": low, "highest": high, "intervals_with_0": float(none)}
    return Finding(spec, " ".join(words), numbers, table, known_on)


def inputs_of(kept: Mapping[str, Any]) -> str:
    """The digest of the figures that a kept finding (`Finding.to_dict`) compared; "" for none.

    >>> inputs_of({"columns": ["estimator", "inputs"], "rows": [["synthetic_control", "a1"]]}), inputs_of({})
    ('a1', '')
    """
    columns: Sequence[str] = kept.get("columns", [])
    rows: Sequence[Sequence[str]] = kept.get("rows", [])
    return rows[0][columns.index(INPUTS)] if rows and INPUTS in columns else ""
