"""Single values, as files write them: dates, moments, yes or no, counts and codes.

Each reader returns the value in our own form (ISO dates, "yes"/"no", DfE codes) or raises `Refused` with
the reason. A value that can be read two ways is refused, never guessed.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from decimal import Decimal
from math import isfinite

from fanlight.terms.codes import SEX, SEX_OF_GENDER_CURRENT, CodeSet

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_MOMENT = re.compile(
    r"(?:(?P<iso>\d{4}-\d\d-\d\d)|(?P<uk>\d{1,2}[/.-]\d{1,2}[/.-]\d{4}))"
    r"(?:[T ]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.(?P<fraction>\d{1,7}))?)?)?",
    re.ASCII,
)
_LETTER = re.compile(r"[a-z]\d?\)\s*", re.IGNORECASE | re.ASCII)
_SEXES = {
    "m": "M",
    "male": "M",
    "f": "F",
    "female": "F",
    "u": "U",
    "unknown": "U",
    "not known": "U",
    "not stated": "U",
    "not stated/recorded": "U",
    "neither": "U",
    **SEX_OF_GENDER_CURRENT,
}
_FLAGS = {"y": "yes", "yes": "yes", "true": "yes", "1": "yes", "t": "yes"}
_FLAGS |= {"n": "no", "no": "no", "false": "no", "0": "no", "f": "no"}
SPREADSHEET_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")


class Refused(ValueError):
    """A value that was not taken; the message is the reason."""


class NotACode(Refused):
    """A value that its code set does not hold; a saved mapping may know what it stands for."""

    def __init__(self, code_set: str, reason: str = "") -> None:
        self.code_set = code_set
        super().__init__(reason or f"not a code of {code_set}")


def clean(text: str) -> str:
    """Text without no-break spaces, or blanks at its ends.

    Examples
    --------
    >>> clean(" q)\\u00a06: Police ")
    'q) 6: Police'
    """
    return text.replace("\u00a0", " ").strip()


def read_iso_date(text: str) -> date:
    """A day written 2026-03-31, as XML returns must write it.

    Raises
    ------
    Refused
        When it is not a day so written, or its year is not between 1900 and 2100.

    Examples
    --------
    >>> read_iso_date("2026-03-31")
    datetime.date(2026, 3, 31)
    >>> read_iso_date("31/03/2026")
    Traceback (most recent call last):
    ...
    fanlight.exchange.values.Refused: not a date written like 2026-03-31
    """
    found = _ISO_DAY.fullmatch(text.strip())
    if not found:
        raise Refused("not a date written like 2026-03-31")
    return _day(int(found[1]), int(found[2]), int(found[3]))


def read_moment(text: str) -> tuple[datetime, bool]:
    """A day, with or without its time, and whether the time is known.

    Days are read as 2026-03-31 or 31/03/2026 (day first, as England writes them). Midnight exactly is
    what databases write for "no time given", so it is read as a time not known. A two-figure year, a bare
    number or a time zone is refused.

    Examples
    --------
    >>> read_moment("2026-03-01 14:05:00.000")
    (datetime.datetime(2026, 3, 1, 14, 5), True)
    >>> read_moment("1/3/2026")
    (datetime.datetime(2026, 3, 1, 0, 0), False)
    >>> read_moment("01/03/26")
    Traceback (most recent call last):
    ...
    fanlight.exchange.values.Refused: not a date written like 31/03/2026 or 2026-03-31
    """
    found = _MOMENT.fullmatch(clean(text))
    if not found:
        raise Refused("not a date written like 31/03/2026 or 2026-03-31")
    if found["iso"]:
        day = read_iso_date(found["iso"])
    else:
        in_month, month, year = (int(part) for part in re.split(r"[/.-]", found["uk"]))
        day = _day(year, month, in_month)
    fraction = (found["fraction"] or "").ljust(6, "0")[:6]
    time = int(found["hour"] or 0), int(found["minute"] or 0), int(found["second"] or 0), int(fraction)
    try:
        moment = datetime(day.year, day.month, day.day, *time)
    except ValueError:
        raise Refused("no such time of day") from None
    return moment, any(time)


def read_date(text: str) -> date:
    """The day of what `read_moment` reads."""
    return read_moment(text)[0].date()


def _day(year: int, month: int, in_month: int) -> date:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Refused(f"the year {year} is not between {EARLIEST_YEAR} and {LATEST_YEAR}")
    try:
        return date(year, month, in_month)
    except ValueError:
        raise Refused("no such day in the calendar") from None


def read_flag(text: str) -> str:
    """ "yes" or "no", from Y, Yes, true, 1, "a) Yes" and their opposites.

    Examples
    --------
    >>> read_flag("a) Yes"), read_flag("FALSE")
    ('yes', 'no')
    """
    try:
        return _FLAGS[without_letter(text).lower()]
    except KeyError:
        raise Refused("neither yes nor no") from None


def read_flag_or_unknown(text: str) -> str:
    """ "yes", "no" or "not_known" (Annex A: "c) Unknown")."""
    return "not_known" if without_letter(text).lower() in ("unknown", "not known") else read_flag(text)


def read_count(text: str) -> str:
    """A whole number, kept as text.

    Examples
    --------
    >>> read_count("02")
    '2'
    """
    text = clean(text)
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise Refused("not a whole number")
    return str(int(text))


def read_sex(text: str) -> str:
    """ "M", "F" or "U", from Sex, the older GenderCurrent, or an Annex A label."""
    try:
        return _SEXES[without_letter(text).lower()]
    except KeyError:
        reason = "not a code of Sex (M, F, U) or of GenderCurrent (0, 1, 2, 9)"
        raise NotACode(SEX.name, reason) from None


def read_code(text: str, codes: CodeSet) -> str:
    """The code of `codes` that a bare code or a lettered label stands for.

    Examples
    --------
    >>> from fanlight.terms.codes import ABUSE_CATEGORY, REFERRAL_SOURCE
    >>> read_code("q) 6: Police", REFERRAL_SOURCE), read_code("Emotional abuse", ABUSE_CATEGORY)
    ('6', 'EMO')
    """
    words = without_letter(text)
    begins = re.split(r"[\s:\-–]", words, maxsplit=1)[0].upper()
    if begins in codes:
        return begins
    labelled = [entry.code for entry in codes if entry.label.lower() == words.lower()]
    if len(labelled) == 1:
        return labelled[0]
    raise NotACode(codes.name)


def read_exact_code(text: str, codes: CodeSet) -> str:
    """A bare code, as an XML return must write it."""
    if text not in codes:
        raise NotACode(codes.name)
    return text


def without_letter(text: str) -> str:
    """A label without its letter: "b) 1B: Individual" is "1B: Individual"."""
    return _LETTER.sub("", clean(text), count=1) if _LETTER.match(clean(text)) else clean(text)


def text_of(value: object) -> str:
    """A value of a database or a Parquet file, as a CSV of the same table would have it.

    Examples
    --------
    >>> text_of(datetime(2026, 3, 1, 14, 5)), text_of(None), text_of(True), text_of(412.0)
    ('2026-03-01 14:05:00.000', '', 'Y', '412')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="milliseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (float, Decimal)) and isfinite(value) and value == int(value):
        return str(int(value))
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).hex()
    return str(value)
