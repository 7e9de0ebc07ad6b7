"""Saved mappings: which code a local value stands for, and which column holds what.

A person decides a mapping; nothing here guesses. `CodeMapping` serves the readers of known formats,
`ColumnMapping` describes a file of any other shape. Both go to JSON and come back the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from fanlight.casework.event import EVENT_WORDS, EventKind
from fanlight.terms import codes

EVENT_KIND = codes.CodeSet(
    "Kind of event", "1", "Fanlight", tuple(codes.Code(kind.value, EVENT_WORDS[kind]) for kind in EventKind)
)
CODE_SETS: Mapping[str, codes.CodeSet] = MappingProxyType(
    {found.name: found for found in (EVENT_KIND, *vars(codes).values()) if isinstance(found, codes.CodeSet)}
)
_PERSON = ("forename", "surname", "born_on", "sex", "ethnicity", "upn")
# By what a row of the file is: the fields that it can have; those that it must have come first.
FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "persons": ("person_id", *_PERSON),
        "contacts": ("person_id", "received", "contact_id", "source", *_PERSON),
        "events": (
            *("person_id", "on", "kind", "ended_on", "key", "source", "need", "nfa", "closure_reason"),
            *("factors", "initial_category", "latest_category", *_PERSON),
        ),
        "past_decisions": ("child", "contact", "received", "decided", "level", "worker"),
    }
)
NEEDED: Mapping[str, int] = MappingProxyType({"persons": 1, "contacts": 2, "events": 3, "past_decisions": 5})
FIELD_CODES: Mapping[str, codes.CodeSet] = MappingProxyType(
    {
        "kind": EVENT_KIND,
        "source": codes.REFERRAL_SOURCE,
        "need": codes.PRIMARY_NEED,
        "closure_reason": codes.CLOSURE_REASON,
        "factors": codes.ASSESSMENT_FACTOR,
        "initial_category": codes.ABUSE_CATEGORY,
        "latest_category": codes.ABUSE_CATEGORY,
        "sex": codes.SEX,
        "ethnicity": codes.ETHNICITY,
    }
)


class BadMapping(ValueError):
    """A saved mapping that cannot be used; the message is one line, the place and then the reason."""


@dataclass(frozen=True, slots=True)
class CodeMapping:
    """What an authority decided that its local values mean.

    Parameters
    ----------
    values
        Code by value, by field, by format: `{"ssd_csv": {"cont_contact_source_code": {"412": "6"}}}`.
        The code "" says that a person looked and no code fits: the value is not asked about again.
    version
        The version of the saved mapping, from 1.

    Examples
    --------
    >>> mapping = CodeMapping({"ssd_csv": {"cont_contact_source_code": {"412": "6"}}})
    >>> mapping.code("ssd_csv", "cont_contact_source_code", "412")
    '6'
    >>> CodeMapping.from_json(mapping.to_json()) == mapping
    True
    """

    values: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    version: int = 1

    def code(self, file_format: str, field_name: str, value: str) -> str | None:
        """The code decided for a value; "" when none fits, None when nobody has decided."""
        return self.of(file_format).get(field_name, {}).get(value)

    def of(self, file_format: str) -> Mapping[str, Mapping[str, str]]:
        """Code by value by field, of one format."""
        return self.values.get(file_format, {})

    def to_json(self) -> str:
        """The mapping as JSON, its keys in order."""
        return json.dumps(
            {"version": self.version, "values": self.values}, ensure_ascii=False, indent=1, sort_keys=True
        )

    @classmethod
    def from_json(cls, text: str) -> CodeMapping:
        """The mapping that `to_json` wrote.

        Raises
        ------
        BadMapping
            Not JSON, or not of this shape; the message says where.
        """
        said = _object(text, {"version", "values"})
        values = {
            file_format: {
                field_name: dict(_texts(by_value, f"values, {file_format}, {field_name}"))
                for field_name, by_value in _items(by_field, f"values, {file_format}")
            }
            for file_format, by_field in _items(said.get("values", {}), "values")
        }
        return cls(values, _version(said))


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column of a file holds what, and what its values mean.

    Parameters
    ----------
    name
        What the authority calls it: "Weekly contact log".
    format
        What a row is: "persons", "contacts", "events" or "past_decisions" (`FIELDS`).
    columns
        Their column by our field: `{"person_id": "Child ref", "received": "Date in"}`.
    codes
        Our code by their value by our field. Level and yes or no need none.
    date_format
        How days are written, as in `datetime.strptime`: "%m/%d/%Y". "" for day first, as England writes
        them (31/03/2026, 31/03/26, 31-Mar-2026, a time of day behind or not), or 2026-03-31.
    kind
        For events: what every row is, where no column says it.
    version
        From 1.

    Raises
    ------
    BadMapping
        When a field or code is unknown, a needed field has no column, or days could not be read so.

    Examples
    --------
    >>> mapping = ColumnMapping("Log", "contacts", {"person_id": "Child", "received": "Date in"})
    >>> ColumnMapping.from_json(mapping.to_json()) == mapping
    True
    >>> ColumnMapping("Log", "contacts", {"person_id": "Child"})
    Traceback (most recent call last):
    ...
    fanlight.exchange.mapping.BadMapping: columns: contacts need received
    """

    name: str
    format: str
    columns: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    date_format: str = ""
    kind: str = ""
    version: int = 1

    def __post_init__(self) -> None:
        if self.format not in FIELDS:
            raise BadMapping(f"format: {self.format!r} is not one of {', '.join(FIELDS)}")
        for place, names in (("columns", self.columns), ("codes", self.codes)):
            if strange := sorted(set(names) - set(FIELDS[self.format])):
                raise BadMapping(f"{place}: {strange[0]} is no field of {self.format}")
        if empty := [name for name, column in self.columns.items() if not column.strip()]:
            raise BadMapping(f"columns, {empty[0]}: no column is named")
        if self.kind and (self.format != "events" or self.kind not in EVENT_KIND):
            raise BadMapping(f"kind: {self.kind!r} is not one of {', '.join(EventKind)}")
        needed = FIELDS[self.format][: NEEDED[self.format]]
        if absent := [
            name for name in needed if name not in self.columns and not (name == "kind" and self.kind)
        ]:
            raise BadMapping(f"columns: {self.format} need {', '.join(absent)}")
        _check_codes(self.codes)
        if self.date_format and not ("%d" in self.date_format and re.search("%[Yy]", self.date_format)):
            raise BadMapping("date_format: needs %d, and %Y or %y")

    def to_json(self) -> str:
        """The mapping as JSON, its keys in order."""
        said = {part: getattr(self, part) for part in self.__slots__}
        return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> ColumnMapping:
        """The mapping that `to_json` wrote; raises `BadMapping` as the class does."""
        said = _object(text, set(cls.__slots__))
        words = dict(_texts({k: v for k, v in said.items() if k not in ("columns", "codes", "version")}, ""))
        codes_of = {
            name: dict(_texts(values, f"codes, {name}"))
            for name, values in _items(said.get("codes", {}), "codes")
        }
        return cls(
            words.get("name", ""),
            words.get("format", ""),
            dict(_texts(said.get("columns", {}), "columns")),
            codes_of,
            words.get("date_format", ""),
            words.get("kind", ""),
            _version(said),
        )


def _check_codes(by_field: Mapping[str, Mapping[str, str]]) -> None:
    for name, by_value in by_field.items():
        code_set = FIELD_CODES.get(name)
        for value, code in by_value.items():
            if code and code_set is not None and code not in code_set:
                raise BadMapping(f"codes, {name}, {value}: {code!r} is not a code of {code_set.name}")


def _object(text: str, known: set[str]) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadMapping(f"the mapping is not JSON ({' '.join(str(error).split())[:80]})") from None
    if not isinstance(said, dict):
        raise BadMapping("the mapping is not a JSON object")
    if strange := sorted(said.keys() - known):
        raise BadMapping(f"{strange[0]}: not a part of a mapping, which has {', '.join(sorted(known))}")
    return said


def _items(said: object, place: str) -> Iterator[tuple[str, Any]]:
    if not isinstance(said, dict):
        raise BadMapping(f"{place}: not a JSON object")
    yield from said.items()


def _texts(said: object, place: str) -> Iterator[tuple[str, str]]:
    for name, value in _items(said, place):
        if not isinstance(value, str):
            raise BadMapping(f"{place}{', ' if place else ''}{name}: not text")
        yield name, value


def _version(said: Mapping[str, Any]) -> int:
    version = said.get("version", 1)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise BadMapping("version: not a whole number from 1")
    return version
