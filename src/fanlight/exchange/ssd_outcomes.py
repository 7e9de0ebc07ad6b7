"""Outcomes in JSON, as case systems really write them.

Real extracts join the text together by hand: comments hold quotes and line ends that break the JSON, and a
flag is '', 'Y', 'N', 'Yes', 'No', 'true' or '1'. Flags stand before the comments, so what a worker typed
in a comment is never taken for a flag.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fanlight.exchange.values import Refused, read_flag

_COMMENTS = re.compile(r'"(?:OUTCOME_)?COMMENTS"\s*:\s*"?')
_FLAG = re.compile(r'"([A-Z0-9_]+_FLAG)"\s*:\s*(?:"([^"]*)"|([A-Za-z0-9]*))')


@dataclass(frozen=True, slots=True)
class Outcome:
    """Flags that were set, the comments, and what was strange.

    Parameters
    ----------
    flags
        Flags that say yes, each "Y".
    comments
        Free text, as it stands.
    valid
        False when the text was not valid JSON and was read piece by piece.
    refused
        Flags with a value that is neither yes nor no.
    """

    flags: Mapping[str, str] = field(default_factory=dict)
    comments: str = ""
    valid: bool = True
    refused: Mapping[str, str] = field(default_factory=dict)


def read_outcome(text: str) -> Outcome:
    """Read one outcome.

    Raises
    ------
    Refused
        When the text is neither JSON nor holds any flag.

    Examples
    --------
    >>> read_outcome('{"NFA_FLAG":"Y","ADVICE_FLAG":"","COMMENTS":"told"}')
    Outcome(flags={'NFA_FLAG': 'Y'}, comments='told', valid=True, refused={})
    >>> read_outcome('{"NFA_FLAG":"true","COMMENTS":"he said "no" to us"}')
    Outcome(flags={'NFA_FLAG': 'Y'}, comments='he said "no" to us', valid=False, refused={})
    """
    try:
        found = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return _piece_by_piece(text)
    if not isinstance(found, dict):
        raise Refused("not an outcome: JSON without flags")
    comments = found.get("COMMENTS") or found.get("OUTCOME_COMMENTS") or ""
    return _outcome(
        ((name, "" if value is None else str(value)) for name, value in found.items()), str(comments), True
    )


def _piece_by_piece(text: str) -> Outcome:
    begins = _COMMENTS.search(text)
    flags = text[: begins.start()] if begins else text
    rest = text[begins.end() :] if begins else ""
    comments = rest.rstrip().removesuffix("}").rstrip().removesuffix('"')
    pairs = [(name, quoted or bare) for name, quoted, bare in _FLAG.findall(flags)]
    if not pairs and not begins:
        raise Refused("not an outcome: neither JSON nor a flag in it")
    return _outcome(pairs, comments, False)


def _outcome(pairs: Iterable[tuple[str, str]], comments: str, valid: bool) -> Outcome:
    flags: dict[str, str] = {}
    refused: dict[str, str] = {}
    for name, value in pairs:
        if not name.endswith("_FLAG") or value.strip() in ("", "null"):
            continue
        try:
            if read_flag(value) == "yes":
                flags[name] = "Y"
        except Refused:
            refused[name] = value
    return Outcome(flags, comments, valid, refused)


def write_outcome(flags: Iterable[str], known: tuple[str, ...], comments_name: str, comments: str) -> str:
    """The outcome as JSON: every known flag ("Y" or ""), then the comments where the table has them."""
    chosen = set(flags)
    names = [*known, *sorted(chosen.difference(known))]
    outcome = {name: "Y" if name in chosen else "" for name in names}
    if comments_name:
        outcome[comments_name] = comments
    return json.dumps(outcome, ensure_ascii=False)
