"""England's published figures that the made-up authority is calibrated to (Open Government Licence v3.0)."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def england() -> dict[str, Any]:
    """Figures with table and year, as in `published_england.json`.

    Examples
    --------
    >>> england()["referrals"]["no_further_action_percent"]
    6.5
    """
    text = files("fanlight.synthetic").joinpath("published_england.json").read_text(encoding="utf-8")
    figures: dict[str, Any] = json.loads(text)
    return figures


def share_within_45_working_days() -> float:
    """Share of assessments completed in 45 working days.

    Derived: the bands of table c2 up to 45 days over their sum (the publisher rounds, so the bands do not
    add up to the number completed exactly).

    Examples
    --------
    >>> round(share_within_45_working_days(), 3)
    0.845
    """
    bands = england()["assessments"]["working_days"]
    return float(sum(n for _, high, n in bands if high <= 45) / sum(n for *_, n in bands))
