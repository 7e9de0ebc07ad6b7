"""One file looked at: what it tells of the front door by month, its faults, published neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fanlight.casework.monthly import MonthlyMeasure
from fanlight.reports.page import contents, details, page, paragraph, section, table, wide

_FAULTS = "Data faults"
_IN_PART = (
    "At least so many: what was recorded before this file begins, and cases closed before its year, are not "
    "in it. So no chart is drawn for months that lack twelve months before them."
)
_NO_RANKING = (
    "A published year and this file are not the same months, and authorities count differently: a reason to "
    "ask, no ranking."
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One measure of the file, drawn.

    Attributes
    ----------
    svg, sentence, rows
        As `fanlight.figures.control_chart` made them; no picture where no month is told in full.
    beside
        (authority, year, published value in words), the authority first; () where nothing is published.
    published
        `beside` in a sentence.
    """

    measure: MonthlyMeasure
    svg: str
    sentence: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[object]]
    beside: Sequence[tuple[str, str, str]] = ()
    published: str = ""


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong in a file: by rule (id, severity, message, count, first places); what is not read."""

    by_rule: Sequence[tuple[str, str, str, int, Sequence[str]]] = ()
    set_aside: Sequence[Sequence[str]] = ()


def look_page(heading: str, seen: Sequence[Seen], faults: Faults, *, cannot: Sequence[str], note: str) -> str:
    """The page.

    Parameters
    ----------
    heading
        The file in a sentence.
    seen
        Measures, in the order shown.
    faults
        Findings and rows set aside.
    cannot
        What this file cannot tell, each in a sentence.
    note
        Sources of the published figures, and the day.
    """
    parts = [
        paragraph(
            "True counts of one file: small numbers can identify a child. Keep this page where the file is.",
            "caution",
        ),
        contents([*(one.measure.measure.title for one in seen), _FAULTS]),
        section("What it cannot tell", (paragraph(words) for words in cannot)) if cannot else "",
        *(_measure(one) for one in seen),
        _faults(faults),
    ]
    return page("A look at one file", heading, parts, note=note)


def _measure(seen: Seen) -> str:
    measure = seen.measure.measure
    inside = [
        paragraph(seen.sentence, "message"),
        "" if all(seen.measure.whole) else paragraph(_IN_PART, "caution"),
        wide(seen.svg, f"Chart: {measure.title}") if seen.svg else "",
        paragraph(seen.published) if seen.published else "",
        details("The numbers", [table(measure.title, seen.columns, seen.rows)]),
    ]
    if len(seen.beside) > 1:  # more than England alone
        columns = ("Authority", "Year to March", "Published")
        inside.append(
            details(
                "The authority beside its statistical neighbours",
                [paragraph(_NO_RANKING), table(measure.title, columns, seen.beside)],
            )
        )
    told = [
        ("Numerator", measure.numerator),
        ("Denominator", measure.denominator or "none: a plain count"),
        ("Date used", measure.date_used),
        ("Exclusions and cautions", measure.exclusions),
        ("Source", measure.source),
    ]
    inside.append(details("What is counted", [table(measure.title, ("", ""), told)]))
    return section(measure.title, inside)


def _faults(faults: Faults) -> str:
    inside = []
    if faults.by_rule:
        rows = [
            (rule, severity.capitalize(), message, count, "; ".join(places))
            for rule, severity, message, count, places in faults.by_rule
        ]
        columns = ("Rule", "Kind", "What it says", "Times", "First places")
        inside.append(table("Rules of the CIN Census that are broken", columns, rows))
    else:
        inside.append(paragraph("No rule is broken, or none is held for this format."))
    if faults.set_aside:
        columns = ("Times", "What", "Where", "Reason", "First place")
        inside.append(table("Not read, by reason", columns, faults.set_aside))
    return section(_FAULTS, inside)
