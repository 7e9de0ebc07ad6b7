"""Second looks read: those owed, those one is party to, the labels and the figure they make."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from fanlight.practice.second_look import Landing
from fanlight.practice.second_look_result import (
    SecondLookLabel,
    SecondLookResult,
    second_look_result,
    told_months,
)
from fanlight.terms.periods import add_months
from fanlight.web.accounts.models import User
from fanlight.web.frontdoor.queries.past_cases import AWAY
from fanlight.web.practice.models import SecondLook

SLOW = timedelta(days=3)
NFA = "no_further_action"
# Of a decision in two steps people are counted by who recommended: a few managers authorise everything.
_JUDGED_BY = Coalesce("decision__on_recommendation__by_id", "decision__by_id")


def owed_by(user: User) -> QuerySet[SecondLook]:
    """What this worker was asked for."""
    return SecondLook.objects.filter(state=SecondLook.State.ASKED, asked=user).order_by("asked_at")


def lying(now: datetime) -> QuerySet[SecondLook]:
    """Looks that nobody could be asked for, or whose worker has left or not answered for three days."""
    slow = Q(asked_at__lt=now - SLOW) | Q(asked__is_active=False)
    waits = Q(state=SecondLook.State.NOBODY) | (Q(state=SecondLook.State.ASKED) & slow)
    return SecondLook.objects.filter(waits).order_by("drawn_at")


def between(user: User) -> QuerySet[SecondLook]:
    """Answered looks that this worker decided or took: nobody else reads both together."""
    party = Q(decision__by=user) | Q(decision__on_recommendation__by=user) | Q(asked=user)
    return (
        SecondLook.objects.filter(party, state=SecondLook.State.ANSWERED)
        .select_related(
            "decision__line__contact",
            "decision__line__person",
            "decision__by",
            "decision__on_recommendation__by",
            "asked",
            "level",
        )
        .order_by("-answered_at")
    )


def counts_for(user: User, *, since: datetime) -> tuple[int, int]:
    """How many looks this worker was asked for, and how many of own decisions came back since."""
    owed = Q(state=SecondLook.State.ASKED, asked=user)
    own = Q(decision__by=user) | Q(decision__on_recommendation__by=user)
    back = own & Q(state=SecondLook.State.ANSWERED, answered_at__gte=since)
    counts = SecondLook.objects.filter(owed | back).aggregate(
        owed=Count("pk", filter=owed), back=Count("pk", filter=back)
    )
    return counts["owed"], counts["back"]


def second_look_labels(*, until: date, kind: str = NFA) -> list[SecondLookLabel]:
    """Labels of drawn decisions of one kind, from months that are over for good; blind answers alone.

    A month is over when the month after it has ended: answers that come later are not counted, so that a
    figure once told does not move with a single answer.

    Parameters
    ----------
    until
        Today.
    kind
        Kind of level of the first decision.
    """
    rows = SecondLook.objects.filter(
        decision__level__kind=kind, decision__at__lt=_start(add_months(until.replace(day=1), -1))
    ).values_list("decision_id", "decision__at", _JUDGED_BY, "chance", "landed", "answered_at", "is_blind")
    labels = []
    for decision, at, worker, chance, landed, answered_at, is_blind in rows.order_by("decision_id"):
        month = timezone.localdate(at).replace(day=1)
        in_time = answered_at is not None and answered_at < _start(add_months(month, 2))
        where = Landing(landed) if in_time and is_blind and landed else None
        labels.append(SecondLookLabel(decision, month, worker or 0, chance / 100, where))
    return labels


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def told_result(labels: Sequence[SecondLookLabel]) -> tuple[SecondLookResult, date | None]:
    """What may be told of them all, and the last month in it."""
    months = told_months(labels)
    return second_look_result([one for one in labels if one.month in months]), max(months, default=None)


def labels_of_lines() -> dict[int, bool]:
    """Line of a contact to whether its second look sends the child on: the clean label of a checklist's test.

    Of decisions in the months told together (see `told_months`) alone, so that a test made today beside a
    test of yesterday uncovers no single answer.
    """
    told = told_decisions(second_look_labels(until=timezone.localdate()))
    rows = SecondLook.objects.filter(decision__in=told).values_list("decision__line_id", "level__kind")
    return {line: kind not in AWAY for line, kind in rows.order_by("decision_id")}


def told_decisions(labels: Sequence[SecondLookLabel]) -> list[int]:
    """The decisions answered in time, of the months that are told."""
    months = told_months(labels)
    return [one.decision for one in labels if one.landed is not None and one.month in months]
