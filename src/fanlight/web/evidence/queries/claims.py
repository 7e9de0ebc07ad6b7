"""Reads of claims: an investigation as the library knows it, what is stale, whose verdicts are settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from fanlight.evidence.claim import wanting
from fanlight.evidence.comparison.found import inputs_of
from fanlight.evidence.comparison.specified import COMPARISON
from fanlight.evidence.finding import CannotRun, Finding, is_stale
from fanlight.evidence.investigation import Given, Investigation, Settled, TestOfRival
from fanlight.evidence.lock import Lock, lacking, unaltered
from fanlight.evidence.rivals import unwritten
from fanlight.evidence.running import BY_HAND, KINDS, run
from fanlight.evidence.specification import Specification, read_specification
from fanlight.evidence.verdict import OwnVerdicts, Reading, Verdict, Word, own_verdicts
from fanlight.web.accounts.models import User
from fanlight.web.evidence.models import Claim, ClaimVerdict, Rival, RivalTest, VerdictReview
from fanlight.web.evidence.queries.catalogue import entry_of, load
from fanlight.web.evidence.queries.comparisons import comparison_finding, inputs_now, numbers_of


def rivals_of(claim: Claim) -> list[Rival]:
    """The rivals of a claim that were not taken out, in the order they were written."""
    return list(claim.rivals.filter(withdrawn_at=None).select_related("claim", "by"))


def tests_in_force(claim: Claim) -> list[RivalTest]:
    """The newest of each test: one made again takes its place."""
    tests = list(claim.tests.filter(made_again=None).select_related("rival", "by"))
    compared = numbers_of({one.specification for one in tests if one.kind == COMPARISON})
    for test in tests:
        test.comparison = compared.get(test.specification)
    return tests


def run_specification(spec: Specification) -> Finding:
    """Run a test on the series as it is now.

    Raises
    ------
    CannotRun
        The series is not here, or the figures do not reach.
    """
    if spec.kind == COMPARISON:
        return comparison_finding(spec)
    entry = entry_of(spec.series) if spec.series else None
    return run(spec, load(entry).series if entry else None)


def stale_tests(tests: Sequence[RivalTest]) -> dict[int, str]:
    """Tests whose figures changed since, by key, with what the same test finds now."""
    found = {}
    for test in tests:
        spec = read_specification(test.specification)
        if spec.kind == BY_HAND:
            continue
        if spec.kind == COMPARISON:
            if inputs_of(test.finding) != inputs_now(test.specification):
                found[test.pk] = "its figures were published anew. Run the comparison again, then test again."
            continue
        try:
            now = run_specification(spec)
        except CannotRun as error:
            found[test.pk] = f"It can no longer be run: {error}."
            continue
        if is_stale(test.digest, now):
            found[test.pk] = now.sentence()
    return found


def investigation_of(claim: Claim, *, with_stale: bool = False) -> Investigation:
    """The claim with all that hangs on it, as the library knows it."""
    rivals, tests = rivals_of(claim), tests_in_force(claim)
    stale = stale_tests(tests) if with_stale else {}
    names = _names(rivals)
    locked = Lock(claim.locked_at, claim.lock_digest) if claim.locked_at else None
    return Investigation(
        claim=claim.plain,
        rivals=[_named(rival, names) for rival in rivals],
        locked=locked,
        written_after=[names[rival.pk] for rival in rivals if rival.is_late],
        seen_before=claim.seen_before or Claim.SeenBefore.NOT_KNOWN,
        tests=[_test(test, names, is_stale=test.pk in stale) for test in tests],
        untested={names[rival.pk]: rival.untested_because for rival in rivals if rival.untested_because},
        verdicts=[_given(one) for one in claim.verdicts.select_related("review")],
    )


def is_unaltered(claim: Claim) -> bool:
    """Whether claim and rivals still have the very words that were locked."""
    if not claim.locked_at:
        return True
    before = [rival.plain for rival in rivals_of(claim) if not rival.is_late]
    return unaltered(Lock(claim.locked_at, claim.lock_digest), claim.plain, before)


def own_settled(user: User) -> tuple[QuerySet[ClaimVerdict], OwnVerdicts]:
    """Verdicts that this person gave, newest first, and what the settled ones tell. For that person alone."""
    given = ClaimVerdict.objects.filter(given_by=user).select_related("claim", "review").order_by("-pk")
    yes_or_no = [VerdictReview.CameAbout.YES, VerdictReview.CameAbout.NO]
    settled = given.filter(review__came_about__in=yes_or_no).values_list("probability", "review__came_about")
    return given, own_verdicts([(probability, came == "yes") for probability, came in settled])


@dataclass(frozen=True)
class Task:
    """One step of an investigation, with how it stands."""

    words: str
    state: str
    colour: str
    url: str = ""
    hint: str = ""


def tasks(claim: Claim, rivals: Sequence[Rival], tests: Sequence[RivalTest], today: date) -> list[Task]:
    """The steps of an investigation in their order."""
    locked = claim.locked_at is not None
    is_one = not wanting(claim.plain)
    lacks = lacking(claim.plain, [rival.plain for rival in rivals])
    whole = [rival for rival in rivals if not unwritten(rival.plain)]
    tested = {test.rival_id for test in tests}
    open_rivals = [rival for rival in rivals if rival.pk not in tested and not rival.untested_because]
    verdict = claim.verdicts.select_related("review").last()
    pk = claim.pk
    steps = [
        Task(
            "Write the claim",
            "Done" if locked or is_one else "Not yet a claim",
            "green" if locked or is_one else "red",
            "" if locked else reverse("evidence:claim_edit", args=[pk]),
            "Reason, mechanism and measure",
        ),
        Task(
            "Add rival explanations",
            f"{len(whole)} of {len(rivals)} written" if rivals else "None yet",
            "green" if rivals and len(whole) == len(rivals) else "yellow",
            reverse("evidence:rival_choose", args=[pk]),
            "What else could have brought it about? Two or more",
        ),
        Task(
            "Lock before looking",
            "Locked" if locked else "Ready" if not lacks else "Cannot start yet",
            "green" if locked else "blue" if not lacks else "grey",
            "" if locked else reverse("evidence:claim_lock", args=[pk]),
            "What was written cannot be changed afterwards",
        ),
        Task(
            "Test each rival, and the claim",
            "Cannot start yet"
            if not locked
            else f"{len(rivals) - len(open_rivals)} of {len(rivals)} rivals"
            + (", and the claim" if None in tested else ""),
            "grey" if not locked else "green" if not open_rivals and None in tested else "yellow",
            reverse("evidence:test_choose", args=[pk]) if locked else "",
            "Or say why one is not tested",
        ),
        Task(
            "Give a verdict",
            "Given" if verdict else "Ready" if locked and not open_rivals else "Cannot start yet",
            "green" if verdict else "blue" if locked and not open_rivals else "grey",
            reverse("evidence:verdict", args=[pk]) if locked and not open_rivals else "",
            "In fixed words, with a day on which somebody looks again",
        ),
    ]
    review = getattr(verdict, "review", None) if verdict else None
    due = verdict is not None and review is None and verdict.review_on <= today
    steps.append(
        Task(
            "Look again",
            "Done"
            if review
            else "Due"
            if due
            else f"On {verdict.review_on:%-d %B %Y}"
            if verdict
            else "Later",
            "green" if review else "red" if due else "grey",
            reverse("evidence:review", args=[verdict.pk]) if verdict and not review else "",
            "What came of what the verdict foretold",
        )
    )
    return steps


def _names(rivals: Sequence[Rival]) -> dict[int, str]:
    """A name of its own for each rival: a second one of the same name has its number."""
    names: dict[int, str] = {}
    for rival in rivals:
        name, number = rival.name, 2
        while name in names.values():
            name, number = f"{rival.name} ({number})", number + 1
        names[rival.pk] = name
    return names


def _named(rival: Rival, names: dict[int, str]):
    from dataclasses import replace

    return replace(rival.plain, name=names[rival.pk])


def _test(test: RivalTest, names: dict[int, str], *, is_stale: bool) -> TestOfRival:
    return TestOfRival(
        of=names.get(test.rival_id, "") if test.rival_id else "",
        specification=read_specification(test.specification),
        found=test.found,
        reading=Reading(test.reading),
        because=test.because,
        known_on=test.known_on,
        is_stale=is_stale,
    )


def _given(one: ClaimVerdict) -> Given:
    review = getattr(one, "review", None)
    came = {"yes": True, "no": False}
    return Given(
        verdict=Verdict(
            word=Word(one.word),
            because=one.because,
            will_show=one.will_show,
            probability=one.probability,
            review_on=one.review_on,
        ),
        on=timezone.localdate(one.at),
        settled=Settled(
            on=timezone.localdate(review.at), came_about=came.get(review.came_about), words=review.words
        )
        if review
        else None,
    )


KIND_WORDS = {code: kind.words for code, kind in KINDS.items()}
