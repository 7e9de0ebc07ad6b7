"""Days and times as people type them: read strictly, or refused with what is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAY_THEN_TIME = re.compile(r"(.+?)(?:[T,]|\s|\sat\s)\s*(\d{1,2}:.+)")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?\s*(gmt|bst)?", re.IGNORECASE)
_TIME_WITHOUT_COLON = re.compile(r"([01]\d|2[0-3])([0-5]\d)\s*(gmt|bst)?", re.IGNORECASE)


class TypedError(ValueError):
    """What was typed is not a day or a time; the message ends a sentence that begins with the label."""


@dataclass(frozen=True)
class TypedTime:
    """A clock time, with the zone if it was named (only the hour that happens twice needs it)."""

    clock: time
    zone: str = ""


def split_day(text: str) -> tuple[str, str, str]:
    """Day, month and year of a whole date pasted into one box, untouched if it is not one.

    >>> split_day("21/11/2026"), split_day("2026-11-21"), split_day("21 Nov 2026"), split_day("21")
    (('21', '11', '2026'), ('21', '11', '2026'), ('21', 'Nov', '2026'), ('21', '', ''))
    """
    parts = [part for part in re.split(r"[\s/.,-]+", text.strip()) if part]
    if len(parts) != 3:
        return text.strip(), "", ""
    return (parts[2], parts[1], parts[0]) if len(parts[0]) == 4 else (parts[0], parts[1], parts[2])


def split_moment(text: str) -> tuple[str, str, str, str]:
    """The same for a day with a time after it.

    >>> split_moment("21 Nov 2026 14:05"), split_moment("2026-11-21T09:30")
    (('21', 'Nov', '2026', '14:05'), ('21', '11', '2026', '09:30'))
    """
    found = _DAY_THEN_TIME.fullmatch(text.strip())
    day, clock = (found[1], found[2]) if found else (text, "")
    return (*split_day(day), clock)


def read_day(day: str, month: str, year: str) -> date:
    """The date of three typed parts; the month may be a number or its English name.

    Raises
    ------
    TypedError
        A part is missing, the year is not four digits, or there is no such day.

    >>> read_day("1", "Feb", "2026")
    datetime.date(2026, 2, 1)
    >>> read_day("31", "2", "2026")
    Traceback (most recent call last):
    fanlight.web.design.typed.TypedError: must be a real date
    """
    parts = {"day": day.strip(), "month": month.strip(), "year": year.strip()}
    if missing := [name for name, part in parts.items() if not part]:
        raise TypedError(f"must include a {' and '.join(missing)}")
    if not re.fullmatch(r"[0-9]{4}", parts["year"]):
        raise TypedError("must have a year of 4 numbers, like 2026")
    try:
        return date(int(parts["year"]), _month(parts["month"]), int(parts["day"]))
    except ValueError:
        raise TypedError("must be a real date") from None


def _month(text: str) -> int:
    lowered = text.lower().rstrip(".")
    named = [number for number, name in enumerate(MONTHS, 1) if len(lowered) > 2 and name.startswith(lowered)]
    return named[0] if named else int(lowered)


def read_time(text: str) -> TypedTime:
    """A time of day: ``14:05``, ``14.05``, ``1405``, ``2:05pm``, ``2pm``, with GMT or BST where it matters.

    Raises
    ------
    TypedError
        There is no such time. A bare number such as ``2`` is refused: morning or afternoon?

    >>> read_time("1405"), read_time("2.05 pm").clock.isoformat()
    (TypedTime(clock=datetime.time(14, 5), zone=''), '14:05:00')
    """
    wrong = TypedError("must have a time like 14:05 or 2:05pm")
    text = text.strip()
    if found := _TIME_WITHOUT_COLON.fullmatch(text):
        return TypedTime(time(int(found[1]), int(found[2])), (found[3] or "").upper())
    found = _TIME.fullmatch(text)
    if not found or not (found[2] or found[3]):
        raise wrong
    hour, half = int(found[1]), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        raise wrong
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    try:
        return TypedTime(time(hour, int(found[2] or 0)), (found[4] or "").upper())
    except ValueError:
        raise wrong from None


def place(day: date, typed: TypedTime, zone: ZoneInfo) -> datetime:
    """The instant of a local day and time, in UTC, never guessed when the clocks change.

    Raises
    ------
    TypedError
        That hour did not happen (clocks went forward), happened twice and GMT or BST was not said, or
        GMT or BST was said on a day when the clock showed the other.

    >>> place(date(2026, 10, 25), read_time("01:30 BST"), ZoneInfo("Europe/London")).isoformat()
    '2026-10-25T00:30:00+00:00'
    """
    first = datetime.combine(day, typed.clock, zone)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        candidates = [first]
    elif first.utcoffset() < second.utcoffset():  # the zone is known
        raise TypedError("is in the hour that did not happen: the clocks went forward")
    else:
        candidates = [first, second]
    if typed.zone:
        candidates = [moment for moment in candidates if moment.tzname() == typed.zone]
    if len(candidates) == 2:
        raise TypedError("is in the hour that happened twice: add BST (first) or GMT (second) to the time")
    if not candidates:
        raise TypedError(f"is not in {typed.zone}: leave {typed.zone} out")
    return candidates[0].astimezone(UTC)
