"""Runs the checks: `run_tests.py everything`, `run_tests.py sqlite|postgres [pytest words]`.

`everything` goes on after a step that fails, so that one run tells all, and ends with one line a step.
"""

# ruff: noqa: T201 - it speaks to the terminal
from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
sys.path.insert(0, str(ROOT))

from tests.support.postgres import find_postgres, running_postgres  # noqa: E402 - the root goes on the path first

FOLDERS = ["src", "tests", "tools", "benchmarks", "torture"]
PLAIN_STEPS = {
    "lint": [BIN / "ruff", "check", *FOLDERS],
    "format": [BIN / "ruff", "format", "--check", *FOLDERS],
    "types": [BIN / "mypy"],
    "contracts": [BIN / "lint-imports", "--no-logo"],
}
PARALLEL = ["-n", "2", "--dist", "loadfile"]


def main(words: list[str]) -> int:
    """Run what the words ask for and return the exit code."""
    match words:
        case ["everything"]:
            return everything()
        case ["sqlite" | "postgres" as database, *more]:
            return pytest(database, more)
    print(__doc__)
    return 2


def everything() -> int:
    """Run every step and return 0 if each passed."""
    steps = {name: lambda command=command: run(command) for name, command in PLAIN_STEPS.items()}
    steps |= {
        "tests, SQLite": lambda: pytest("sqlite", [*PARALLEL, "-m", "not browser and not wheel"]),
        # Examples in docstrings run once: they open no browser and no database.
        "tests, browser": lambda: pytest("sqlite", [*PARALLEL, "-m", "browser or wheel", "tests"]),
        "tests, PostgreSQL": lambda: pytest("postgres", [*PARALLEL, "tests"]),
    }
    results = []
    for name, step in steps.items():
        print(f"\n=== {name}", flush=True)
        began = time.monotonic()
        results.append((name, step(), time.monotonic() - began))
    print()
    for name, code, seconds in results:
        print(f"{'passed' if code == 0 else 'FAILED':<7} {name:<18} {seconds:6.1f} s")
    return int(any(code for _, code, _ in results))


def pytest(database: str, more: list[str]) -> int:
    """Run pytest on a database, with a data folder of its own."""
    with ExitStack() as stack:
        environment = {
            **os.environ,
            "FANLIGHT_HOME": stack.enter_context(tempfile.TemporaryDirectory(prefix="fanlight-home-")),
            "FANLIGHT_TEST_DB": database,
            # Two tests at once on two processors: matrix products with threads of their own slow each other.
            "OPENBLAS_NUM_THREADS": "1",
        }
        environment.pop("FANLIGHT_DATABASE_URL", None)
        # Set on some machines: each server and command of a test would compile Django anew, 2 s a time.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if database == "postgres" and (binaries := find_postgres()):
            environment["FANLIGHT_DATABASE_URL"] = stack.enter_context(running_postgres(binaries))
        return run([sys.executable, "-m", "pytest", *more], environment)


def run(command: list[object], environment: dict[str, str] | None = None) -> int:
    """Run a command in the project's folder; its output goes where ours goes."""
    return subprocess.run([str(word) for word in command], cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
