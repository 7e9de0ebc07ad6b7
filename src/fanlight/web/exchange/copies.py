"""The copy of a file that is to be read: kept apart, known by its content, held by one process at a time."""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files import locks

from fanlight.exchange.reading import Unreadable

PIECE = 1 << 20
BEING_MADE = 600  # seconds


def folder() -> Path:
    """Where copies are kept, readable by nobody else."""
    path = Path(settings.HOME) / "imports"
    path.mkdir(exist_ok=True, mode=0o700)
    return path


def keep(file: BinaryIO, name: str) -> tuple[Path, str]:
    """Copy a file that was handed in; where it is, and the SHA-256 of what it holds.

    Raises
    ------
    Unreadable
        When the copy cannot be written whole (a full disk). Nothing of it is left.
    """
    path = folder() / f"{uuid.uuid4().hex}{Path(name).suffix.lower()[:8]}"
    digest = hashlib.sha256()
    try:
        with path.open("xb") as copy:
            while piece := file.read(PIECE):
                digest.update(piece)
                copy.write(piece)
    except OSError as error:
        path.unlink(missing_ok=True)
        reason = (error.strerror or "unknown reason").lower()
        raise Unreadable(name, f"The file cannot be kept here ({reason}). Nothing was changed") from None
    return path, digest.hexdigest()


def digest_of(path: Path) -> str:
    """The SHA-256 of what a copy holds."""
    with path.open("rb") as copy:
        return hashlib.file_digest(copy, "sha256").hexdigest()


@contextmanager
def held(path: Path) -> Iterator[bool]:
    """Hold a copy while it is worked on; False when another process does. A process that dies lets it go."""
    lock = path.with_suffix(".lock")
    with lock.open("w") as file:
        if not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
            yield False
            return
        try:
            yield True
        finally:
            locks.unlock(file)


def remove(path: str | Path) -> None:
    """Remove a copy: what it tells of children must not stay."""
    if path:
        for one in (Path(path), Path(path).with_suffix(".lock")):
            one.unlink(missing_ok=True)


def remove_others(to_read: Iterable[str], ended: Iterable[str]) -> None:
    """Remove every copy that no import is going to read, but not one that is being made.

    Of an import that ended it is removed whatever its age: its process died before it could.
    """
    wanted, over = ({Path(path).stem for path in paths} for paths in (to_read, ended))
    for copy in folder().iterdir():
        is_old = time.time() - copy.stat().st_mtime > BEING_MADE
        if copy.stem in over or (is_old and copy.stem not in wanted):
            copy.unlink(missing_ok=True)
