"""An import is killed in its middle: afterwards the state is exactly that before it, or that after it.

    python -m torture.kill_imports [SEED]

A round counts only if the file was handed in and its import not yet over.
"""

# ruff: noqa: T201, S311 - it speaks to the terminal; chance here keeps no secret
from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from threading import Timer
from typing import Any

from torture.homes import ask, environment, start
from torture.outcome import draw_seed, finish

ROUNDS = 20
MODULES = [
    "fanlight.web.exchange.actions",
    "fanlight.web.exchange.storing",
    "fanlight.web.audit.recording",
    "torture.kill_imports",
    "torture.importing",
    "torture.imported",
]


def main() -> None:
    seed = draw_seed()
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="fanlight-imports-") as name:
        folder = Path(name)
        earlier, census = make_returns(folder)
        base = folder / "base"
        whole_import(base, earlier)
        reference = folder / "reference"
        shutil.copytree(base, reference)
        seconds = whole_import(reference, census)
        before, after = (
            ask("torture.imported", "state", env=environment(home)) for home in (base, reference)
        )
        print(
            f"  unharmed: {before['events']:,} to {after['events']:,} events in {seconds:.1f} s", flush=True
        )
        faults: list[str] = []
        seen: Counter[str] = Counter()
        while seen["rounds"] < ROUNDS and seen.total() < 4 * ROUNDS:
            home = folder / f"killed-{seen.total()}"
            shutil.copytree(base, home)
            if not killed_in_the_middle(home, census, rng.uniform(0, seconds)):
                seen["not counted: over before the kill"] += 1
                continue
            found = ask("torture.imported", "recover", census, env=environment(home))
            where, wrong = judge(found, before, after)
            seen["rounds"] += 1
            seen[where] += 1
            faults += wrong
            print(f"  round {seen['rounds']}: {where}", *wrong, sep="; ", flush=True)
            shutil.rmtree(home)
    finish(
        "kill_imports",
        {
            **seen,
            "events before": before["events"],
            "events after": after["events"],
            "seconds from handing in to the end, unharmed": round(seconds, 2),
            "faults": faults,
        },
        {"no fault in any round": not faults, f"{ROUNDS} rounds in the middle": seen["rounds"] == ROUNDS},
        MODULES,
        seed,
    )


def make_returns(folder: Path) -> tuple[Path, Path]:
    """Two returns of one made-up authority: the second changes what the first told, and brings more."""
    from fanlight.exchange.write_cin_census import write_cin_census
    from fanlight.synthetic import make_authority

    made = make_authority(contacts=2500, years=2, until=date(2026, 4, 1), seed=4)
    paths = []
    for year in (2025, 2026):
        paths.append(folder / f"cin_{year}.xml")
        write_cin_census(paths[-1], made.persons, made.events, year=year, authority_code=made.code)
    return paths[0], paths[1]


def whole_import(home: Path, path: Path) -> float:
    """Import without harm; seconds from handing in to the end."""
    env = environment(home)
    if not home.exists():
        ask("torture.empty_home", env=env)
    with start("torture.importing", path, env=env) as process:
        process.stdout.readline()
        began = time.monotonic()
        state = process.stdout.readline().strip()
    if state != "done":
        raise RuntimeError(f"{path.name} was not imported: {state}")
    return time.monotonic() - began


def killed_in_the_middle(home: Path, path: Path, seconds: float) -> bool:
    """Kill so many seconds after the file was handed in; whether its import was under way then."""
    with start("torture.importing", path, env=environment(home)) as process:
        process.stdout.readline()
        timer = Timer(seconds, process.kill)
        timer.start()
        ended = process.stdout.readline()
        timer.cancel()
        process.kill()
    return not ended


def judge(found: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> tuple[str, list[str]]:
    """Where the kill fell, and what is wrong with what it left."""
    killed, started, again = (found[name] for name in ("after the kill", "after a start", "handed in again"))
    written = killed["digest"] == after["digest"]
    where = f"{'after' if written else 'before'} the commit, while {killed['batches'][-1]}"
    wrong = {
        "neither the state before nor after": not written and killed["digest"] != before["digest"],
        "the start changed what is held": started["digest"] != killed["digest"],
        "not marked interrupted": started["batches"][-1] != ("done" if written else "interrupted"),
        "a copy of the file is left": started["files left"] > 0,
        "handing it in again does not end well": again["digest"] != after["digest"]
        or again["batches"][-1] != ("unchanged" if written else "done"),
        "the audit log is broken": not (killed["audit log"] and again["audit log"]),
        "the database is damaged": bool(found["damage"]),
    }
    return where, [words for words, is_so in wrong.items() if is_so]


if __name__ == "__main__":
    main()
