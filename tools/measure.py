"""Figures that stay true: each is saved with the source it was measured on, and goes stale with it.

A script calls `record(...)`, which writes docs/measured/NAME.json. `python tools/measure.py check` fails when
the source of the modules that a figure names is no longer the one measured.
"""
# ruff: noqa: T201 - it speaks to the terminal

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MEASURED = Path("docs") / "measured"
SCRIPTS = ("benchmarks", "torture")
# Before the script did its own work: timings on a busy machine say so.
LOAD_BEFORE = [round(one, 1) for one in os.getloadavg()] if hasattr(os, "getloadavg") else []


def record(
    name: str,
    *,
    figures: Mapping[str, Any],
    modules: Sequence[str],
    seed: int | None = None,
    root: Path = ROOT,
) -> Path:
    """Write docs/measured/NAME.json.

    Parameters
    ----------
    name
        File name without suffix, such as "load_20000".
    figures
        What was measured: name with its unit ("today_median_ms") to number or text.
    modules
        What the figures speak of: modules such as "fanlight.synthetic"; a package means all below it.
    seed
        Where chance was used: the seed that repeats it.
    root
        The project's folder.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    FileNotFoundError
        A module that is named has no source.
    """
    content = {
        "figures": dict(figures),
        "seed": seed,
        "measured_on": datetime.now(UTC).date().isoformat(),
        "commit": commit(root),
        "machine": machine(),
        "modules": list(modules),
        "digest": digest(modules, root),
    }
    path = root / MEASURED / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def digest(modules: Sequence[str], root: Path = ROOT) -> str:
    """SHA-256 over the sources of the modules, by name and content, whatever their order."""
    found: dict[str, bytes] = {}
    for module in modules:
        for path in sources(module, root):
            found[path.relative_to(root).as_posix()] = hashlib.sha256(path.read_bytes()).digest()
    total = hashlib.sha256()
    for name in sorted(found):
        total.update(name.encode() + b"\0" + found[name])
    return total.hexdigest()


def sources(module: str, root: Path = ROOT) -> list[Path]:
    """List the files of a module or of all modules of a package; scripts count as modules too."""
    parts = module.split(".")
    base = root.joinpath("src", *parts) if parts[0] == "fanlight" else root.joinpath(*parts)
    found = sorted(base.rglob("*.py")) if base.is_dir() else [base.with_suffix(".py")]
    if not found or not found[0].is_file():
        raise FileNotFoundError(f"{module} has no source in {root}")
    return found


def commit(root: Path = ROOT) -> str:
    """Name the commit measured; "+changes" where the checkout differs from it, "" outside git."""

    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
        return done.stdout.strip() if done.returncode == 0 else ""

    name = git("rev-parse", "HEAD")
    return f"{name}+changes" if name and git("status", "--porcelain", "--", "src", *SCRIPTS) else name


def machine() -> dict[str, Any]:
    """Describe the machine as far as timings need it."""
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load average before (1, 5, 15 min)": LOAD_BEFORE,
    }


def processor() -> str:
    """Name the processor, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def stale(root: Path = ROOT) -> list[str]:
    """List the figures that no longer speak of the present source, each with what to do."""
    found = []
    for path in sorted((root / MEASURED).glob("*.json")):
        try:
            saved = json.loads(path.read_text(encoding="utf-8"))
            if digest(saved["modules"], root) != saved["digest"]:
                found.append(
                    f"{path.name}: measured on other source ({', '.join(saved['modules'])}); measure again"
                )
        except (ValueError, KeyError, TypeError, FileNotFoundError) as error:
            found.append(f"{path.name}: cannot be checked: {type(error).__name__}: {error}")
    return found


def check(root: Path = ROOT) -> int:
    """Say what is stale; 0 if nothing is, 1 if something is."""
    found = stale(root)
    count = len(list((root / MEASURED).glob("*.json")))
    print("\n".join([*found, f"{count - len(found)} of {count} measured figures are those of this source."]))
    return int(bool(found))


if __name__ == "__main__":
    if sys.argv[1:] != ["check"]:
        sys.exit(__doc__)
    sys.exit(check())
