"""The process that is killed: a file is handed in, shown, written, undone; each step is said when it is over.

python -m torture.importing FILE
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django

STEPS = ("handed in", "staged", "written", "undone")


def main(path: Path) -> None:
    django.setup()
    from fanlight.web.exchange.actions import agree, hand_in, run, stage
    from fanlight.web.exchange.undoing import undo

    with path.open("rb") as file:
        batch = hand_in(by=None, file=file, name=path.name)
    _say("handed in")
    stage(batch)
    _say(batch.state)
    agree(batch=batch, by=None)
    run(batch)
    _say("written" if batch.state == "done" else batch.state)
    undo(batch=batch, by=None)
    _say("undone")


def _say(word: str) -> None:
    os.write(1, f"{word}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
