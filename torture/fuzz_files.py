"""Ten thousand broken files: each is read or refused in one line, in seconds, in bounded memory.

    python -m torture.fuzz_files [--inputs N] [SEED]

Each is checked (`fanlight check`), its tables taken (`fanlight convert`) and their top looked at (a list of
one's own), in a process that is watched: over 10 s of the processor is a hang, and so is a minute without
any; any exception but a refusal is a crash. The processor's time, not the clock's: other work on the
machine makes no file slower. Mappings (JSON) are read as mappings.
"""

# ruff: noqa: T201, S311 - it speaks to the terminal; chance here keeps no secret
from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import re
import secrets
import time
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

from fanlight.exchange.checking import check_file
from fanlight.exchange.mapped import ColumnMapping
from fanlight.exchange.mapping import BadMapping
from fanlight.exchange.raw_tables import raw_tables
from fanlight.exchange.reading import Unreadable
from fanlight.exchange.sampling import sample_tables
from torture.broken_files import broken, harmful, seeds
from torture.outcome import finish

INPUTS = 10_000
BATCH = 250  # a new process for each, so that memory is told by batch
LONGEST_SECONDS = 10
MOST_MB = 600
MODULES = ["fanlight.exchange", "torture.fuzz_files", "torture.broken_files"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seed", nargs="?", type=int, default=secrets.randbits(32))
    parser.add_argument("--inputs", type=int, default=INPUTS)
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}", flush=True)
    counts: Counter[str] = Counter()
    faults: list[str] = []
    slowest, most = (0.0, ""), 0.0
    for first in range(0, arguments.inputs, BATCH):
        told = _batch(arguments.seed, first, min(BATCH, arguments.inputs - first))
        counts.update(told["counts"])
        faults += told["faults"]
        slowest, most = max(slowest, told["slowest"]), max(most, told["memory"])
        print(f"  {first + BATCH:,}: {counts['read']:,} read, {counts['refused']:,} refused", flush=True)
        for fault in told["faults"]:
            print("  FAULT", fault, flush=True)
    figures = {
        **dict(sorted(counts.items())),
        "slowest, processor s": slowest[0],
        "slowest": slowest[1],
        "most memory of a process, MB": round(most),
        "faults": faults[:50],
    }
    promises = {
        "no crash, no refusal of many lines, no account that does not close": not faults,
        f"none over {LONGEST_SECONDS} processor s": slowest[0] <= LONGEST_SECONDS,
        f"never over {MOST_MB} MB": most <= MOST_MB,
        "a third got past the first look": counts["read"] * 3 >= arguments.inputs,
    }
    if arguments.inputs >= INPUTS:
        finish("fuzz_files", figures, promises, MODULES, arguments.seed)
    else:
        print(figures, [words for words, held in promises.items() if not held])


def _batch(seed: int, first: int, number: int) -> dict[str, Any]:
    """A batch in a process of its own; one that hangs is stopped and named."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_run, args=(seed, first, number, theirs))
    process.start()
    theirs.close()
    last: dict[str, Any] = {
        "at": "before the first",
        "counts": {},
        "faults": [],
        "slowest": 0.0,
        "memory": 0.0,
    }
    heard, spent = time.monotonic(), 0.0
    while True:
        try:
            if ours.poll(1):
                last = ours.recv()
                heard, spent = time.monotonic(), _processor_seconds(process.pid)
            elif _hangs(process.pid, heard, spent):
                process.kill()
                last["faults"].append(f"hangs: {last['at']}")
                break
        except EOFError:
            break
    process.join()
    if process.exitcode:
        last["faults"].append(f"the process ended with {process.exitcode} at {last['at']}")
    return last


def _hangs(pid: int | None, heard: float, spent: float) -> bool:
    """More processor time than is allowed since it was heard of, or a minute in which it used none."""
    used = _processor_seconds(pid) - spent
    return used > LONGEST_SECONDS * 2 or (time.monotonic() - heard > 60 and used < 1)


def _processor_seconds(pid: int | None) -> float:
    try:
        words = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _run(seed: int, first: int, number: int, pipe: Any) -> None:
    whole = seeds()
    counts: Counter[str] = Counter()
    faults: list[str] = []
    slowest = (0.0, "")
    for at in range(first, first + number):
        rng = random.Random(seed * 1_000_003 + at)
        kind = rng.choice(list(whole))
        way, content = harmful(rng) if at % 500 == 0 else broken(kind, whole[kind], rng)
        name = f"input {at}, {kind}, {way}"
        pipe.send({"at": name, "counts": counts, "faults": faults, "slowest": slowest, "memory": _memory()})
        began = time.process_time()
        outcome, wrong = _outcome(kind, content)
        slowest = max(slowest, (round(time.process_time() - began, 2), name))
        counts.update((outcome, f"{kind}: {outcome}", f"way {way.removeprefix('inside: ')}: {outcome}"))
        faults += [f"{name}: {words}" for words in wrong]
    pipe.send({"at": "", "counts": counts, "faults": faults, "slowest": slowest, "memory": _memory()})


def _outcome(kind: str, content: bytes) -> tuple[str, list[str]]:
    """Whether it was read or refused, and what was wrong about that."""
    if kind == "mapping":
        return _mapping(content)
    wrong: list[str] = []
    try:
        checked = check_file(BytesIO(content), "upload.dat")
        wrong += [
            f"no place or reason: {item}" for item in checked.set_aside if not (item.place and item.reason)
        ]
        checked.as_json()
        outcome = "read"
    except Unreadable as refusal:
        wrong += _wrong_words(refusal)
        outcome = "refused"
    except Exception as error:
        return "crashed", [f"check: {type(error).__name__}: {error}"[:300]]
    try:
        for _ in raw_tables(BytesIO(content), lambda _: None, "upload.dat"):
            pass
    except Unreadable as refusal:
        wrong += _wrong_words(refusal)
    except Exception as error:
        return "crashed", [f"convert: {type(error).__name__}: {error}"[:300]]
    try:
        sample_tables(BytesIO(content))
    except Unreadable as refusal:
        wrong += _wrong_words(refusal)
    except Exception as error:
        return "crashed", [f"the top of its tables: {type(error).__name__}: {error}"[:300]]
    return outcome, wrong


def _mapping(content: bytes) -> tuple[str, list[str]]:
    try:
        ColumnMapping.from_json(content.decode("utf-8", "replace"))
    except BadMapping as refusal:
        return "refused", _wrong_words(refusal)
    except Exception as error:
        return "crashed", [f"mapping: {type(error).__name__}: {error}"[:300]]
    return "read", []


def _wrong_words(refusal: Exception) -> list[str]:
    words = str(refusal)
    return [f"not one line: {words[:100]!r}"] if not words or "\n" in words or "\r" in words else []


def _memory() -> float:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main()
