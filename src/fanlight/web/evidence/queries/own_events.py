"""The authority's own events by month, as they were known after each import: every import is a vintage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db.models import F
from django.utils import timezone
from numpy.typing import NDArray

from fanlight.casework.event import EventKind
from fanlight.evidence.series import Series, series
from fanlight.terms.periods import add_months
from fanlight.web.casework.columns import as_text, child, columns, days
from fanlight.web.casework.known import Known, known
from fanlight.web.casework.models import Event, SourceFile

Days = NDArray[np.datetime64]
_NEVER = np.datetime64("9999-12-31", "D")
# What each kind is called when it is counted; contacts come with the monthly report's own words.
COUNTED = {
    EventKind.REFERRAL: ("Referrals", "referrals"),
    EventKind.ASSESSMENT: ("Assessments begun", "assessments"),
    EventKind.SECTION_47: ("Section 47 enquiries begun", "enquiries"),
    EventKind.ICPC: ("Initial child protection conferences", "conferences"),
    EventKind.CIN_PLAN: ("Child in need plans begun", "plans"),
    EventKind.CP_PLAN: ("Child protection plans begun", "plans"),
    EventKind.EARLY_HELP: ("Early help begun", "children"),
    EventKind.PRE_PROCEEDINGS: ("Pre-proceedings begun", "children"),
    EventKind.LOOKED_AFTER: ("Children who became looked after", "children"),
}


@dataclass(frozen=True)
class OwnEvents:
    """Events of one kind, one a child and day, with when they came to be known.

    Attributes
    ----------
    person, on
        Child and day, shape (n,).
    known_from, known_until
        Days of the import that first told it, and of the one from which it is no longer told.
    held
        The days that files tell in full.
    """

    person: NDArray[np.int64]
    on: Days
    known_from: Days
    known_until: Days
    held: Known

    def current(self) -> NDArray[np.bool_]:
        """Those that stand today."""
        return self.known_until == _NEVER

    def months(self) -> list[date]:
        """First days of the months told from their first to their last day."""
        return months_told(self.held.first_on, self.held.up_to)


def months_told(first: date, last: date) -> list[date]:
    """First days of the months that lie whole between two days."""
    month = first if first.day == 1 else add_months(first.replace(day=1), 1)
    found = []
    while add_months(month, 1) - timedelta(days=1) <= last:
        found.append(month)
        month = add_months(month, 1)
    return found


def kinds_held() -> list[EventKind]:
    """Kinds of events that any file told, in the order of `COUNTED`."""
    held = set(Event.objects.filter(replaced_by=None).values_list("kind", flat=True).distinct())
    return [kind for kind in COUNTED if kind in held]


def own_events(kind: EventKind) -> OwnEvents | None:
    """Events of a kind; None before any import that tells of referrals."""
    held = known()
    if held is None:
        return None
    imported = {
        pk: np.datetime64(timezone.localdate(at), "D")
        for pk, at in SourceFile.objects.values_list("pk", "imported_at")
    }
    rows = Event.objects.filter(kind=kind, on__range=(held.first_on, held.up_to)).order_by("pk")
    pk, person, on, source, by, by_source, gone = columns(
        rows.values_list(
            "pk",
            child(),
            as_text("on"),
            "source_id",
            "replaced_by_id",
            F("replaced_by__source_id"),
            "no_longer_in_id",
        ),
        7,
    )
    until = [
        _NEVER if replaced is None else imported[missing if replaced == own and missing else later]
        for own, replaced, later, missing in zip(pk, by, by_source, gone, strict=True)
    ]
    return _one_a_child_and_day(
        person.astype(np.int64),
        days(on),
        np.array([imported[one] for one in source], "datetime64[D]"),
        np.array(until, "datetime64[D]"),
        held,
    )


def _one_a_child_and_day(
    person: NDArray[np.int64], on: Days, known_from: Days, known_until: Days, held: Known
) -> OwnEvents:
    """Rows of one child and day stand once, from the first that told of it to the last."""
    each, place = np.unique(person * 1_000_000 + on.astype(np.int64), return_inverse=True)
    first = np.full(len(each), _NEVER)
    last = np.full(len(each), np.datetime64("0001-01-01", "D"))
    np.minimum.at(first, place, known_from)
    np.maximum.at(last, place, known_until)
    return OwnEvents(each // 1_000_000, (each % 1_000_000).astype("datetime64[D]"), first, last, held)


def own_series(kind: EventKind, told: OwnEvents) -> Series:
    """Counts by month, each as it was known after every import that changed it."""
    months = np.array(told.months(), "datetime64[M]")
    imports = _imports()
    if not len(months) or not imports:
        return series([], [], published_on=[], title=COUNTED[kind][0])
    vintages = np.array([day for day, _ in imports], "datetime64[D]")
    counts = _counts(told, months, vintages)
    ends = (months + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    known_to = np.maximum.accumulate(np.array([last for _, last in imports], "datetime64[D]"))
    is_told = ends[:, None] <= known_to[None, :]
    before = np.where(np.roll(is_told, 1, axis=1), np.roll(counts, 1, axis=1), -1)
    before[:, 0] = -1
    month, vintage = np.nonzero(is_told & (counts != before))
    first = months.astype("datetime64[D]")
    return series(
        first[month],
        counts[month, vintage],
        published_on=np.maximum(vintages[vintage], first[month]),
        title=COUNTED[kind][0],
    )


def _imports() -> list[tuple[date, date]]:
    """Days of imports that tell of referrals, rising, with the day up to which they tell."""
    found: dict[date, date] = {}
    files = SourceFile.objects.filter(tells_of_referrals=True).order_by("imported_at")
    for at, last in files.values_list("imported_at", "known_up_to"):
        day = timezone.localdate(at)
        found[day] = max(found.get(day, last), last)
    return list(found.items())


def _counts(told: OwnEvents, months: NDArray[Any], vintages: Days) -> NDArray[np.int64]:
    """Shape (months, vintages): events of the month that stood after each import."""
    month = (told.on.astype("datetime64[M]") - months[0]).astype(np.int64)
    within = (month >= 0) & (month < len(months))
    shape = (len(months), len(vintages) + 1)
    change = np.zeros(shape, np.int64)
    came = np.searchsorted(vintages, told.known_from[within], side="left")
    went = np.searchsorted(vintages, told.known_until[within], side="left")
    np.add.at(change, (month[within], came), 1)
    np.add.at(change, (month[within], went), -1)
    return change.cumsum(axis=1)[:, :-1]
