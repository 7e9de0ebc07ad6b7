"""Rival explanations: what else could have brought a figure about, from a dated catalogue or one's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from fanlight.evidence.claim import says_nothing

OWN = ""  # the code of a rival that is in no catalogue


@dataclass(frozen=True, slots=True)
class RivalKind:
    """A kind of rival, as the catalogue has it.

    Attributes
    ----------
    code, name, edition
        What it is called, and in which edition of the catalogue.
    plain
        What it says, to somebody without statistics.
    mechanism, must_see, hardly
        What to ask before the data are looked at: how it would work here, what must be seen if it were
        true, what would hardly be seen otherwise. Prompts, no answers.
    tests
        Kinds of test that speak to it (`fanlight.evidence.finding.KINDS`).
    pages
        Other parts of Fanlight that do.
    source
        Where it is described.
    """

    code: str
    name: str
    edition: str
    plain: str
    mechanism: str
    must_see: str
    hardly: str
    tests: tuple[str, ...]
    pages: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """One rival explanation of one claim, in somebody's own words.

    Attributes
    ----------
    name
        What it is called here.
    code
        Of the catalogue, or "" for one's own.
    mechanism, must_see, hardly_otherwise
        How it would have worked here; what must be seen if it were true; what would hardly be seen otherwise.
    """

    name: str
    code: str = OWN
    mechanism: str = ""
    must_see: str = ""
    hardly_otherwise: str = ""

    def to_dict(self) -> dict[str, str]:
        """The parts by name, for a lock or a file."""
        return asdict(self)


PARTS: Mapping[str, str] = MappingProxyType(
    {
        "mechanism": "how it would have worked here",
        "must_see": "what must be seen if it were true",
        "hardly_otherwise": "what would hardly be seen otherwise",
    }
)
"""What is written of each rival before the data are looked at."""


@cache
def rival_catalogue() -> Mapping[str, RivalKind]:
    """The catalogue by code, in its order.

    Examples
    --------
    >>> rival_catalogue()["late_entries"].name
    'Late entries'
    >>> len(rival_catalogue())
    13
    """
    text = files("fanlight.evidence").joinpath("rival_catalogue.toml").read_text(encoding="utf-8")
    held = tomllib.loads(text)
    return MappingProxyType(
        {
            one["code"]: RivalKind(edition=held["edition"], **one | {"tests": tuple(one["tests"])})
            for one in held["rival"]
        }
    )


def unwritten(rival: Rival) -> tuple[str, ...]:
    """The parts that are still to be written before the rival can be locked.

    Examples
    --------
    >>> unwritten(Rival(name="Chance", must_see="A change like those of other years"))
    ('mechanism', 'hardly_otherwise')
    """
    return tuple(part for part in PARTS if says_nothing(getattr(rival, part)))
