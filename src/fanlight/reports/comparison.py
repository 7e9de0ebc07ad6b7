"""A comparison of areas as a report: the spread first, what it rests on, how to run it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fanlight.evidence.comparison.checks import Varied
from fanlight.evidence.comparison.estimate import Estimate, words
from fanlight.evidence.comparison.plain_words import PLAIN
from fanlight.evidence.comparison.study import Study
from fanlight.reports.document import Bullets, Document, Heading, Paragraph, Part, Picture, TableOf, Verbatim

COLUMNS = (
    "Way of comparing",
    "What it takes for granted",
    "Effect and interval",
    "Areas that stand as far off",
)
PLACEBOS = (
    "Each way asks the same of every area that had no change. Where many of them stand as far from none, "
    "chance alone goes so far."
)
NO_CAUSE = (
    "A comparison says that something differed here, never why. What else happened here at the time, and "
    "whether the other areas had the same change, no figure tells: write rivals down and test them."
)
CHECKS = "If these do not hold, the comparison is not to be trusted. That they hold does not prove it right."
STOOD_OUT = (
    "Whoever asked says that the area was chosen because its figures stood out. What stood out comes back "
    "by itself, and the placebos say too much: an area so chosen “differs” in up to 77 of 100 cases with no "
    "change."
)


@dataclass(frozen=True, slots=True)
class ComparisonToTell:
    """What the report needs beside the result.

    Attributes
    ----------
    change
        What changed there, in somebody's words.
    what
        The measure and the area.
    begins
        The first period with the change, in words.
    unit
        Of an effect, such as "referrals a month".
    study
        The result.
    chosen
        How the area was chosen, in words.
    warned
        Whether whoever asked says that it was chosen because it stood out.
    left_out
        Areas left out by a person: name and reason.
    specification, source
        To run it again; where the figures are from.
    pictures
        The spread and the course: SVG, and the sentence that says the same.
    """

    change: str
    what: str
    begins: str
    unit: str
    study: Study
    chosen: str
    warned: bool
    left_out: Sequence[tuple[str, str]]
    specification: str
    source: str
    pictures: Sequence[tuple[str, str]] = ()

    @property
    def headline(self) -> str:
        """The spread in the measure's unit."""
        return self.study.sentence(self.unit)

    @property
    def shares(self) -> str:
        """The spread as shares; "" where that is not to be said."""
        found = self.study.shares()
        return f"That is {found}." if found else ""

    @property
    def cautions(self) -> list[str]:
        """What must not be missed about how the area was chosen."""
        found = [STOOD_OUT] if self.warned else []
        if self.study.stood_out:
            found.append(
                f"Before the change {self.study.comparison.treated} was {' and '.join(self.study.stood_out)} "
                "of these areas. If it was chosen for that, do not trust the placebos: what stands out comes "
                "back by itself."
            )
        return found

    def rows(self) -> list[tuple[str, str, str, str]]:
        """One row an estimator, as `COLUMNS` has it."""
        return [
            (words(one.estimator), PLAIN[one.estimator], self._reach(one), _placebos(one))
            for one in self.study.comparison.estimates
        ]

    def not_run(self) -> list[str]:
        """Estimators that could not be run, and why."""
        return [f"{words(name)}: not run: {why}." for name, why in self.study.comparison.not_run]

    def _reach(self, one: Estimate) -> str:
        return f"{one.average_effect:+,.3g} ({one.low:,.3g} to {one.high:,.3g})"

    def checks(self) -> list[str]:
        """The checks in sentences."""
        return [one.sentence() for one in self.study.checks]

    def varied(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What was left out or changed in turn, and the effect then: caption and rows."""
        return [
            (
                f"{words(one.estimator)}: {one.what}",
                [
                    ("all of it", f"{one.effect:+,.3g}"),
                    *(
                        (name, f"{effect:+,.3g}")
                        for name, effect in zip(one.variants, one.effects.tolist(), strict=True)
                    ),
                ],
            )
            for one in self.study.checks
            if isinstance(one, Varied) and len(one.effects)
        ]


def comparison_report(
    told: ComparisonToTell, *, made_on: date, where: str = "", is_stale: bool = False
) -> Document:
    """Make the report.

    Parameters
    ----------
    told
        A finished comparison.
    made_on
        The day of the report.
    where
        The authority's name.
    is_stale
        Whether figures that it used were published anew since.
    """
    note = f"{where + '. ' if where else ''}Made on {made_on.day} {made_on:%B %Y}. {told.source}"
    title = f"{told.what}: areas compared from {told.begins}"
    return Document(title, told.change, list(_parts(told, is_stale=is_stale)), note)


def _parts(told: ComparisonToTell, *, is_stale: bool) -> Iterator[Part]:
    if is_stale:
        yield Paragraph(
            "Out of date: figures that it used were published anew since. Run it again.", "caution"
        )
    yield Heading("What it came to")
    yield Paragraph(told.headline, "message")
    if told.shares:
        yield Paragraph(told.shares)
    for caution in told.cautions:
        yield Paragraph(caution, "caution")
    yield Paragraph(NO_CAUSE)
    for svg, sentence in told.pictures:
        yield Picture(svg, sentence)
    yield Heading("Every way of comparing, and how far chance alone goes")
    yield Paragraph(PLACEBOS)
    yield TableOf(f"Effects in {told.unit}", COLUMNS, told.rows())
    if told.not_run():
        yield Bullets(told.not_run())
    yield Heading("What should hold")
    yield Paragraph(CHECKS)
    yield Bullets(told.checks())
    for caption, rows in told.varied():
        yield TableOf(caption, ("With", f"Effect, {told.unit}"), rows)
    yield Heading("Who was compared with whom")
    yield Paragraph(f"{told.study.comparison.treated} with {', '.join(told.study.donors)}.")
    yield Paragraph(f"How the area was chosen: {told.chosen}.")
    if told.left_out:
        yield Bullets([f"Left out: {name}, because: {because}" for name, because in told.left_out])
    yield Bullets(told.study.comparison.notes)
    yield Heading("To run it again")
    yield Verbatim(f"{told.specification}\nSHA-256 of the figures compared: {told.study.inputs}")


def _placebos(one: Estimate) -> str:
    if one.placebo_p is None:
        return "none to ask"
    areas = 1 + one.placebos
    return f"{round(one.placebo_p * areas):,} of {areas:,}"
