"""What a database holds of imports; and what a start after a kill makes of it.

python -m torture.imported state
python -m torture.imported whole FILE
python -m torture.imported recover FILE
"""

# ruff: noqa: T201 - it is asked by another process
from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import django


def main(words: list[str]) -> None:
    django.setup()
    match words:
        case ["state"]:
            print(json.dumps(state()))
        case ["whole", path]:
            _write(Path(path))
            print(json.dumps(state()))
        case ["recover", path]:
            print(json.dumps(recover(Path(path))))


def state() -> dict[str, Any]:
    """Everything that an import writes, without numbers and keys drawn anew each time."""
    from fanlight.web.audit.chain import verify
    from fanlight.web.casework.models import Event, LocalIdentifier, Person, SourceFile
    from fanlight.web.exchange.models import ImportBatch, PersonDescribed, RowSetAside

    identifier = "person__identifiers__value"
    told = [
        sorted(
            repr(row)
            for row in Event.objects.values_list(
                identifier, "kind", "on", "ended_on", "identity", "content_hash", "source__sha256", "place",
                "replaced_by__content_hash", "no_longer_in__sha256",
            )
        ),
        sorted(
            repr(row)
            for row in LocalIdentifier.objects.values_list(
                "value", "person__born_on", "person__sex", "person__ethnicity", "person__upn"
            )
        ),
        Person.objects.count(),
        sorted(SourceFile.objects.values_list("sha256", flat=True)),
        sorted(
            repr(row)
            for row in RowSetAside.objects.filter(batch__state="done").values_list("place", "reason", "value")
        ),
        PersonDescribed.objects.count(),
    ]  # fmt: skip
    return {
        "digest": hashlib.sha256(json.dumps(told).encode()).hexdigest(),
        "events": len(told[0]),
        "batches": list(ImportBatch.objects.order_by("pk").values_list("state", flat=True)),
        "audit log": verify().broken_at is None,
        "files left": len(_files()),
    }


def recover(path: Path) -> dict[str, Any]:
    """What the server does at its start, what a person then agrees to, and the file handed in once more."""
    from fanlight.web.exchange.jobs import take_up, work_on
    from torture.ledger import damage

    found = {"after the kill": state(), "damage": damage()}
    for batch in take_up():
        work_on(batch)
    _agree_to_all()
    found["gone on"] = state()
    _write(path)
    return found | {"handed in again": state()}


def _agree_to_all() -> None:
    from fanlight.web.exchange.actions import agree, run
    from fanlight.web.exchange.models import ImportBatch

    for batch in ImportBatch.objects.filter(state=ImportBatch.State.STAGED):
        agree(batch=batch, by=None)
        run(batch)


def _write(path: Path) -> None:
    from fanlight.web.exchange.actions import hand_in, stage

    with path.open("rb") as file:
        stage(hand_in(by=None, file=file, name=path.name))
    _agree_to_all()


def _files() -> list[Path]:
    from django.conf import settings

    return [path for path in (Path(settings.HOME) / "imports").glob("*") if path.suffix != ".lock"]


if __name__ == "__main__":
    main(sys.argv[1:])
