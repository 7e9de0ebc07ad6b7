"""Past contacts are drawn by chance and answered by hand, by two people apart from each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone

from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.frontdoor.models import ChecklistVersion, CodedLine, CodingSample, SampledLine

CODERS = 2


class Closed(Exception):
    """Two people have coded this line already, or this one has."""


@action
def draw_sample(
    *, by: User, version: ChecklistVersion, lines: Sequence[int], first_on: date, last_on: date, seed: int
) -> CodingSample:
    """Keep which past contacts are to be coded."""
    sample = CodingSample.objects.create(
        version=version, by=by, at=timezone.now(), first_on=first_on, last_on=last_on, seed=seed
    )
    SampledLine.objects.bulk_create(SampledLine(sample=sample, line_id=line) for line in lines)
    tell(by=by, action="draw a sample to code", record=sample, lines=len(lines))
    return sample


@action
def code_line(*, sampled: SampledLine, coder: User, answers: Mapping[str, str]) -> CodedLine:
    """Keep what one coder answered; it is not changed afterwards.

    Raises
    ------
    Closed
        This coder has answered it, or two others have.
    """
    sampled = SampledLine.objects.select_for_update().get(pk=sampled.pk)
    before = list(sampled.coded.values_list("coder_id", flat=True))
    if coder.pk in before or len(before) >= CODERS:
        raise Closed
    coded = CodedLine.objects.create(sampled=sampled, coder=coder, at=timezone.now(), answers=dict(answers))
    tell(by=coder, action="code a past contact", record=sampled, persons=[sampled.line.person.key])
    return coded
