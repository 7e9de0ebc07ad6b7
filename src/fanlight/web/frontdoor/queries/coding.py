"""A sample of past contacts: what is left to code for whom, and how far two coders agree."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from math import isfinite

import numpy as np
from django.db.models import Count
from django.utils import timezone

from fanlight.estimates.agreement import Ratings, gwet_ac, jackknife_interval, percent_agreement
from fanlight.frontdoor.enough_cases import cases_for_width
from fanlight.web.accounts.models import User
from fanlight.web.frontdoor.actions.coding import CODERS
from fanlight.web.frontdoor.models import CodedLine, CodingSample, ContactChild, SampledLine

FEWEST = 3  # lines that two people coded, before an interval of their agreement can be worked out


def drawn(first_on: date, last_on: date, size: int, seed: int) -> list[int]:
    """Lines of past contacts with their text, drawn by chance; the same seed draws the same."""
    begins, ends = (
        timezone.make_aware(datetime.combine(day, at))
        for day, at in ((first_on, time()), (last_on, time.max))
    )
    lines = np.array(
        list(
            ContactChild.objects.filter(
                contact__received_at__range=(begins, ends),
                contact__raw_text_ended_at=None,
                contact__closed_at__isnull=False,
            )
            .exclude(contact__raw_text="")
            .order_by("pk")
            .values_list("pk", flat=True)
        ),
        np.int64,
    )
    rng = np.random.default_rng(seed)
    return sorted(rng.choice(lines, min(size, len(lines)), replace=False).tolist()) if len(lines) else []


def next_to_code(sample: CodingSample, coder: User) -> SampledLine | None:
    """The next line for this coder, in an order of their own; none that two others have coded."""
    open_ = (
        sample.lines.annotate(coders=Count("coded"))
        .filter(coders__lt=CODERS)
        .exclude(coded__coder=coder)
        .values_list("pk", flat=True)
    )
    first = min(open_, key=lambda pk: _place(sample, coder, pk), default=None)
    return (
        SampledLine.objects.select_related("line__contact", "line__person").get(pk=first) if first else None
    )


def _place(sample: CodingSample, coder: User, line: int) -> str:
    """Chance order, another for each coder: what one saw before is not what the other saw."""
    return hashlib.sha256(f"{sample.seed}-{coder.pk}-{line}".encode()).hexdigest()


@dataclass(frozen=True)
class QuestionAgreement:
    """How far two coders agree on one question."""

    question: str
    both: int
    agree: str
    beyond_chance: str
    not_known: str


@dataclass(frozen=True)
class SamplePage:
    """What is told of a sample, and to whom: agreement only once one has no line left to code."""

    sample: CodingSample
    size: int
    by_two: int
    mine: int
    is_mine_to_code: bool
    shown: bool
    rows: list[QuestionAgreement]
    needed: int


def sample_page(sample: CodingSample, user: User, *, may_code: bool) -> SamplePage:
    """Count what is coded; agreement is shown to whoever is not in the middle of coding."""
    coded = list(
        CodedLine.objects.filter(sampled__sample=sample).values_list("sampled_id", "coder_id", "answers")
    )
    by_line: dict[int, list[dict[str, str]]] = {}
    for line, _, answers in coded:
        by_line.setdefault(line, []).append(answers)
    pairs = [both for both in by_line.values() if len(both) == CODERS]
    mine = sum(coder == user.pk for _, coder, _ in coded)
    left = may_code and next_to_code(sample, user) is not None
    shown = bool(pairs) and not (mine and left)
    return SamplePage(
        sample,
        sample.lines.count(),
        len(pairs),
        mine,
        left,
        shown,
        [_agreement(cue["question"], cue["code"], pairs) for cue in sample.version.cues] if shown else [],
        cases_for_width(0.8, 0.1),
    )


def _agreement(question: str, code: str, pairs: Sequence[Sequence[dict[str, str]]]) -> QuestionAgreement:
    cases = [case for case, _ in enumerate(pairs) for _ in range(CODERS)]
    said = [answers.get(code, "not_known") for both in pairs for answers in both]
    ratings = Ratings.of(cases, said)
    same = sum(first.get(code) == second.get(code) for first, second in pairs)
    return QuestionAgreement(
        question,
        len(pairs),
        f"{same} of {len(pairs)}" if isfinite(percent_agreement(ratings)) else "none",
        _with_interval(ratings),
        f"{said.count('not_known')} of {len(said)} answers",
    )


def _with_interval(ratings: Ratings) -> str:
    value = gwet_ac(ratings)
    low, high = jackknife_interval(ratings, gwet_ac)
    if len(ratings.counts) < FEWEST or not isfinite(low):
        return "We cannot tell yet"
    return f"{value:.2f} ({max(low, -1.0):.2f} to {high:.2f})"
