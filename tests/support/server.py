"""Fanlight served for real: its own process, its own data folder, the made-up authority in it."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.support.postgres import free_port

ROOT = Path(__file__).parents[2]
FANLIGHT = Path(sys.executable).parent / "fanlight"
A_PERSON = re.compile(r"^  (\w[\w ]+?)  +([\w.-]+)$", re.MULTILINE)
SIZE = ["--contacts", "400", "--years", "2"]


@dataclass
class Server:
    """A running server.

    Parameters
    ----------
    address
        Such as ``http://127.0.0.1:34567``.
    environment
        What a process needs to work on the same data.
    people
        Role as the demo prints it ("Social worker") to the user name of one made-up person.
    password
        Of everyone.
    signed_in
        Cookies of those who have signed in, by user name; kept for the session.
    """

    address: str
    environment: dict[str, str]
    people: dict[str, str]
    password: str
    signed_in: dict[str, Any] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """The data folder."""
        return Path(self.environment["FANLIGHT_HOME"])

    def run(self, module: str, *words: str) -> Any:
        """Run a module of the tests on this server's data; what it prints, read as JSON."""
        return json.loads(_finished([sys.executable, "-m", module, *words], self.environment))


@contextmanager
def made_up_server(home: Path, database_url: str = "", *, once_in: Path | None = None) -> Iterator[Server]:
    """Make Exampleshire in an empty folder (and database) and serve it on a free port until the end.

    With `once_in` (on SQLite) it is made in that folder by whoever comes first, and copied from there.
    """
    environment = os.environ | {
        "FANLIGHT_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "fanlight.web.site.settings",
    }
    environment.pop("FANLIGHT_DATABASE_URL", None)
    if database_url:
        environment["FANLIGHT_DATABASE_URL"] = database_url
    told = _copied(once_in, home, environment) if once_in else _made_up(environment)
    password = re.search(r"password of everyone is: (.+)", told)[1]
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    log = home / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(FANLIGHT), "serve", "--port", str(port)],
            env=environment,
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_it_answers(f"{address}/health/", process, log)
        yield Server(address, environment, dict(A_PERSON.findall(told)), password)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
    complaints = [line for line in log.read_text().splitlines() if " ERROR " in line]
    assert not complaints, f"the server's log tells of faults:\n{log.read_text()[-4000:]}"


def _made_up(environment: dict[str, str]) -> str:
    return _finished([FANLIGHT, "demo", "--no-serve", *SIZE], environment)


def folder_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of a run of the tests share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def _copied(once_in: Path, home: Path, environment: dict[str, str]) -> str:
    """Copy the folder that is made by whoever comes first; what the making told."""
    made, told = once_in / "made-up", once_in / "made-up-told.txt"
    with (once_in / "made-up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            told.write_text(_made_up(environment | {"FANLIGHT_HOME": str(made)}), encoding="utf-8")
    shutil.copytree(made, home, dirs_exist_ok=True)
    return told.read_text(encoding="utf-8")


def _finished(command: list[Any], environment: dict[str, str]) -> str:
    """What a command prints; its complaint if it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(words, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[1:]} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def _wait_until_it_answers(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if process.poll() is not None:
                break
            time.sleep(0.05)
    raise RuntimeError(f"the server does not answer:\n{log.read_text()[-4000:]}")
