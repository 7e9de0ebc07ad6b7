"""The worked example: why did care applications fall in 2013-14? A claim, six rivals, and what was found.

In 2014 directors of children's services explained the fall by their own better work, as quoted in Children
and Young People Now of May 2014. The figures are those of `care_applications`; 90 of 152 authorities fell and
58 rose (Cafcass, by authority, 2012-13 to 2013-14). The rivals are written as somebody could have written
them then; what was found uses the figures known later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType

from fanlight.evidence.care_applications import care_applications, care_applications_by_year
from fanlight.evidence.claim import Claim
from fanlight.evidence.finding import CannotRun, Finding
from fanlight.evidence.investigation import OF_THE_CLAIM, Given, Investigation, Settled, TestOfRival
from fanlight.evidence.lock import lock
from fanlight.evidence.rivals import Rival
from fanlight.evidence.running import run
from fanlight.evidence.series import Series
from fanlight.evidence.specification import Specification
from fanlight.evidence.verdict import Reading, Verdict, Word

MONTHLY, YEARLY = "example-care-applications", "example-care-applications-by-year"

CLAIM = Claim(
    words="Care applications fell in 2013-14 because authorities changed how they work and assess better",
    said_by="Directors of children's services, May 2014, as quoted in Children and Young People Now",
    figure="Care applications in England: 11,110 in 2012-13, 10,620 in 2013-14",
    reason="Authorities had put work into assessments and into planning before court in the two years before",
    mechanism=(
        "A fuller assessment finds relatives and plans earlier, so that a family is settled in care planning "
        "and no application is made"
    ),
    measure="Applications by month and authority; families in planning before court who never came to court",
    must_see="A fall in most authorities, deepest where work changed most, that lasts while the work does",
    hardly_otherwise="A fall that holds in the years after, with no rise in any stage before or after court",
)

TIMING = Rival(
    name="Timing before the revised court process",
    code="anticipation",
    mechanism=(
        "The revised process came in from July 2013: cases near ready were issued before it, and after it "
        "authorities held cases back until the new front-loaded papers were done"
    ),
    must_see="More than a year earlier just before July 2013, fewer just after, then a return",
    hardly_otherwise="A bulge before the date and a dip right after it, in months that had no other cause",
)
DIVERSION = Rival(
    name="Diversion to pre-proceedings",
    code="displacement",
    mechanism="Cases stayed longer in the stage before court, to come to court later or by another name",
    must_see="More families in pre-proceedings, of about the same number, while applications fell",
    hardly_otherwise="A growing stock before court, and a later rise in applications",
)
PROTECTED = Rival(
    name="The stock already protected",
    mechanism=(
        "Applications had risen for five years: many children for whom they were overdue had been brought to "
        "court, so that fewer were left"
    ),
    must_see="A fall after years of rise, in authorities that had risen most, and no new rise for years",
    hardly_otherwise="Authorities that rose most before 2013 falling most after, with need unchanged",
)
LATE = Rival(
    name="Late entries",
    code="late_entries",
    mechanism="A month's first figure leaves out what is entered later; it is set beside a completed one",
    must_see="First figures grow, and the fall is smaller when figures of one age are compared",
    hardly_otherwise="A fall of the first figures that is gone when later figures are compared",
)
WORKING_DAYS = Rival(
    name="Working days",
    code="season",
    mechanism="Courts issue on working days; the months compared may have had fewer of them",
    must_see="The fall goes once applications are counted for each working day",
    hardly_otherwise="A fall per month and none per working day",
)
FEES_AND_LAW = Rival(
    name="Court fees and case law",
    code="other_policy",
    mechanism=(
        "What an application costs an authority, and what courts ask of it: the judgment Re B-S of 17 "
        "September 2013 asked for more before a child is placed away from the family"
    ),
    must_see="The fall begins with the date of the judgment or of a change in fees",
    hardly_otherwise="No fall in the months before September 2013",
)
RIVALS = (TIMING, DIVERSION, PROTECTED, LATE, WORKING_DAYS, FEES_AND_LAW)

_LASTED = Specification("lasted", YEARLY, {"from": "2013-04", "to": "2013-04", "years": 2})
_AREAS = Specification("areas", "", {"fell": 90, "rose": 58, "same": 4})
SPECIFICATIONS: Mapping[str, tuple[Specification, ...]] = MappingProxyType(
    {
        OF_THE_CLAIM: (_LASTED, _AREAS),
        TIMING.name: (Specification("around_date", MONTHLY, {"on": "2013-07-01", "months": 3}),),
        LATE.name: (Specification("late_entries", MONTHLY, {"from": "2013-09", "to": "2013-09"}),),
        WORKING_DAYS.name: (Specification("working_days", MONTHLY, {"from": "2013-07", "to": "2013-10"}),),
        FEES_AND_LAW.name: (Specification("around_date", MONTHLY, {"on": "2013-09-17", "months": 2}),),
    }
)
"""What is run for each rival, and for the claim itself."""

_READ: Mapping[str, tuple[tuple[Reading, str], ...]] = MappingProxyType(
    {
        OF_THE_CLAIM: (
            (
                Reading.NOT_SEEN,
                "The claim needs a fall that lasts while the work does. A year later the number was back.",
            ),
            (
                Reading.CANNOT_TELL,
                "More fell than coins would have it, so something common to many was at work. It need not be "
                "better assessment: 58 rose that worked to the same guidance.",
            ),
        ),
        TIMING.name: (
            (
                Reading.SEEN,
                "A rise just before the date, a fall just after, and a return: as this rival foretold.",
            ),
        ),
        LATE.name: (
            (
                Reading.SEEN,
                "The headline fall of September 2013 shrinks by a quarter. It explains a part, not all.",
            ),
        ),
        WORKING_DAYS.name: (
            (
                Reading.NOT_SEEN,
                "For each working day the fall is as large as before. Working days do not explain it.",
            ),
        ),
        FEES_AND_LAW.name: (
            (
                Reading.NOT_SEEN,
                "The fall was in July and August, before the judgment, and gone in October after it.",
            ),
        ),
    }
)
UNTESTED: Mapping[str, str] = MappingProxyType(
    {
        DIVERSION.name: "No national figures of families in pre-proceedings were published for these years.",
        PROTECTED.name: "It needs applications by authority over the years before; the rise from 2014 speaks "
        "against it.",
    }
)
FIRST_VERDICT = Verdict(
    word=Word.CANNOT_TELL,
    because="One year's fall, with a new court process in its middle, cannot part better work from timing.",
    will_show="Fewer applications in 2014-15 than the 11,110 of 2012-13",
    probability=40,
    review_on=date(2015, 9, 30),
)
"""As it could have been given in June 2014, on the figures of that day."""
LAST_VERDICT = Verdict(
    word=Word.FALLS,
    because=(
        "The number was back within a year and 15 % higher within two, while the work went on. Timing around "
        "the new process foretold what was seen; late entries made the fall look larger than it was."
    ),
    will_show="2016-17 has more applications than 2013-14, as 2014-15 and 2015-16 had",
    probability=97,
    review_on=date(2017, 9, 30),
)


def published_series(key: str) -> Series | None:
    """The series of this example by its key; None for another."""
    return {MONTHLY: care_applications, YEARLY: care_applications_by_year}.get(key, lambda: None)()


def _planned() -> Iterator[tuple[str, Specification, tuple[Reading, str]]]:
    for name, specs in SPECIFICATIONS.items():
        for spec, read in zip(specs, _READ[name], strict=True):
            yield name, spec, read


def cafcass_2013(known_on: str = "") -> Investigation:
    """The whole investigation, its tests run anew.

    Parameters
    ----------
    known_on
        An ISO day: figures as known then; all of them if empty.

    Examples
    --------
    >>> found = cafcass_2013()
    >>> print(found.tests[0].found)
    Against 2012-13: 2013-14 -4.4 %, 2014-15 +0.4 %, 2015-16 +15.1 %. It did not last.
    """
    tests = []
    for name, spec, (reading, because) in _planned():
        settings = dict(spec.settings) | ({"known_on": known_on} if known_on and spec.series else {})
        asked = Specification(spec.kind, spec.series, settings)
        try:
            finding = run(asked, published_series(spec.series))
        except CannotRun as why:
            finding = Finding(asked, f"It could not be told on that day: {why}.")
            reading, because = Reading.CANNOT_TELL, "The figures were not there."
        tests.append(
            TestOfRival(
                of=name,
                specification=asked,
                found=finding.sentence(),
                reading=reading,
                because=because,
                known_on=finding.known_on,
            )
        )
    return Investigation(
        claim=CLAIM,
        rivals=RIVALS,
        locked=lock(CLAIM, RIVALS, at=datetime(2014, 6, 2, 9, 0, tzinfo=UTC)),
        seen_before="yes",
        tests=tests,
        untested=UNTESTED,
        verdicts=(
            Given(
                verdict=FIRST_VERDICT,
                on=date(2014, 6, 30),
                settled=Settled(
                    on=date(2015, 9, 30),
                    came_about=False,
                    words="11,149 applications were counted for 2014-15, more than the 11,110 of 2012-13.",
                ),
            ),
            Given(verdict=LAST_VERDICT, on=date(2017, 3, 31)),
        ),
    )
