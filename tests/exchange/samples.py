"""The sample files that tests read, and what every reading of any file must keep."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from fanlight.exchange.reading import Reading

DATA = Path(__file__).parents[1] / "data"
CIN_SAMPLES = sorted((DATA / "cin").glob("*.xml"))
ANNEX_A = DATA / "annex_a" / "Annex_A.xlsx"


def assert_account_closes(reading: Reading) -> None:
    """Rows set aside are each told, with place and reason; every event ends on or after it begins."""
    told = Counter(item.table for item in reading.set_aside if item.whole_row)
    assert told == Counter({t: c.rows_set_aside for t, c in reading.account.items() if c.rows_set_aside})
    assert all(item.place and item.reason for item in reading.set_aside)
    assert all(event.ended_on is None or event.ended_on >= event.on for event in reading.events)
    assert all(event.person_id and event.place for event in reading.events)
    assert "\n" not in reading.sentence()
