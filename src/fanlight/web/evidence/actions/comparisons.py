"""A comparison of areas is asked for, stopped, asked for again; it is worked out beside the requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from fanlight.evidence.specification import Specification
from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell, write
from fanlight.web.evidence.models import AreaComparison

State = AreaComparison.State


class MadeAgain(ValueError):
    """Somebody asked for the same again meanwhile; `by_then` is what they asked for."""

    def __init__(self, by_then: AreaComparison) -> None:
        self.by_then = by_then
        super().__init__("It was asked for again meanwhile.")


@action
def ask_for_comparison(
    *,
    by: User | None,
    change: str,
    chosen: str,
    spec: Specification,
    left_out: Sequence[Mapping[str, str]] = (),
) -> AreaComparison:
    """Ask for a comparison; it waits until the server comes to it."""
    asked = AreaComparison.objects.create(
        change=change,
        chosen=chosen,
        specification=spec.to_json(),
        left_out=list(left_out),
        by=by,
        at=timezone.now(),
    )
    tell(by=by, action="ask for a comparison of areas", record=asked, digest=spec.digest)
    return asked


@action
def ask_again(*, comparison: AreaComparison, by: User) -> AreaComparison:
    """Ask for the same on the figures of today; the earlier one is kept behind it."""
    held = AreaComparison.objects.select_for_update().get(pk=comparison.pk)
    if later := AreaComparison.objects.filter(again_of=held).first():
        raise MadeAgain(later)
    asked = AreaComparison.objects.create(
        change=held.change,
        chosen=held.chosen,
        specification=held.specification,
        left_out=held.left_out,
        again_of=held,
        by=by,
        at=timezone.now(),
    )
    tell(by=by, action="ask for a comparison of areas again", record=asked, again_of=held.pk)
    return asked


@action
def stop_comparison(*, comparison: AreaComparison, by: User) -> None:
    """Have a comparison stop at the next step; nothing of it is kept."""
    AreaComparison.objects.filter(pk=comparison.pk, state__in=AreaComparison.UNDER_WAY).update(
        stop_asked=True
    )
    tell(by=by, action="stop a comparison of areas", record=comparison)


def note_progress(comparison: AreaComparison, step: str, done: int, of: int) -> bool:
    """Say how far it is; whether somebody asked to stop."""
    row = AreaComparison.objects.filter(pk=comparison.pk)
    with write():
        row.update(state=State.RUNNING, step=step, done=done, of=of)
    return bool(row.values_list("stop_asked", flat=True).get())


def end_comparison(
    comparison: AreaComparison,
    state: str,
    *,
    words: str = "",
    inputs: str = "",
    result: Mapping[str, Any] | None = None,
) -> None:
    """Say how it ended; from then on the row is frozen."""
    with write():
        AreaComparison.objects.filter(pk=comparison.pk, ended_at=None).update(
            state=state, words=words[:400], inputs=inputs, result=dict(result or {}), ended_at=timezone.now()
        )
