"""Saved mappings: which code a local value stands for, and which column holds what.

A person decides a mapping; nothing here guesses. `CodeMapping` serves the readers of known formats,
`ColumnMapping` describes a file of any other shape. Both go to JSON and come back the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from fanlight.terms import codes

CODE_SETS: Mapping[str, codes.CodeSet] = MappingProxyType(
    {found.name: found for found in vars(codes).values() if isinstance(found, codes.CodeSet)}
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


def _object(text: str, known: set[str]) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadMapping(f"the mapping is not JSON ({' '.join(str(error).split())[:80]})") from None
    if not isinstance(said, dict):
        raise BadMapping("the mapping is not a JSON object")
    if strange := sorted(said.keys() - known):
        raise BadMapping(f"{strange[0]}: not a part of a mapping")
    return said


def _items(said: object, place: str) -> Iterator[tuple[str, Any]]:
    if not isinstance(said, dict):
        raise BadMapping(f"{place}: not a JSON object")
    yield from said.items()


def _texts(said: object, place: str) -> Iterator[tuple[str, str]]:
    for name, value in _items(said, place):
        if not isinstance(value, str):
            raise BadMapping(f"{place}, {name}: not text")
        yield name, value


def _version(said: Mapping[str, Any]) -> int:
    version = said.get("version", 1)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise BadMapping("version: not a whole number from 1")
    return version
