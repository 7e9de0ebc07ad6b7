"""Where this installation keeps its data: `FANLIGHT_HOME`, and the keys in it.

Keys live in files beside the database, never inside it: who copies the database alone cannot forge
the audit log.
"""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path


def home() -> Path:
    """The data folder: `FANLIGHT_HOME`, or the platform's usual place."""
    if told := os.environ.get("FANLIGHT_HOME"):
        return Path(told).expanduser().resolve()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "Fanlight"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "fanlight"


def key(name: str) -> str:
    """A secret of this installation, made on first use and readable by its owner alone."""
    path = home() / "keys" / f"{name}.key"
    try:
        return path.read_text()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = secrets.token_urlsafe(48)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process made it a moment ago
            return path.read_text()
        with os.fdopen(descriptor, "w") as file:
            file.write(made)
        return made
