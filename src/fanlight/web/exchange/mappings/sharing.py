"""A mapping that came as a file: which of its lines can be taken, and why the others are left out."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.exchange.mapping import CodeMapping
from fanlight.web.exchange.mappings.models import Where, lines_of
from fanlight.web.exchange.mappings.queries import code_sets, described, newest

NOT_SEEN = "no file read here has shown this field with a value to map: read your file first"


@dataclass(frozen=True)
class LeftOut:
    """A line of a shared mapping that was not taken."""

    field: str
    value: str
    code: str
    reason: str


def sorted_out(shared: CodeMapping) -> tuple[dict[Where, str], list[LeftOut]]:
    """The lines to take, and those left out with the reason. What was decided here stands."""
    sets, version = code_sets(), newest()
    held = dict(lines_of(version.values if version else {}))
    taken: dict[Where, str] = {}
    left: list[LeftOut] = []
    for where, code in lines_of(shared.values):
        code_set, here = sets.get(where[:2]), held.get(where)
        if code_set is None:
            reason = NOT_SEEN
        elif code and code not in code_set:
            reason = f"{code_set.name} has no such code"
        elif not _can_be_kept(where[2]):
            reason = "the value has characters that no file can hold"
        elif here is not None and here != code:
            reason = f"decided here already: {described(code_set, here)}"
        else:
            taken[where] = code
            continue
        left.append(LeftOut(*(_shown(said) for said in (where[1], where[2], code)), reason))
    return taken, left


def _can_be_kept(value: str) -> bool:
    """Neither half a character nor a null: no database keeps them."""
    return "\0" not in value and value.encode("utf-8", "ignore").decode() == value


def _shown(said: str) -> str:
    """What a page can show, of any length and any characters."""
    return said[:200].encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")
