"""How a script of torture or measurement ends: its figures kept, its broken promises told."""

# ruff: noqa: T201 - it speaks to the terminal
from __future__ import annotations

import secrets
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from tools.measure import record


def draw_seed() -> int:
    """Take the seed from the command line's last word, else from chance; say which."""
    told = sys.argv[-1]
    seed = int(told) if told.isdigit() else secrets.randbits(32)
    print(f"seed {seed}", flush=True)
    return seed


def finish(
    name: str,
    figures: Mapping[str, Any],
    promises: Mapping[str, bool],
    modules: Sequence[str],
    seed: int | None = None,
) -> None:
    """Record the figures with the promises that did not hold, print both, and exit 1 if there are any."""
    broken = [words for words, held in promises.items() if not held]
    path = record(name, figures={**figures, "not held": broken}, modules=modules, seed=seed)
    for words, figure in figures.items():
        print(f"  {words}: {figure}")
    print(f"{path.name}: {len(promises) - len(broken)} of {len(promises)} promises held")
    if broken:
        sys.exit("NOT HELD: " + "; ".join(broken))
