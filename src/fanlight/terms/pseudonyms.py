"""Pseudonyms for a file that leaves its owner's hands: short, keyed, and fresh for each file."""

from __future__ import annotations

import hmac
import json
from base64 import b32encode

_MINIMUM_KEY = 32


class PseudonymCollision(RuntimeError):
    """Two identifiers got one pseudonym; begin the file again with a fresh key."""


class Pseudonymiser:
    """Replace identifiers by pseudonyms under a key.

    Make one for each file with a fresh random key, and keep the key or throw it away: with it, and a guessed
    identifier, a pseudonym can be confirmed; without it, files cannot be joined.

    Parameters
    ----------
    key
        At least 32 random bytes.

    Raises
    ------
    ValueError
        When the key is shorter.

    Notes
    -----
    HMAC-SHA256 (RFC 2104, FIPS 198-1) cut to 60 bits and written as 12 base32 characters (RFC 4648): among a
    million identifiers a collision has a probability under one in two million, and is refused, not written.

    Examples
    --------
    >>> one_file = Pseudonymiser(bytes(range(32)))
    >>> one_file.pseudonym("C101")
    '2OHRCI2ASLRD'
    >>> one_file.pseudonym("C101") == one_file.pseudonym("C101", kind="worker")
    False
    """

    __slots__ = ("_given", "_key")

    def __init__(self, key: bytes) -> None:
        if len(key) < _MINIMUM_KEY:
            raise ValueError(f"a key of {len(key)} bytes; give {_MINIMUM_KEY} random bytes or more")
        self._key = key
        self._given: dict[str, tuple[str, str]] = {}

    def pseudonym(self, identifier: str, kind: str = "person") -> str:
        """The pseudonym of an identifier; the same identifier of another kind has another.

        Raises
        ------
        PseudonymCollision
            When another identifier has this pseudonym already.
        """
        named = (kind, identifier)
        given = _short(hmac.digest(self._key, json.dumps(named).encode(), "sha256"))
        if self._given.setdefault(given, named) != named:
            raise PseudonymCollision("two identifiers have one pseudonym: begin again with a fresh key")
        return given


def _short(digest: bytes) -> str:
    """The first 60 bits as 12 characters."""
    return b32encode(digest[:8]).decode()[:12]
