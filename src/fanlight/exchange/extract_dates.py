"""Days as extracts of case systems write them when a spreadsheet had them in hand: 26/05/26, 26-May-2026.

Day first, as England writes them. The century of a two-figure year is taken where only one is possible for
a child or an event, and told; returns to the Department, which never write one, refuse such a year.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from fanlight.exchange.values import Refused, clean, read_moment

LAST_OF_2000S, FIRST_OF_1900S = 29, 50
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(
    r"(?P<day>\d{1,2})(?P<between>[/. -])(?P<month>\d{1,2}|[a-z]{3,9})(?P=between)(?P<year>\d{4}|\d\d)"
    r"(?P<rest>[T ].*)?",
    re.IGNORECASE | re.ASCII,
)


def is_short_year(text: str) -> bool:
    """Whether a day is written with a two-figure year.

    Examples
    --------
    >>> [is_short_year(text) for text in ("26/05/26", "26-May-26 14:05", "26/05/2026", "2026-05-26", "26")]
    [True, True, False, False, False]
    """
    found = _DAY.fullmatch(clean(text))
    return found is not None and len(found["year"]) == 2


def written_out(text: str) -> str:
    """A day with its month in figures and its year in full; any other text as it is.

    Raises
    ------
    Refused
        For a two-figure year that could be of either century.

    Examples
    --------
    >>> written_out("26/05/26"), written_out("1-May-2026 14:05"), written_out("3.2.98"), written_out("n/k")
    ('26/05/2026', '1/5/2026 14:05', '3/2/1998', 'n/k')
    >>> written_out("26/05/38")
    Traceback (most recent call last):
    ...
    fanlight.exchange.values.Refused: a two-figure year that could be 1938 or 2038
    """
    found = _DAY.fullmatch(clean(text))
    if not found:
        return text
    month = found["month"]
    if not month.isdigit():
        begins = month[:3].lower()
        if begins not in _MONTHS or not _is_month(month.lower(), _MONTHS.index(begins) + 1):
            return text
        month = str(_MONTHS.index(begins) + 1)
    return f"{found['day']}/{month}/{whole_year(found['year'])}{found['rest'] or ''}"


def _is_month(word: str, number: int) -> bool:
    """Whether a word is a month's name, or its first three letters, or "sept"."""
    return word in (f"{date(2000, number, 1):%B}".lower(), _MONTHS[number - 1], "sept")


def whole_year(year: str) -> str:
    """A year of two figures with its century, where only one is possible; one of four as it is.

    Raises
    ------
    Refused
        From 30 to 49.

    Examples
    --------
    >>> whole_year("26"), whole_year("98"), whole_year("2026")
    ('2026', '1998', '2026')
    """
    if len(year) == 4:
        return year
    if LAST_OF_2000S < int(year) < FIRST_OF_1900S:
        raise Refused(f"a two-figure year that could be 19{year} or 20{year}")
    return f"{'20' if int(year) <= LAST_OF_2000S else '19'}{year}"


def read_extract_moment(text: str) -> tuple[datetime, bool]:
    """As `read_moment` reads, and days with a month's name or a two-figure year.

    Examples
    --------
    >>> read_extract_moment("26/05/26 14:05"), read_extract_moment("26-May-2026")[0].date()
    ((datetime.datetime(2026, 5, 26, 14, 5), True), datetime.date(2026, 5, 26))
    """
    return read_moment(written_out(text))


def read_extract_date(text: str) -> date:
    """The day of what `read_extract_moment` reads."""
    return read_extract_moment(text)[0].date()
