"""Where a reader reads from: a path, or a binary file already open."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from fanlight.exchange.reading import Unreadable

Source = str | os.PathLike[str] | BinaryIO


def name_of(source: Source) -> str:
    """The file's own name, without its folder; "the file" when it has none."""
    if isinstance(source, (str, os.PathLike)):
        return Path(source).name
    name = getattr(source, "name", "")
    return Path(name).name if isinstance(name, str) and name else "the file"


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The source as a binary file at its beginning; a path is closed afterwards, a file is not.

    Raises
    ------
    Unreadable
        When the path cannot be opened.
    """
    if not isinstance(source, (str, os.PathLike)):
        source.seek(0)
        yield source
        return
    with _open(Path(source)) as file:
        yield file


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise Unreadable(path.name, f"cannot be opened ({reason.lower()})") from None
