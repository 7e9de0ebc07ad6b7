from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fanlight.terms.english_days import english_days


@given(st.lists(st.datetimes(datetime(1980, 1, 1), datetime(2090, 1, 1)), min_size=1, max_size=30))
def test_each_day_is_the_day_on_an_english_clock(instants):
    slow = [
        at.replace(tzinfo=UTC, microsecond=0).astimezone(ZoneInfo("Europe/London")).date() for at in instants
    ]
    assert english_days(np.array(instants, "datetime64[s]")).tolist() == slow


def test_an_unknown_instant_stays_unknown():
    assert np.isnat(english_days(np.array(["NaT"], "datetime64[s]")))[0]
