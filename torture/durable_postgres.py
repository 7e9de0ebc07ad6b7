"""A PostgreSQL with its usual promise to keep what it committed, which can be killed and comes back.

The tests' own server does without that promise (`fsync=off`) because nothing there outlives a test.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from tests.support.postgres import _owner, find_postgres, free_port


class DurablePostgres:
    """A cluster in a temporary folder, with PostgreSQL's default settings."""

    def __init__(self) -> None:
        binaries = find_postgres()
        if binaries is None:
            raise FileNotFoundError("PostgreSQL is not here (Debian: postgresql; or set FANLIGHT_TEST_PG)")
        self._binaries, self._owner, self._port = binaries, _owner(), free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="fanlight-pg-"))
        self.folder.chmod(0o711)  # the server's user passes through
        self._data = self.folder / "data"
        self._data.mkdir(mode=0o700)
        if self._owner:
            shutil.chown(self._data, self._owner)
            shutil.chown(self.folder, self._owner)
        self.url = self.url_of("fanlight")

    def __enter__(self) -> DurablePostgres:
        self._run("initdb", "-D", self._data, "-U", "fanlight", "-A", "trust", "-E", "UTF8", "--locale=C")
        self.start()
        self.make("fanlight")
        return self

    def __exit__(self, *_: object) -> None:
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-s", "stop", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def url_of(self, name: str) -> str:
        """Where a database is found."""
        return f"postgres://fanlight@127.0.0.1:{self._port}/{name}"

    def make(self, name: str, like: str = "template0") -> None:
        """Make a database, as a copy of another."""
        self._run("createdb", *self._where(), "-T", like, name)

    def remove(self, name: str) -> None:
        """Remove a database; what a killed client left open in it is ended."""
        self._run("dropdb", *self._where(), "--force", name)

    def _where(self) -> tuple[object, ...]:
        return "-h", "127.0.0.1", "-p", self._port, "-U", "fanlight"

    def start(self) -> None:
        """Start, and recover what a kill left; killed processes may hold it up for a moment."""
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        words = ["-D", self._data, "-l", self.folder / "log", "-o", options, "-w", "-s", "start"]
        until = time.monotonic() + 30
        while self._run("pg_ctl", *words, check=False):
            if time.monotonic() > until:
                raise RuntimeError(
                    f"PostgreSQL does not come back:\n{(self.folder / 'log').read_text()[-3000:]}"
                )
            time.sleep(0.2)

    def kill(self) -> None:
        """SIGKILL to the postmaster and to every process of it."""
        postmaster = int((self._data / "postmaster.pid").read_text().split()[0])
        for process in [postmaster, *_children_of(postmaster)]:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def _run(self, program: str, *words: object, check: bool = True) -> int:
        command = [str(self._binaries / program), *map(str, words)]
        log = self.folder / f"{program}.out"
        with log.open("wb") as output:  # a pipe would stay open in the server that pg_ctl leaves behind
            done = subprocess.run(
                command, user=self._owner, cwd=self.folder, stdout=output, stderr=output, check=False
            )
        if check and done.returncode:
            raise RuntimeError(f"{program} failed:\n{log.read_text()}")
        return done.returncode


def _children_of(process: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False
    )
    return [int(line) for line in listed.stdout.split()]
