"""A PostgreSQL of the tests' own: made in a temporary folder, stopped and removed at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Nothing here outlives the tests, so nothing needs to reach the disk.
INITDB = ["-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "40"}


def find_postgres() -> Path | None:
    """Find the folder of `initdb` and `pg_ctl`: $FANLIGHT_TEST_PG, else the newest of Debian's."""
    if told := os.environ.get("FANLIGHT_TEST_PG"):
        if not (Path(told) / "initdb").exists():
            raise FileNotFoundError(f"FANLIGHT_TEST_PG={told} has no initdb in it")
        return Path(told)
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(found, key=lambda path: float(path.parent.name), default=None)


@contextmanager
def running_postgres(binaries: Path) -> Iterator[str]:
    """Start a cluster on a free port of 127.0.0.1 and yield the URL of an empty database in it."""
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="fanlight-pg-"))
    folder.chmod(0o711)  # the server's user passes through
    data = folder / "data"
    data.mkdir(mode=0o700)
    if owner:
        shutil.chown(data, owner)
        shutil.chown(folder, owner)
    port = free_port()

    def run(program: str, *words: str) -> None:
        done = subprocess.run(
            [str(binaries / program), *words],
            user=owner,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            log = folder / "log"
            told = log.read_text() if log.exists() else ""
            raise RuntimeError(f"{program} failed:\n{done.stdout}{done.stderr}{told}")

    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    options += "".join(f" -c {name}={value}" for name, value in SETTINGS.items())
    try:
        run(
            "initdb",
            "-D",
            str(data),
            "-U",
            "fanlight",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        )
        run("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-o", options, "-w", "-s", "start")
        try:
            run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "fanlight", "fanlight")
            yield f"postgres://fanlight@127.0.0.1:{port}/fanlight"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-s", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> str | None:
    """Whom to run as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
