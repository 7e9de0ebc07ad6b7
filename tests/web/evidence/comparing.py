"""Comparisons of areas in every state, made by the real actions."""

from __future__ import annotations

from functools import cache
from typing import Any

from fanlight.evidence.comparison.specified import specified
from fanlight.evidence.comparison.study import inputs_digest, study
from fanlight.exchange.published_panel import panel_of, periods_of
from fanlight.web.accounts.models import User
from fanlight.web.evidence.actions.comparisons import ask_for_comparison, end_comparison
from fanlight.web.evidence.models import AreaComparison

YORK = specified("referrals", "816", "2020-04", left_out=["380"])
LEFT_OUT = [{"code": "380", "name": "Bradford", "because": "It had the same change"}]


def an_asked_comparison(by: User) -> AreaComparison:
    """One that waits."""
    return ask_for_comparison(by=by, change="A new front door", chosen="own", spec=YORK, left_out=LEFT_OUT)


def a_comparison(by: User) -> AreaComparison:
    """One that is done; what is worked out is worked out once for all tests."""
    asked = an_asked_comparison(by)
    end_comparison(asked, AreaComparison.State.DONE, **_worked_out())
    asked.refresh_from_db()
    return asked


@cache
def _worked_out() -> dict[str, Any]:
    areas = panel_of(YORK)
    result = study(areas).to_dict() | {"periods": periods_of(YORK)}
    return {"inputs": inputs_digest(areas), "result": result}
