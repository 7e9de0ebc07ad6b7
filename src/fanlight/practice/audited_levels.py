"""A noise audit on the authority's own levels: what all who answered show together, never one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fanlight.estimates.estimate import Estimate
from fanlight.practice.noise import AuditedNoise, JudgementTable, audit_noise
from fanlight.terms.disclosure import MINIMUM_TEAM

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers of an audit, each column of one length.

    Attributes
    ----------
    worker, vignette, occasion
        Who (any name; it does not come out again), on which, at which time (1 or 2).
    step
        Place of the chosen level, from 0.
    judgement
        0 to 100; NaN where it was not asked or not given.
    """

    worker: Sequence[str]
    vignette: Sequence[str]
    occasion: Sequence[str]
    step: NDArray[np.float64]
    judgement: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AuditedLevels:
    """What an audit found.

    Attributes
    ----------
    workers, answers
        How many workers and answers it rests on.
    nominal, ordinal
        Of the levels, as names and as steps.
    points
        Of the judgements from 0 to 100; None where they were not asked.
    differ
        Points apart that are different.
    spread
        Of each vignette how many workers chose each level at their first time; only of those that five or
        more judged.
    """

    workers: int
    answers: int
    nominal: AuditedNoise
    ordinal: AuditedNoise
    points: AuditedNoise | None
    differ: float
    spread: Mapping[str, tuple[int, ...]]

    def as_json(self) -> dict[str, Any]:
        """Everything as plain values; `told_levels` reads it back."""
        return {
            "workers": self.workers,
            "answers": self.answers,
            "nominal": self.nominal.as_json(),
            "ordinal": self.ordinal.as_json(),
            "points": self.points.as_json() if self.points else None,
            "differ": self.differ,
            "spread": {name: list(counts) for name, counts in self.spread.items()},
        }

    def sentence(self) -> str:
        """The message, in words."""
        return sentence_of(self.as_json())


class TooFew(ValueError):
    """Fewer than five workers answered: a result would tell about single ones."""


def audited_levels(answers: Answers, *, steps: int, differ: float = 20.0) -> AuditedLevels:
    """Take the noise of an audit apart.

    Parameters
    ----------
    answers
        Of everyone.
    steps
        How many levels there are.
    differ
        Points apart at which two judgements from 0 to 100 are different.

    Raises
    ------
    TooFew
        Fewer than five workers answered two vignettes or more.

    Examples
    --------
    >>> worker, vignette = np.repeat(list("abcdef"), 3).tolist(), ["x", "y", "z"] * 6
    >>> step = np.array([0, 2, 3, 0, 2, 3, 1, 2, 2, 0, 3, 3, 0, 2, 3, 0, 2, 3.0])
    >>> found = audited_levels(Answers(worker, vignette, ["1"] * 18, step, np.full(18, np.nan)), steps=4)
    >>> found.sentence()[:74]
    'Two workers picked at random differ on a contact with probability 33 in 10'
    """
    enough = {one for one in set(answers.worker) if _vignettes_of(answers, one) >= 2}
    if len(enough) < MINIMUM_TEAM:
        raise TooFew(
            f"{len(enough)} workers answered two vignettes or more; at least {MINIMUM_TEAM} are needed"
        )
    names = [str(int(step)) for step in answers.step]
    held = answers.worker, answers.vignette, answers.occasion
    asked = np.isfinite(answers.judgement)
    points = None
    if len({answers.worker[int(at)] for at in np.flatnonzero(asked)}) >= MINIMUM_TEAM:
        worker, vignette, occasion = ([one[int(at)] for at in np.flatnonzero(asked)] for one in held)
        table = JudgementTable(worker, vignette, occasion, answers.judgement[asked])
        points = audit_noise(table, scale="interval", differ=differ)
    return AuditedLevels(
        len(enough),
        len(answers.step),
        audit_noise(JudgementTable(*held, names), scale="nominal"),
        audit_noise(JudgementTable(*held, answers.step), scale="ordinal"),
        points,
        differ,
        _spread(answers, steps),
    )


def _vignettes_of(answers: Answers, worker: str) -> int:
    return len({one for who, one in zip(answers.worker, answers.vignette, strict=True) if who == worker})


def _spread(answers: Answers, steps: int) -> dict[str, tuple[int, ...]]:
    first = np.array(answers.occasion) == "1"
    vignette = np.array(answers.vignette)
    found = {}
    for name in dict.fromkeys(answers.vignette):
        chosen = answers.step[first & (vignette == name)].astype(np.intp)
        if len(chosen) >= MINIMUM_TEAM:
            found[name] = tuple(np.bincount(chosen, minlength=steps).tolist())
    return found


PARTS = ("level", "pattern", "occasion", "system")
PART_WORDS = {
    "level": "Level: some workers are stricter than others on all cases",
    "pattern": "Pattern: what is particular to a worker on a case, and stays",
    "occasion": "Occasion: what changes from one time to the next",
    "system": "System: all three together",
}


def parts_of(noise: Told) -> list[tuple[str, Estimate]]:
    """The standard deviations that a result as JSON tells, by name."""
    return [(name, held) for name in PARTS if (held := estimate_of(noise[f"{name}_sd"])) is not None]


def estimate_of(held: Mapping[str, float | None] | None) -> Estimate | None:
    """An estimate from its JSON; no bound is NaN.

    Examples
    --------
    >>> estimate_of({"value": 0.5, "low": None, "high": 1.0})
    Estimate(value=0.5, low=nan, high=1.0)
    """
    if held is None or held["value"] is None:
        return None
    value, low, high = (
        float("nan") if one is None else float(one) for one in (held["value"], held["low"], held["high"])
    )
    return Estimate(value, low, high)


def in_hundred(one: Estimate) -> str:
    """A chance as so many in 100, with its interval where there is one."""
    told = f"{100 * one.value:.0f} in 100"
    if not isfinite(one.low) or not isfinite(one.high):
        return f"{told} (too few vignettes for an interval)"
    return f"{told} ({100 * one.low:.0f} to {100 * one.high:.0f})"


def sentence_of(found: Told) -> str:
    """The message of a result as JSON."""
    differ = estimate_of(found["nominal"]["two_workers_differ"])
    if differ is None:
        return "How often two workers differ cannot be told."
    told = f"Two workers picked at random differ on a contact with probability {in_hundred(differ)}."
    why_not = found["ordinal"]["why_not"]
    if why_not:
        return f"{told} Level, pattern and occasion: cannot tell, since {why_not}."
    parts = dict(parts_of(found["ordinal"]))
    if len(parts) < len(PARTS):
        return told
    largest = max(PARTS[:3], key=lambda name: parts[name].value)
    return f"{told} The largest part of the noise is {largest} noise, {parts[largest].value:.1f} of a level."
