"""The vignettes that ship: short contacts, made up for noise audits; no child in them is real."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ShippedVignette:
    """One of them: its code, its title and its words."""

    code: str
    title: str
    text: str


@cache
def shipped_vignettes() -> tuple[ShippedVignette, ...]:
    """All that ship, in their order.

    Examples
    --------
    >>> len(shipped_vignettes())
    12
    """
    held = tomllib.loads((files("fanlight.practice") / "vignettes.toml").read_text(encoding="utf-8"))
    return tuple(ShippedVignette(**one) for one in held["vignette"])
