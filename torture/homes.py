"""A data folder with a small front door in it, made before Django is set up in this process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def environment(home: Path, database_url: str = "") -> dict[str, str]:
    """What a process needs to work on this folder (and database), and on no other."""
    told = {
        **os.environ,
        "FANLIGHT_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "fanlight.web.site.settings",
    }
    told.pop("FANLIGHT_DATABASE_URL", None)
    if database_url:
        told["FANLIGHT_DATABASE_URL"] = database_url
    return told


def enter(home: Path, database_url: str = "") -> None:
    """Set Django up in this process on this folder."""
    import django

    os.environ.pop("FANLIGHT_DATABASE_URL", None)
    os.environ.update(environment(home, database_url))
    django.setup()


def make_front_door() -> None:
    """Bring the database up and put the tests' small front door in it."""
    from tests.web.builders import make_door

    from fanlight.web.audit.recording import write
    from fanlight.web.site.starting import migrate

    migrate()
    with write():
        make_door()


def start(module: str, *words: object, env: dict[str, str]) -> subprocess.Popen[str]:
    """Start a module as a process of its own, to be killed; read what it prints."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, words)],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def ask(module: str, *words: object, env: dict[str, str]) -> Any:
    """Run a module to its end; what it prints, read as JSON."""
    command = [sys.executable, "-m", module, *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{module} failed:\n{done.stderr[-4000:]}")
    return json.loads(done.stdout)
