"""Claims, rivals, lock, tests, verdicts. After the lock nothing is changed, only added."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from fanlight.evidence.finding import Finding
from fanlight.evidence.lock import NotYet, lock
from fanlight.evidence.rivals import rival_catalogue, unwritten
from fanlight.evidence.verdict import Verdict, refused
from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import action, tell
from fanlight.web.evidence.models import Claim, ClaimVerdict, Rival, RivalTest, VerdictReview
from fanlight.web.evidence.queries.claims import investigation_of, rivals_of


class IsLocked(ValueError):
    """What somebody wanted to change was locked meanwhile."""


class NotLocked(ValueError):
    """Tests and verdicts come after the lock."""


class Refused(ValueError):
    """A verdict that passes over a rival; `lacks` says what is wanting."""

    def __init__(self, lacks: tuple[str, ...]) -> None:
        self.lacks = lacks
        super().__init__(" ".join(lacks))


@action
def begin_claim(*, by: User, words: str, **parts: str) -> Claim:
    """Write a claim down."""
    claim = Claim.objects.create(words=words, by=by, at=timezone.now(), **parts)
    tell(by=by, action="begin an investigation", record=claim)
    return claim


@action
def write_claim(*, claim: Claim, by: User, parts: Mapping[str, str]) -> None:
    """Change a claim that is not locked."""
    held = Claim.objects.select_for_update().get(pk=claim.pk)
    if held.locked_at:
        raise IsLocked("The claim was locked meanwhile. Nothing was changed.")
    for name, words in parts.items():
        setattr(held, name, words)
    held.save(update_fields=list(parts))
    tell(by=by, action="write a claim", record=held, parts=sorted(parts))


@action
def write_rival(*, claim: Claim, by: User, parts: Mapping[str, str], rival: Rival | None = None) -> Rival:
    """Add a rival, or change one that is not frozen. After the lock only a whole one is taken."""
    held = Claim.objects.select_for_update().get(pk=claim.pk)
    if rival is None:
        kind = rival_catalogue().get(parts.get("code", ""))
        rival = Rival(claim=held, by=by, at=timezone.now(), edition=kind.edition if kind else "", **parts)
        if held.locked_at:
            if lacks := unwritten(rival.plain):
                raise NotYet([f"After the lock a rival must be whole: {', '.join(lacks)}."])
            rival.frozen_at = rival.at
        rival.save()
        tell(by=by, action="add a rival", record=held, code=rival.code)
        return rival
    if held.locked_at or rival.frozen_at:
        raise IsLocked("The claim was locked meanwhile. Nothing was changed.")
    for name, words in parts.items():
        setattr(rival, name, words)
    rival.save(update_fields=list(parts))
    tell(by=by, action="write a rival", record=held, code=rival.code)
    return rival


@action
def take_rival_out(*, rival: Rival, by: User) -> None:
    """Take a rival out before the lock; the record keeps it."""
    held = Claim.objects.select_for_update().get(pk=rival.claim_id)
    if held.locked_at:
        raise IsLocked("The claim is locked: a rival can no longer be taken out.")
    rival.withdrawn_at = timezone.now()
    rival.save(update_fields=["withdrawn_at"])
    tell(by=by, action="take a rival out", record=held, code=rival.code)


@action
def lock_claim(*, claim: Claim, by: User, seen_before: str) -> Claim:
    """Freeze claim and rivals, with the moment and the hash of their words.

    Raises
    ------
    NotYet
        Something is still to be written.
    """
    held = Claim.objects.select_for_update().get(pk=claim.pk)
    if held.locked_at:
        return held
    now = timezone.now()
    rivals = rivals_of(held)
    made = lock(held.plain, [rival.plain for rival in rivals], at=now)
    Rival.objects.filter(pk__in=[rival.pk for rival in rivals]).update(frozen_at=now)
    held.locked_at, held.locked_by, held.lock_digest, held.seen_before = now, by, made.digest, seen_before
    held.save(update_fields=["locked_at", "locked_by", "lock_digest", "seen_before"])
    tell(by=by, action="lock a claim", record=held, digest=made.digest, seen_before=seen_before)
    return held


@action
def keep_test(
    *,
    claim: Claim,
    by: User,
    rival: Rival | None,
    finding: Finding,
    reading: str,
    because: str,
    again_of: RivalTest | None = None,
) -> RivalTest:
    """Keep a test with its specification, what it found and how it was read."""
    if Claim.objects.get(pk=claim.pk).locked_at is None:
        raise NotLocked("Lock the claim and its rivals before a test counts.")
    test = RivalTest.objects.create(
        claim=claim,
        rival=rival,
        again_of=again_of,
        specification=finding.specification.to_json(),
        found=finding.sentence(),
        finding=finding.to_dict(),
        digest=finding.digest,
        known_on=finding.known_on,
        reading=reading,
        because=because,
        by=by,
        at=timezone.now(),
    )
    tell(by=by, action="keep a test", record=claim, test=test.pk, digest=finding.digest)
    return test


@action
def leave_untested(*, rival: Rival, by: User, because: str) -> None:
    """Say why a rival is not tested."""
    rival.untested_because = because
    rival.save(update_fields=["untested_because"])
    tell(by=by, action="leave a rival untested", record=rival.claim, rival=rival.pk)


@action
def give_verdict(*, claim: Claim, by: User, verdict: Verdict, today: date) -> ClaimVerdict:
    """Give a verdict in fixed words. In the log it leaves no actor: see decision 0017.

    Raises
    ------
    NotLocked
        The claim is not locked.
    Refused
        It passes over a rival, or cannot be settled.
    """
    held = Claim.objects.select_for_update().get(pk=claim.pk)
    if held.locked_at is None:
        raise NotLocked("Lock the claim and its rivals before a verdict.")
    stands = investigation_of(held)
    if lacks := refused(verdict, stands.readings(), stands.reading_of(""), today=today):
        raise Refused(lacks)
    given = ClaimVerdict.objects.create(
        claim=held,
        word=verdict.word.value,
        because=verdict.because,
        will_show=verdict.will_show,
        probability=verdict.probability,
        review_on=verdict.review_on,
        given_by=by,
        at=timezone.now(),
    )
    tell(by=None, action="give a verdict", record=held)
    return given


@action
def review_verdict(*, verdict: ClaimVerdict, by: User, came_about: str, words: str) -> VerdictReview:
    """Say what came of what a verdict foretold."""
    review, made = VerdictReview.objects.get_or_create(
        verdict=verdict,
        defaults={"came_about": came_about, "words": words, "by": by, "at": timezone.now()},
    )
    if not made:
        raise IsLocked("Somebody looked at it meanwhile. Nothing was changed.")
    tell(by=by, action="review a verdict", record=verdict.claim, verdict=verdict.pk)
    return review
