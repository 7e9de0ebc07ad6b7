"""Days as extracts of case systems write them when a spreadsheet had them in hand: 26/05/26, 26-May-2026.

Day first, as England writes them. The century of a two-figure year is taken where only one is possible for
a child or an event, and told; returns to the Department, which never write one, refuse such a year.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from fanlight.exchange.values import Refused, clean, read_iso_date, read_moment

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


def read_moment_as(text: str, written: str) -> tuple[datetime, bool]:
    """A moment, and whether its time is known, as a mapping says that days are written.

    Parameters
    ----------
    text
        A cell; those of a workbook come as 2026-03-31 however they are shown.
    written
        As `ColumnMapping.date_format`.

    Raises
    ------
    Refused
        When it is not so written, or the century of its year could be either.

    Examples
    --------
    >>> read_moment_as("03/31/26", "%m/%d/%y"), read_moment_as("31-Mar-2026 14:05", "")
    ((datetime.datetime(2026, 3, 31, 0, 0), False), (datetime.datetime(2026, 3, 31, 14, 5), True))
    """
    if not written or (not written.startswith("%Y") and text[:4].isdigit() and text[4:5] == "-"):
        return read_extract_moment(text)
    try:
        moment = datetime.strptime(text, written)  # the wall clock of the source
    except ValueError:
        raise Refused(f"not a date written as the mapping says ({written})") from None
    if "%y" in written:  # Python takes 60 for 2060: a parent would not be born yet
        moment = moment.replace(year=int(whole_year(f"{moment.year % 100:02}")))
    read_iso_date(moment.date().isoformat())  # the years that are taken at all
    return moment.replace(tzinfo=None), bool(moment.hour or moment.minute or moment.second)
