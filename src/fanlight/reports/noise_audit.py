"""A noise audit as a document: what it found, what that means, how sure, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fanlight.practice.audited_levels import PART_WORDS, estimate_of, in_hundred, sentence_of
from fanlight.reports.document import Bullets, Document, Heading, Paragraph, Part, Picture, TableOf

AGREEMENT = (
    ("nominal", "percent", "Agreement: share of pairs of workers who chose alike"),
    ("nominal", "krippendorff_alpha", "Krippendorff's alpha, levels as names"),
    ("nominal", "gwet_ac1", "Gwet's AC1"),
    ("ordinal", "krippendorff_alpha", "Krippendorff's alpha, levels in order"),
    ("ordinal", "gwet_ac2", "Gwet's AC2, quadratic weights"),
)
CAUTIONS = (
    "Noise is differing where one should agree. Nobody knows here what would have been best: all may agree "
    "on something poor.",
    "Vignettes are short, made up, and judged with time. On real contacts under pressure workers may differ "
    "more.",
    "Level noise rests on the number of workers: with 12 of them it is measured to about 30 % at best.",
    "Nothing here is about one worker, and nothing can be worked back to one.",
)


@dataclass(frozen=True, slots=True)
class AuditToTell:
    """What the report needs beside the result.

    Attributes
    ----------
    title, where
        Of the audit, and whose.
    opened_on, closed_on
        Days.
    levels
        Labels in their order.
    found
        `AuditedLevels.as_json()`.
    pictures
        Of "ordinal" and "points" the parts of noise as SVG, and the sentence that says the same.
    foretold
        What the planner said.
    """

    title: str
    where: str
    opened_on: date
    closed_on: date
    levels: Sequence[str]
    found: Mapping[str, Any]
    pictures: Mapping[str, tuple[str, str]]
    foretold: str = ""


def noise_audit_report(audit: AuditToTell) -> Document:
    """Make the report."""
    found = audit.found
    return Document(
        audit.title,
        sentence_of(found),
        list(_parts(audit)),
        f"{audit.where}. Noise audit from {_day(audit.opened_on)} to {_day(audit.closed_on)}; "
        f"{found['workers']} workers, {found['answers']} answers. Intervals are of 95 %: of the "
        "parts from the profile of the restricted likelihood, of agreement from the jackknife over "
        "vignettes.",
    )


def _parts(audit: AuditToTell) -> Iterator[Part]:
    found = audit.found
    yield Heading("Where the noise is")
    yield from _noise(audit, "ordinal")
    if found["points"]:
        yield Heading("The same, on 0 to 100", 3)
        apart = estimate_of(found["points"]["two_workers_differ"])
        if apart:
            yield Paragraph(
                f"Two workers picked at random are {found['differ']:g} points or more apart with probability "
                f"{in_hundred(apart)}."
            )
        yield from _noise(audit, "points")
    yield Bullets(list(PART_WORDS.values()))
    yield Heading("Agreement")
    yield TableOf("Agreement at the first time", ("Coefficient", "Value", "From", "To"), _agreement(found))
    yield Heading("Vignette by vignette")
    if found["spread"]:
        rows = [[name, *counts] for name, counts in found["spread"].items()]
        yield TableOf("How many workers chose each level", ("Vignette", *audit.levels), rows)
    else:
        yield Paragraph("Not shown: no vignette was judged by five workers or more.")
    yield Heading("How to read it")
    yield Bullets([*CAUTIONS, *([f"Told beforehand: {audit.foretold}"] if audit.foretold else [])])


def _noise(audit: AuditToTell, scale: str) -> Iterator[Part]:
    if scale in audit.pictures:
        yield Picture(*audit.pictures[scale])
    else:
        yield Paragraph(f"Cannot tell: {audit.found[scale]['why_not']}.", "caution")


def _agreement(found: Mapping[str, Any]) -> list[list[str]]:
    rows = []
    for scale, name, words in AGREEMENT:
        one = estimate_of(found[scale]["agreement"][name])
        if one:
            rows.append([words, *(f"{value:.2f}" for value in (one.value, one.low, one.high))])
    return rows


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
