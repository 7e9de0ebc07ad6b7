"""What is reckoned for arrays is what is reckoned for one at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fanlight.terms.clocks import CONTACT_DECISION, StatutoryClock, due_at
from fanlight.terms.due_each import due_at_each
from fanlight.terms.english_times import english_times
from fanlight.terms.working_days import WorkingCalendar
from fanlight.terms.working_days_each import working_days_between_each

CALENDAR = WorkingCalendar(closed_days=frozenset({date(2026, 7, 7)}))
CLOCKS = [
    CONTACT_DECISION,
    replace(CONTACT_DECISION, working_days=3, out_of_hours_counts_from="next_opening"),
]
ENGLAND = ZoneInfo("Europe/London")
days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31)).map(lambda at: at.replace(microsecond=0))
edges = st.builds(datetime.combine, days, st.sampled_from([time(8, 44, 59), time(8, 45), time(17), time(0)]))


@given(st.lists(st.none() | moments))
@example([datetime(2026, 3, 29, 0, 59, 59), datetime(2026, 3, 29, 1), datetime(2026, 10, 25, 1), None])
def test_wall_clocks(instants: list[datetime | None]) -> None:
    shown = english_times(np.array(instants, "datetime64[s]"))
    assert shown.tolist() == [
        at and at.replace(tzinfo=UTC).astimezone(ENGLAND).replace(tzinfo=None) for at in instants
    ]


@pytest.mark.parametrize("clock", CLOCKS)
@given(received=st.lists(st.none() | moments | edges))
def test_clocks_run_out(clock: StatutoryClock, received: list[datetime | None]) -> None:
    due = due_at_each(np.array(received, "datetime64[s]"), clock, CALENDAR)
    assert due.tolist() == [at and due_at(at, clock, CALENDAR) for at in received]


@given(st.lists(st.tuples(days, days)))
def test_working_days(pairs: list[tuple[date, date]]) -> None:
    first, last = (np.array([pair[at] for pair in pairs], "datetime64[D]") for at in (0, 1))
    counted = working_days_between_each(first, last, CALENDAR)
    assert counted.tolist() == [CALENDAR.working_days_between(*pair) for pair in pairs]
