"""A plan's recommendations and what each leaves out, as a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from fanlight.evidence.recommendations import PROMPTS, PUT_RIGHT, Answers, left_empty, standing
from fanlight.reports.document import Document, Heading, Paragraph, Part, Terms


def recommendations_report(
    title: str,
    source: str,
    found: Sequence[tuple[str, str, Answers]],
    *,
    made_on: date,
    where: str = "",
) -> Document:
    """The report.

    Parameters
    ----------
    title, source
        Of the plan or inspection report.
    found
        Each recommendation: its words, the heading it stood under, what was written on it.
    made_on, where
        The day, and the authority's name.
    """
    bare = sum(len(left_empty(answers)) == len(PROMPTS) for _, _, answers in found)
    lead = (
        f"{len(found)} recommendations. {bare} of them say no more than: {PUT_RIGHT[:-1].lower()}."
        if found
        else "No recommendation was found."
    )
    known = "".join(f"{words}. " for words in (where, source) if words)
    note = f"{known}Made on {made_on.day} {made_on:%B %Y}."
    parts = [part for number, one in enumerate(found, 1) for part in _asked(number, *one)]
    return Document(f"Recommendations: {title}", lead, parts, note)


def _asked(number: int, words: str, section: str, answers: Answers) -> Iterator[Part]:
    yield Heading(f"Recommendation {number}")
    if section:
        yield Paragraph(f"Under: {section}")
    yield Paragraph(words, "caution")
    yield Paragraph(standing(answers), "message")
    yield Terms([(question, getattr(answers, name) or "–") for name, question in PROMPTS.items()])
