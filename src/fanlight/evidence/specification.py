"""The saved specification of a test: what is compared with what, so that anybody can run it again."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

VERSION = 1
LARGEST_SEED = 2**53
_PLAIN = (str, int, float)


class NotASpecification(ValueError):
    """Words that are no specification. `str()` is one line that says where and why."""


@dataclass(frozen=True, slots=True)
class Specification:
    """One test, as it can be run again.

    Attributes
    ----------
    kind
        Of `fanlight.evidence.finding.KINDS`.
    series
        The key of the series; "" where none is needed.
    settings
        Names to texts and numbers; days are ISO dates, months their first day or ``2013-09``.
    seed
        For what is drawn by lot.
    """

    kind: str
    series: str = ""
    settings: Mapping[str, str | int | float] = field(default_factory=dict)
    seed: int = 1

    def to_dict(self) -> dict[str, Any]:
        """The parts by name."""
        return {
            "version": VERSION,
            "kind": self.kind,
            "series": self.series,
            "settings": dict(sorted(self.settings.items())),
            "seed": self.seed,
        }

    def to_json(self) -> str:
        """As text, the same for the same specification.

        >>> Specification("areas", settings={"rose": 58, "fell": 90}).to_json()
        '{"kind": "areas", "seed": 1, "series": "", "settings": {"fell": 90, "rose": 58}, "version": 1}'
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, sort_keys=True)

    @property
    def digest(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return hashlib.sha256(self.to_json().encode("utf-8", "surrogatepass")).hexdigest()


def read_specification(text: str) -> Specification:
    """The specification that `Specification.to_json` wrote.

    Raises
    ------
    NotASpecification
        It is not JSON, has another version, or a part of another type.

    Examples
    --------
    >>> read_specification(Specification("change", "own:contacts").to_json()).series
    'own:contacts'
    >>> read_specification('{"version": 7}')
    Traceback (most recent call last):
    ...
    fanlight.evidence.specification.NotASpecification: version 7 is not known: this program writes 1
    """
    try:
        held = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        raise NotASpecification(f"not JSON ({where})") from None
    if not isinstance(held, dict):
        raise NotASpecification("a specification is an object in braces")
    if held.get("version") != VERSION:
        version = repr(held.get("version"))[:40]
        raise NotASpecification(f"version {version} is not known: this program writes {VERSION}")
    for name, kind in (("kind", str), ("series", str), ("settings", dict), ("seed", int)):
        if type(held.get(name)) is not kind:
            raise NotASpecification(f"“{name}” is missing or of another type")
    for name, value in held["settings"].items():
        if type(value) not in _PLAIN or (isinstance(value, float) and not math.isfinite(value)):
            raise NotASpecification(f"setting “{name}” is no text or number")
    if not 0 <= held["seed"] <= LARGEST_SEED:
        raise NotASpecification(f"“seed” is from 0 to {LARGEST_SEED}")
    return Specification(held["kind"], held["series"], held["settings"], held["seed"])
