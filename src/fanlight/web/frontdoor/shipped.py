"""The level sets and the example checklist that ship: put in place after migrations, never overwritten."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from fanlight.frontdoor.checklist import ChecklistState, example_checklist
from fanlight.terms.levels import SHIPPED
from fanlight.web.frontdoor.models import Checklist, ChecklistVersion, Level, LevelSet


def load_shipped(**_: Any) -> None:
    """Add what is missing. What an authority has changed stays as it is."""
    for shipped in SHIPPED:
        level_set, is_new = LevelSet.objects.get_or_create(
            code=shipped.code,
            defaults={
                "title": shipped.title,
                "edition": shipped.edition,
                "source": shipped.source,
                "in_force_from": shipped.in_force_from,
                "in_force_to": shipped.in_force_to,
            },
        )
        if is_new:
            Level.objects.bulk_create(
                Level(
                    level_set=level_set,
                    code=level.code,
                    kind=level.kind,
                    label=level.label,
                    anchor=level.anchor,
                    ssd_flag=level.ssd_flag,
                    order=level.order,
                    keeps_open=level.keeps_open,
                    steps_up=level.steps_up,
                )
                for level in shipped.levels
            )
    _load_checklist()


def _load_checklist() -> None:
    example = example_checklist(ChecklistState.IN_USE)
    checklist, is_new = Checklist.objects.get_or_create(code=example.code, defaults={"title": example.title})
    if is_new:
        ChecklistVersion.objects.create(
            checklist=checklist,
            number=example.version,
            cues=[{"code": cue.code, "question": cue.question, "help": cue.help} for cue in example.cues],
            author=example.author,
            reasons=example.reasons,
            state=ChecklistVersion.State.IN_USE,
            made_at=timezone.now(),
        )
