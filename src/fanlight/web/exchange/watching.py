"""A watched folder: what another system leaves in it is taken in, and moved where its fate is seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone

from fanlight.exchange.reading import Unreadable
from fanlight.web.exchange.actions import hand_in, run, stage
from fanlight.web.exchange.models import ImportBatch

State = ImportBatch.State
UNFINISHED = {".part", ".partial", ".tmp", ".crdownload", ".lock"}
Seen = dict[Path, tuple[int, int]]


def look(folder: Path, seen: Seen, *, write: bool) -> Iterator[tuple[str, str]]:
    """Take in what stands in a folder and has not grown since the look before.

    Parameters
    ----------
    folder
        Files taken go to its folder `taken`, refused ones to `refused`, each with its reason beside it.
    seen
        Size and time of each file at the look before; brought up to date.
    write
        Write at once, where the file itself says all that is asked. Otherwise a person looks at the
        difference on the page of the imports, and agrees.

    Yields
    ------
    Name of a file, and what became of it.
    """
    now = {path: _mark(path) for path in sorted(folder.iterdir()) if _is_finished(path)}
    still = [path for path, mark in now.items() if seen.get(path) == mark]
    seen.clear()
    seen.update(now)
    for path in still:
        words, taken = _take(path, write=write)
        _put_away(path, folder / ("taken" if taken else "refused"), "" if taken else words)
        seen.pop(path)
        yield path.name, words


def _is_finished(path: Path) -> bool:
    return path.is_file() and not path.name.startswith((".", "~")) and path.suffix.lower() not in UNFINISHED


def _mark(path: Path) -> tuple[int, int]:
    told = path.stat()
    return told.st_size, told.st_mtime_ns


def _take(path: Path, *, write: bool) -> tuple[str, bool]:
    """What became of a file, and whether it was taken."""
    try:
        with path.open("rb") as file:
            batch = hand_in(by=None, file=file, name=path.name)
    except (Unreadable, OSError) as refused:
        return str(refused), False
    batch = run(batch) if write else stage(batch)
    if batch.state == State.STAGED:
        return "read; nothing is written yet: see Imports", True
    if batch.state == State.UNKNOWN:
        return "its columns are not known: say what they hold, under Imports", True
    return batch.words, batch.state in {State.DONE, State.UNCHANGED}


def _put_away(path: Path, folder: Path, reason: str) -> None:
    folder.mkdir(exist_ok=True)
    kept = folder / f"{timezone.localtime():%Y%m%d-%H%M%S-%f}-{path.name}"
    path.rename(kept)
    if reason:
        kept.with_name(f"{kept.name}.txt").write_text(f"{reason}\n", encoding="utf-8")
