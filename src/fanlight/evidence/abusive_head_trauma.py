"""Worked example: teaching parents after birth about crying, 2001 to 2022, from -77 % to no effect.

The numbers are transcribed from publications, each with its status and source: `abusive_head_trauma.csv`
beside this file. Counts marked * there were derived from published rates; births marked ** were not seen in
full text.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files

from fanlight.evidence.pilot_analysis import PilotResult, analyse_pilot
from fanlight.evidence.pilot_count import Count
from fanlight.evidence.pilot_verdict import NOT_SHOWN, SHOWN, SHOWN_ABSENT

QUARTER_LESS = 0.75  # the smallest effect that would matter: one injury in four prevented
LASTING = "a lasting effect of the programme"


@dataclass(frozen=True, slots=True)
class Study:
    """One published study.

    Attributes
    ----------
    name, area, design
        Which, where, how it compared.
    before, after
        Counts where they were published or follow from what was; else None.
    derived
        Whether a count was derived, not seen.
    published, published_p
        Effect and p in its own words.
    status, source
        What of the numbers was seen, and where.
    """

    name: str
    area: str
    design: str
    before: Count | None
    after: Count | None
    derived: bool
    published: str
    published_p: str
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class StudyVerdict:
    """What a study shows.

    Attributes
    ----------
    study
        Which.
    result
        Its counts by central mid-P; None where there are none.
    change
        Verdict on the change that it speaks of.
    lasting
        Verdict on a lasting effect of the programme.
    words
        Both, in one sentence of its own.
    """

    study: Study
    result: PilotResult | None
    change: str
    lasting: str
    words: str

    def sentence(self) -> str:
        """Name and words."""
        return f"{self.study.name}: {self.words}"


def studies() -> tuple[Study, ...]:
    """Read the studies as transcribed, in their order.

    Examples
    --------
    >>> [study.name for study in studies()][:2]
    ['Dias 2005', 'Dias early look 2001']
    """
    text = files("fanlight.evidence").joinpath("abusive_head_trauma.csv").read_text(encoding="utf-8")
    return tuple(_study(row) for row in csv.DictReader(text.splitlines()))


def verdicts() -> tuple[StudyVerdict, ...]:
    """Judge each study by one method and in fixed words, the earliest first.

    Returns
    -------
    tuple of StudyVerdict
        Counts are compared by central mid-P; studies without counts are judged by the interval or p that they
        published.

    Examples
    --------
    >>> print(verdicts()[1].sentence())
    Dias 2005: a fall shown (rate ratio 0.54, 0.32 to 0.89); a lasting effect of the programme: not shown.
    """
    judged = [_judged(study) for study in studies()]
    return tuple(sorted(judged, key=lambda one: _ORDER.index((one.study.name, one.study.published))))


_ORDER = (
    ("Dias early look 2001", "-77%"),
    ("Dias 2005", "-47%"),
    ("Altman 2011", "-75%"),
    ("Zolotor 2015", "no reduction"),
    ("Dias 2017", "AHT rate fall not associated (null)"),
    ("Barr 2018", "RR 0.67 (0.42-1.07)"),
    ("Barr 2018", "RR 0.65 (0.43-0.99)"),
    ("WNY 2019", "NAT incidence ROSE"),
    ("Scott 2022 meta-analysis", "summary OR 0.95 (0.80-1.13)"),
)

_WITHOUT_COUNTS = {
    "no reduction": (
        NOT_SHOWN,
        "beside other states no fall shown, though calls about crying fell by a fifth",
    ),
    "AHT rate fall not associated (null)": (NOT_SHOWN, "beside five other states no fall shown"),
    "RR 0.67 (0.42-1.07)": (NOT_SHOWN, "under 12 months a fall not shown (0.42 to 1.07)"),
    "RR 0.65 (0.43-0.99)": (
        SHOWN,
        "under 24 months a fall shown, barely (0.43 to 0.99), and there was no control",
    ),
    "NAT incidence ROSE": (
        SHOWN_ABSENT,
        "in the area where it began incidence rose, 1999 to 2016 (p = .0235): a lasting fall shown absent",
    ),
    "summary OR 0.95 (0.80-1.13)": (
        SHOWN_ABSENT,
        "four studies together rule out a fall of a quarter or more (0.80 to 1.13), with low certainty: "
        "shown absent",
    ),
}


def _judged(study: Study) -> StudyVerdict:
    result = None
    if study.before and study.after:
        result = analyse_pilot(study.before, study.after)
        change = result.verdict.word
        figures = f"rate ratio {result.rate_ratio:.2g}, {result.low:.2g} to {result.high:.2g}"
        told = f"a fall {change} ({figures})"
        if study.name == "Dias early look 2001":
            told += ", on three cases after: the same area later stood at -47 %"
        if study.name == "Altman 2011":
            told += ", by mid-P; the exact interval holds 1, and a halving had 23 chances in 100 to be found"
    else:
        change, told = _WITHOUT_COUNTS[study.published]
    lasting = SHOWN_ABSENT if study.published == "NAT incidence ROSE" else NOT_SHOWN
    return StudyVerdict(study, result, change, lasting, f"{told}; {LASTING}: {lasting}.")


def _study(row: dict[str, str]) -> Study:
    before, after = (_count(row, side) for side in ("before", "after"))
    counted = [row[f"{side}_{what}"] for side in ("before", "after") for what in ("events", "exposure")]
    return Study(
        name=row["study"],
        area=row["area"],
        design=row["design"],
        before=before,
        after=after,
        derived=any("*" in text for text in counted),
        published=row["published_effect"],
        published_p=row["published_p"],
        status=row["status_of_numbers"],
        source=row["source"],
    )


def _count(row: dict[str, str], side: str) -> Count | None:
    events, exposure = (row[f"{side}_{what}"].rstrip("*") for what in ("events", "exposure"))
    return Count(float(events), float(exposure)) if events and exposure else None
