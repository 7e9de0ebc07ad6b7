"""How long somebody has been waited for, in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from fanlight.terms.periods import day_words


def waiting_words(asked_of: str, asked_at: datetime, now: datetime) -> str:
    """How long an answer has been waited for, in real (wall-clock) time, rounded down.

    Minutes under an hour, hours under two days, then days. A request dated after `now` is told as such.

    Parameters
    ----------
    asked_of
        Who was asked, such as "police".
    asked_at, now
        Local time in England without zone; when the clocks change, up to an hour out.

    Examples
    --------
    >>> from datetime import datetime
    >>> asked = datetime(2026, 5, 4, 9, 30)
    >>> waiting_words("police", asked, datetime(2026, 5, 4, 12, 45))
    'waiting for police, 3 h'
    >>> waiting_words("St Anne's School", asked, datetime(2026, 5, 6, 10, 0))
    "waiting for St Anne's School, 2 days"
    """
    waited = now - asked_at
    minutes = waited // timedelta(minutes=1)
    if minutes < 0:
        length = f"to be asked on {at_words(asked_at)}"
    elif minutes < 1:
        length = "asked just now"
    elif minutes < 60:
        length = f"{minutes} min"
    elif minutes < 48 * 60:
        length = f"{minutes // 60} h"
    else:
        length = f"{waited.days} days"
    return f"waiting for {asked_of}, {length}"


def at_words(at: datetime) -> str:
    """A day and a time of day in words.

    Examples
    --------
    >>> from datetime import datetime
    >>> at_words(datetime(2026, 5, 3, 9, 5))
    '3 May 2026 at 09:05'
    """
    return f"{day_words(at.date())} at {at:%H:%M}"
