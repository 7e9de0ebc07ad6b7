"""Keys of the near-miss box: files outside the database, for their owner alone, each destroyed after a day.

They must not be backed up: an old copy of the database is closed for good because its key is gone.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings

BYTES = 32


class KeyGone(RuntimeError):
    """The box is sealed under a key that is not there."""


def folder() -> Path:
    """Where the keys are: not the folder of the keys that are backed up."""
    return Path(settings.HOME) / "near-miss-keys"


def make() -> str:
    """A new key on the disk, whole before anything is sealed under it; its name, which tells nothing."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    name = secrets.token_hex(16)
    descriptor = os.open(_path(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(BYTES))
        file.flush()
        os.fsync(file.fileno())
    _remember_the_folder()
    return name


def read(name: str) -> bytes:
    """The key of this name.

    Raises
    ------
    KeyGone
        When its file is missing, unreadable or not whole.
    """
    try:
        key = _path(name).read_bytes()
    except OSError as reason:
        raise KeyGone(
            f"The near-miss box cannot be opened: its key is not in {folder()} ({reason.strerror}). Put the "
            "file back if it was moved. After a backup was restored it is gone for good: what waited in the "
            "box, and who may be asked, is lost. Then run: fanlight near-misses new-box"
        ) from None
    if len(key) != BYTES:
        raise KeyGone(f"The near-miss box cannot be opened: its key in {folder()} is not whole.")
    return key


def destroy(name: str) -> None:
    """Remove a key for good, written over first; nothing happens where there is none."""
    path = _path(name)
    try:
        with path.open("r+b") as file:
            file.write(bytes(BYTES))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return
    _remember_the_folder()


def destroy_others(name: str) -> None:
    """Remove what a stop left behind: every key but this one. Only while the box is locked."""
    for path in folder().glob("*.key"):
        if path.stem != name:
            destroy(path.stem)


def _path(name: str) -> Path:
    return folder() / f"{Path(name).name}.key"


def _remember_the_folder() -> None:
    """Have the disk remember names that came and went (Windows knows no such thing)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
