"""Opening and sealing the box. It is one row and one text of one size, sealed anew whenever anybody looks.

So the database tells neither how much is in it, nor in which order it came, nor whether the last to open it
handed something in or only read. No time is kept: not in the row, not in the seal.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from fanlight.web.audit.recording import write
from fanlight.web.practice.box import keys
from fanlight.web.practice.box.content import Content
from fanlight.web.practice.models import NearMissBox

SIZE = 64 * 1024
"""The box is filled up to a multiple of this: what is handed in shows in its length only as it overflows."""
LARGEST = 64 * SIZE
_NONCE, _LENGTH = 12, 8


@contextmanager
def opened() -> Iterator[Content]:
    """The box, open for one transaction: what is changed in it is kept, whole or not at all.

    Raises
    ------
    KeyGone
        When its key is not there.
    """
    with write():
        row = _row()
        content = _open(row)
        yield content
        _seal(row, content)


@contextmanager
def turning(today: date) -> Iterator[Content | None]:
    """The same for the daily batch: sealed under a new key, after which the old one is destroyed.

    None when the batch of this day was written already.
    """
    with write():
        row = _row()
        if row.turned_on == today:
            yield None
            return
        content = _open(row)
        keys.destroy_others(row.key)
        yield content
        old, row.key, row.turned_on = row.key, keys.make(), today
        _seal(row, content)
        transaction.on_commit(partial(keys.destroy, old))


def begin_anew() -> None:
    """An empty box in place of one whose key is gone."""
    with write():
        row, _ = NearMissBox.objects.select_for_update().get_or_create(pk=1)
        row.key, row.turned_on = keys.make(), None
        _seal(row, Content())
        transaction.on_commit(partial(keys.destroy_others, row.key))


def fits(content: Content) -> bool:
    """Whether the box is small enough still for its size to be nothing that anybody waits for."""
    return len(content.to_bytes()) < LARGEST


def _row() -> NearMissBox:
    row, _ = NearMissBox.objects.select_for_update().get_or_create(pk=1)
    if not row.sealed:
        row.key = keys.make()
        _seal(row, Content())
    return row


def _open(row: NearMissBox) -> Content:
    sealed, key = bytes(row.sealed), AESGCM(keys.read(row.key))
    try:
        filled = key.decrypt(sealed[:_NONCE], sealed[_NONCE:], row.key.encode())
    except InvalidTag:
        raise keys.KeyGone("The near-miss box cannot be opened: it was altered, or its key was.") from None
    length = int.from_bytes(filled[:_LENGTH], "big")
    return Content.from_bytes(filled[_LENGTH : _LENGTH + length])


def _seal(row: NearMissBox, content: Content) -> None:
    told = content.to_bytes()
    size = -(-(len(told) + _LENGTH) // SIZE) * SIZE
    filled = (len(told).to_bytes(_LENGTH, "big") + told).ljust(size, b"\0")
    nonce = secrets.token_bytes(_NONCE)
    row.sealed = nonce + AESGCM(keys.read(row.key)).encrypt(nonce, filled, row.key.encode())
    row.save()
