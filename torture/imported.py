"""What a folder's database holds of imports; and what a start after a kill makes of it.

python -m torture.imported state
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
    print(json.dumps(state() if words[0] == "state" else recover(Path(words[1]))))


def state() -> dict[str, Any]:
    """Everything that an import writes, without numbers and keys drawn anew each time."""
    from fanlight.web.audit.chain import verify
    from fanlight.web.audit.models import AuditEvent
    from fanlight.web.casework.models import Event, LocalIdentifier, SourceFile
    from fanlight.web.exchange.models import ImportBatch, RowSetAside

    identifier = "person__identifiers__value"
    told = [
        sorted(
            repr(row)
            for row in Event.objects.values_list(
                identifier, "kind", "on", "ended_on", "identity", "content_hash", "source__sha256", "place",
                "replaced_by__content_hash",
            )
        ),
        sorted(
            repr(row)
            for row in LocalIdentifier.objects.values_list(
                "value", "person__born_on", "person__sex", "person__ethnicity", "person__upn"
            )
        ),
        sorted(SourceFile.objects.values_list("sha256", flat=True)),
        sorted(repr(row) for row in RowSetAside.objects.values_list("place", "reason", "value")),
        AuditEvent.objects.filter(action="import a file").count(),
    ]  # fmt: skip
    return {
        "digest": hashlib.sha256(json.dumps(told).encode()).hexdigest(),
        "events": len(told[0]),
        "batches": list(ImportBatch.objects.order_by("pk").values_list("state", flat=True)),
        "audit log": verify().broken_at is None,
        "files left": len(_files()),
    }


def recover(path: Path) -> dict[str, Any]:
    """What the server does at its start, and then the file handed in once more."""
    from fanlight.web.audit.recording import write
    from fanlight.web.exchange.actions import end_interrupted, hand_in, run
    from torture.ledger import damage

    found = {"after the kill": state(), "damage": damage()}
    with write():
        end_interrupted()
    found["after a start"] = state()
    with path.open("rb") as file:
        run(hand_in(by=None, file=file, name=path.name))
    return found | {"handed in again": state()}


def _files() -> list[Path]:
    from django.conf import settings

    return list((Path(settings.HOME) / "imports").glob("*"))


if __name__ == "__main__":
    main(sys.argv[1:])
