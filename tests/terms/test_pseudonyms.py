"""Pseudonyms: the same within a file, apart between files, and never the identifier."""

import base64
import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.terms import pseudonyms
from fanlight.terms.pseudonyms import PseudonymCollision, Pseudonymiser

keys = st.binary(min_size=32, max_size=64)


@given(keys, st.lists(st.text(), unique=True))
def test_one_to_one_within_a_file(key, identifiers):
    file = Pseudonymiser(key)
    first = [file.pseudonym(identifier) for identifier in identifiers]
    assert [file.pseudonym(identifier) for identifier in identifiers] == first
    assert len(set(first)) == len(identifiers)
    assert all(len(p) == 12 and set(p) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for p in first)


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32), st.text())
def test_another_key_gives_another_pseudonym(one, other, identifier):
    same = Pseudonymiser(one).pseudonym(identifier) == Pseudonymiser(other).pseudonym(identifier)
    assert same == (one == other)


def test_it_is_hmac_sha256():
    # The construction written out by hand (RFC 2104).
    key, block = bytes(range(32)), 64
    padded = key.ljust(block, b"\0")
    message = b'["person", "C101"]'
    inner = hashlib.sha256(bytes(b ^ 0x36 for b in padded) + message).digest()
    outer = hashlib.sha256(bytes(b ^ 0x5C for b in padded) + inner).digest()
    assert outer == hmac.digest(key, message, "sha256")
    assert Pseudonymiser(key).pseudonym("C101") == base64.b32encode(outer).decode()[:12]


def test_a_collision_is_refused(monkeypatch):
    monkeypatch.setattr(pseudonyms, "_short", lambda digest: "SAME")
    file = Pseudonymiser(bytes(32))
    assert file.pseudonym("C101") == file.pseudonym("C101") == "SAME"
    with pytest.raises(PseudonymCollision, match="fresh key") as caught:
        file.pseudonym("C102")
    # The error names nobody.
    assert "C10" not in str(caught.value)


def test_a_short_key_is_refused_and_the_key_is_not_shown():
    with pytest.raises(ValueError, match="a key of 16 bytes"):
        Pseudonymiser(b"k" * 16)
    assert "kkk" not in repr(Pseudonymiser(b"k" * 32))
