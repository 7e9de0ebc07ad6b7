"""Whether two records may be of one person: exact sameness, told with what is the same. A person judges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """What a record says of who somebody is; "" or None where it does not say."""

    forename: str = ""
    surname: str = ""
    born_on: date | None = None


def what_is_the_same(one: NamedRecord, other: NamedRecord) -> str:
    """What two records have in common, in words; "" where that is too little to look.

    Capitals and spaces aside, names are compared whole. A likeness is never graded: it says what is equal,
    and another date of birth is said too, as days are often written down wrongly.

    Examples
    --------
    >>> from datetime import date
    >>> kayden = NamedRecord("Kayden", "Moor", date(2017, 5, 3))
    >>> what_is_the_same(kayden, NamedRecord("KAYDEN", "moor", date(2017, 5, 3)))
    'same name and date of birth'
    >>> what_is_the_same(kayden, NamedRecord("Kayden", "Moor", date(2017, 3, 5)))
    'same name, another date of birth'
    >>> what_is_the_same(kayden, NamedRecord("Kayden", "Hackford", date(2017, 5, 3)))
    'same first name and date of birth'
    >>> what_is_the_same(kayden, NamedRecord("Kayden", "Hackford"))
    ''
    """
    first, last = _same(one.forename, other.forename), _same(one.surname, other.surname)
    born = one.born_on is not None and one.born_on == other.born_on
    if first and last:
        if born:
            return "same name and date of birth"
        both_dated = one.born_on is not None and other.born_on is not None
        return "same name, another date of birth" if both_dated else "same name"
    if born and (first or last):
        return f"same {'first' if first else 'last'} name and date of birth"
    return ""


def _same(one: str, other: str) -> bool:
    folded = " ".join(one.casefold().split())
    return bool(folded) and folded == " ".join(other.casefold().split())
