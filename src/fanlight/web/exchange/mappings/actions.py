"""Deciding what local values mean: each saving is a new version of the whole mapping."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from fanlight.terms.codes import CodeSet
from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.exchange.mappings.models import CodeMappingVersion, Values, Where, lines_of
from fanlight.web.exchange.mappings.queries import code_sets, newest
from fanlight.web.exchange.models import ImportBatch


class NothingChanged(ValueError):
    """Every decision stood like this already."""


@action
def decide_codes(*, by: User, decisions: Mapping[Where, str], came_from: str = "") -> CodeMappingVersion:
    """Save what some values mean: a code of their field's set, or "" when none fits.

    Raises
    ------
    NothingChanged
        When no decision differs from the version in force.
    """
    sets, before = code_sets(), newest()
    held = dict(lines_of(before.values if before else {}))
    for (file_format, name, value), code in decisions.items():
        if code and code not in sets[file_format, name]:
            raise ValueError(f"{name}, {value}: {code!r} is no code of {sets[file_format, name].name}")
    changed = {where: code for where, code in decisions.items() if held.get(where) != code}
    if not changed:
        raise NothingChanged("Nothing was changed")
    version = CodeMappingVersion.objects.create(
        number=before.number + 1 if before else 1,
        values=_nested(held | changed),
        code_sets=_named(sets),
        changed=[[*where, held.get(where), code] for where, code in sorted(changed.items())],
        by=by,
        at=timezone.now(),
        came_from=came_from[:200],
    )
    tell(by=by, action="map local codes", record=version, values=len(changed), version=version.number)
    return version


@action
def have_read_again(*, batch: ImportBatch, by: User) -> bool:
    """Have a file that is shown and not yet written read once more, with the newest codes."""
    shown = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.STAGED)
    again = shown.update(state=ImportBatch.State.WAITING, progress=0) == 1
    tell(by=by, action="read a file again", record=batch, again=again)
    return again


def _named(sets: Mapping[tuple[str, str], CodeSet]) -> dict[str, dict[str, str]]:
    named: dict[str, dict[str, str]] = {}
    for (file_format, name), code_set in sets.items():
        named.setdefault(file_format, {})[name] = code_set.name
    return named


def _nested(lines: Mapping[Where, str]) -> Values:
    nested: dict[str, dict[str, dict[str, str]]] = {}
    for (file_format, name, value), code in sorted(lines.items()):
        nested.setdefault(file_format, {}).setdefault(name, {})[value] = code
    return nested
