"""What is frozen before the data: one text that is the same wherever it is written, and its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical_text(held: Mapping[str, Any]) -> str:
    """Everything held as one JSON text: names in order, no spaces, letters as they are.

    Examples
    --------
    >>> canonical_text({"b": 1, "a": "é"})
    '{"a":"é","b":1}'
    """
    return json.dumps(held, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def text_hash(text: str) -> str:
    """SHA-256 in hexadecimal: whoever holds it can tell whether a word was changed later.

    Examples
    --------
    >>> text_hash("{}")[:8]
    '44136fa3'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
