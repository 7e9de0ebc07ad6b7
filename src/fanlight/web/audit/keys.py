"""The audit key and the heads noted outside the database, named by the settings."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings


@cache
def audit_key() -> bytes:
    """The key of the chain, read once from the file beside the database."""
    return settings.AUDIT_KEY().encode()


def heads_file() -> Path:
    """One line a day, "seq mac": copy it off the machine, for a cut-off log to be noticed."""
    return Path(settings.HOME) / "audit-heads.log"


def noted_heads(path: Path | None = None) -> list[tuple[int, str]]:
    """Heads noted so far, here or in a copy kept elsewhere."""
    path = path or heads_file()
    if not path.exists():
        return []
    return [(int(seq), mac) for seq, mac in (line.split() for line in path.read_text().splitlines() if line)]


def note_head(seq: int, mac: str) -> None:
    """Note a head once."""
    if (seq, mac) not in noted_heads():
        with heads_file().open("a") as file:
            file.write(f"{seq} {mac}\n")
