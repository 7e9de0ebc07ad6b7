"""How long until there is something to click: `make demo` in a new clone with empty caches, and once more.

    python -m benchmarks.start

Clones what is committed, not what lies in the checkout. Needs the package registry.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.support.postgres import free_port
from tools.measure import ROOT, record

COLD_S, WARM_S = 180, 5
GIVE_UP_S = 900
MODULES = ["fanlight.web.site", "fanlight.synthetic", "fanlight.cli", "benchmarks.start"]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="fanlight-start-") as name:
        folder = Path(name)
        clone = folder / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        cold, set_up = start(clone, folder)
        warm, _ = start(clone, folder)
    figures = {
        "cold: clone with empty caches, to the first page, s": round(cold, 1),
        "of that, until everything was installed, s": round(set_up, 1),
        "warm: to the first page, s": round(warm, 1),
        f"cold under {COLD_S} s": "met" if cold < COLD_S else "MISSED",
        f"warm under {WARM_S} s": "met" if warm < WARM_S else "MISSED",
    }
    for words, figure in figures.items():
        print(f"  {words}: {figure}")
    record("start", figures=figures, modules=MODULES)
    if "MISSED" in figures.values():
        sys.exit("over its target")


def start(clone: Path, folder: Path) -> tuple[float, float]:
    """Run `make demo` until the first page is there, then stop it.

    Returns
    -------
    tuple of float
        Seconds to the first page, and to the end of installing.
    """
    port = free_port()
    log = folder / "log"
    began = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["make", "demo", f"PORT={port}"],
            cwd=clone,
            env=empty_environment(folder),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    installed = 0.0
    try:
        while not answers(port):
            if not installed and (clone / ".venv" / ".ready-web").exists():
                installed = time.monotonic() - began
            if process.poll() is not None or time.monotonic() - began > GIVE_UP_S:
                sys.exit(f"make demo did not start:\n{log.read_text()[-3000:]}")
            time.sleep(0.05)
        return time.monotonic() - began, installed
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Stop make and the server that it started, and nothing else."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, how)
            process.wait(20)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
        else:
            return


def empty_environment(folder: Path) -> dict[str, str]:
    """Ours, but with caches that begin empty, and without what would lead elsewhere."""
    ours = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("FANLIGHT_")
        and name not in {"VIRTUAL_ENV", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHONPATH"}
    }
    caches = {"XDG_CACHE_HOME": "cache", "UV_CACHE_DIR": "uv", "PIP_CACHE_DIR": "pip"}
    return ours | {name: str(folder / where) for name, where in caches.items()}


def answers(port: int) -> bool:
    """Whether the first page is there: 200, after its redirect to the sign-in page."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


if __name__ == "__main__":
    main()
