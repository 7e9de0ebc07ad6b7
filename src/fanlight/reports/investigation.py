"""An investigation as a report to be read, printed and run again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fanlight.evidence.claim import Claim, hedged, wanting
from fanlight.evidence.investigation import OF_THE_CLAIM, Given, Investigation, TestOfRival
from fanlight.evidence.rivals import Rival, rival_catalogue
from fanlight.evidence.running import BY_HAND, KINDS
from fanlight.evidence.verdict import READING_WORDS, VERDICT_WORDS
from fanlight.reports.document import Bullets, Document, Heading, Paragraph, Part, Terms, Verbatim

_SEEN_BEFORE = {
    "yes": "Somebody had seen the figures before the lock: what was written may have been led by them.",
    "no": "Nobody here had looked at the figures before the lock.",
    "not_known": "Whether anybody had looked at the figures before the lock is not known.",
}
NOT_YET = "Not yet a claim"


def investigation_report(investigation: Investigation, *, made_on: date, where: str = "") -> Document:
    """The report.

    Parameters
    ----------
    investigation
        As it stands, finished or not.
    made_on
        The day of the report.
    where
        The authority's name.

    Returns
    -------
    Document
        What it came to first, then the steps, then the specifications for a re-run.
    """
    claim = investigation.claim
    note = f"{where + '. ' if where else ''}Made on {_day(made_on)}. No child and no family is in it."
    parts = [
        *_verdict(investigation),
        Heading("The claim"),
        *_claim(claim),
        Heading("How it was locked"),
        *_lock(investigation),
        Heading("Rival explanations"),
        Paragraph("What else could have brought it about. Each was asked what must be seen if it were true."),
        *(part for rival in investigation.rivals for part in _rival(rival, investigation)),
        *_again(investigation),
    ]
    return Document(f"Investigation: {claim.words}", claim.figure, parts, note)


def _verdict(investigation: Investigation) -> Iterator[Part]:
    yield Heading("What it came to")
    if wanting(investigation.claim):
        yield Paragraph(f"{NOT_YET}.", "message")
        return
    if not investigation.verdicts:
        yield Paragraph("No verdict yet. Nobody should take credit or blame for the change.", "message")
        return
    *earlier, last = investigation.verdicts
    yield from _given(last)
    if earlier:
        yield Heading("Earlier verdicts", 3)
        for given in reversed(earlier):
            yield from _given(given)


def _given(given: Given) -> Iterator[Part]:
    verdict, settled = given.verdict, given.settled
    yield Paragraph(f"{_day(given.on)}: {VERDICT_WORDS[verdict.word][0]}.", "message")
    yield Paragraph(verdict.because)
    yield Paragraph(
        f"Foretold, thought {verdict.probability} in 100 likely: {verdict.will_show.rstrip('. ')}. To be "
        f"looked at again on {_day(verdict.review_on)}."
    )
    if settled:
        came = {True: "it came about", False: "it did not come about", None: "it could not be told"}
        yield Paragraph(f"Looked at again on {_day(settled.on)}: {came[settled.came_about]}. {settled.words}")


def _claim(claim: Claim) -> Iterator[Part]:
    yield Terms(
        [
            ("The claim", claim.words),
            ("Said by", claim.said_by or "–"),
            ("Reason", claim.reason or "–"),
            ("Mechanism", claim.mechanism or "–"),
            ("Measure", claim.measure or "–"),
            ("What must be seen if it is true", claim.must_see or "–"),
            ("What would hardly be seen otherwise", claim.hardly_otherwise or "–"),
        ]
    )
    questions = [f"{question.words} ({question.because})" for question in wanting(claim)]
    if back := hedged(claim):
        questions.append(back)
    if questions:
        yield Paragraph("Questions that it leaves open:")
        yield Bullets(questions)


def _lock(investigation: Investigation) -> Iterator[Part]:
    if investigation.locked is None:
        words = "It is not locked: claim and rivals can still be changed, and no test counts yet."
        yield Paragraph(words, "caution")
        return
    at = investigation.locked.at
    yield Paragraph(
        f"Claim and rivals were written and locked on {_day(at.date())} at {at:%H:%M} ({at:%Z}), before "
        f"tests were run. {_SEEN_BEFORE[investigation.seen_before]}"
    )
    yield Verbatim(f"SHA-256 {investigation.locked.digest}")
    if investigation.written_after:
        yield Paragraph(f"Added after the lock, and weaker for it: {', '.join(investigation.written_after)}.")


def _rival(rival: Rival, investigation: Investigation) -> Iterator[Part]:
    yield Heading(rival.name, 3)
    kind = rival_catalogue().get(rival.code)
    if kind:
        yield Paragraph(kind.plain)
    yield Terms(
        [
            ("How it would have worked", rival.mechanism or "–"),
            ("What must be seen if it were true", rival.must_see or "–"),
            ("What would hardly be seen otherwise", rival.hardly_otherwise or "–"),
        ]
    )
    tests = [test for test in investigation.tests if test.of == rival.name]
    for test in tests:
        yield from _test(test)
    if not tests:
        why = investigation.untested.get(rival.name)
        yield Paragraph(f"Not tested: {why}" if why else "Not tested, and nobody has said why.", "caution")


def _test(test: TestOfRival) -> Iterator[Part]:
    words = (
        KINDS[test.specification.kind].words if test.specification.kind in KINDS else test.specification.kind
    )
    known = f" (figures known up to {_day(test.known_on)})" if test.known_on else ""
    yield Terms([(f"Test: {words}{known}", test.found), (READING_WORDS[test.reading], test.because or "–")])
    if test.is_stale:
        yield Paragraph(
            "Out of date: figures that this test used have changed since. Run it again.", "caution"
        )


def _again(investigation: Investigation) -> Iterator[Part]:
    of_claim = [test for test in investigation.tests if test.of == OF_THE_CLAIM]
    if of_claim:
        yield Heading("Tests of the claim itself")
        for test in of_claim:
            yield from _test(test)
    yield Heading("To run it again")
    yield Paragraph(
        "Each test by its specification: kind, series, settings and seed. The same specification on the same "
        "figures gives the same result."
    )
    lines = [
        f"{test.of or 'The claim'}\n{test.specification.to_json()}"
        for test in investigation.tests
        if test.specification.kind != BY_HAND
    ]
    yield Verbatim("\n\n".join(lines) or "No test was run.")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
