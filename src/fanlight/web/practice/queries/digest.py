"""What came back in seven days on one worker's own decisions. Any past week can be made again.

Nothing is stored for it: news is what came to be known in those days, by the hour at which a file was read
or a contact was entered here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db.models import Exists, OuterRef, Q, QuerySet
from numpy.typing import NDArray

from fanlight.casework.event import EVENT_WORDS, EventKind
from fanlight.casework.linking import KIND_CODE, KINDS, EventArrays
from fanlight.frontdoor.decision import Step
from fanlight.practice.digest import News, newly_silent, news, news_sentence
from fanlight.practice.outcome import DecidedArrays, outcomes
from fanlight.terms.periods import add_months
from fanlight.web.accounts.models import User
from fanlight.web.casework.columns import as_text, child, columns, days, days_in_england, instants
from fanlight.web.casework.models import Event, Person, SourceFile
from fanlight.web.frontdoor.models import ContactChild, Decision
from fanlight.web.practice.models import Forecast, WordBack
from fanlight.web.practice.queries.arrays import decision_arrays, events_of
from fanlight.web.practice.queries.forecasts import settled_between
from fanlight.web.practice.queries.learning import HORIZONS, decisions_of
from fanlight.web.practice.queries.weeks import WEEK, end_of, known_at

WEEKS_BACK = 12
MONTHS_OF_DECISIONS = 24
PARTS = (
    (Step.RECOMMENDED, "What I recommended"),
    (Step.AUTHORISED, "What I authorised"),
    (Step.BOTH, "What I decided alone"),
)


@dataclass(frozen=True)
class Came:
    """One thing about a child that came to be known."""

    words: str
    on: date
    again: bool


@dataclass(frozen=True)
class Returned:
    """One decision with what is new about it."""

    decision: Decision
    came: Sequence[Came]


@dataclass(frozen=True)
class Part:
    """What one recommended, authorised or decided alone: never counted together."""

    title: str
    sentence: str
    returned: Sequence[Returned]
    more: int


@dataclass(frozen=True)
class Digest:
    """Seven days, the last of them `last`."""

    last: date
    known_up_to: date | None
    parts: Sequence[Part]
    silent: Sequence[tuple[int, int]]
    forecasts: Sequence[Forecast]
    answered: Sequence[Decision]
    words_back: Sequence[WordBack]
    weeks: Sequence[tuple[date, int]]
    with_news: int
    decisions: int

    @property
    def first(self) -> date:
        return self.last - WEEK + timedelta(days=1)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing at all came back."""
        return not (self.with_news or self.silent or self.forecasts or self.answered or self.words_back)

    def headline(self) -> str:
        """How many decisions have something new; the words for none are said too."""
        words = news_sentence(self.with_news, self.decisions)
        return words[0].lower() + words[1:].rstrip(".")


@dataclass(frozen=True)
class _Learned:
    """Events that came to be known since a moment, and in which week before `last`."""

    events: EventArrays
    weeks_ago: NDArray[np.int64]
    again: NDArray[np.bool_]


def digest(worker: User, last: date, *, shown: int) -> Digest:
    """What came back in the seven days up to `last`; at most `shown` decisions of each part are listed."""
    since = add_months(last, -MONTHS_OF_DECISIONS)
    mine = decisions_of(worker, since=since).filter(at__lt=end_of(last))
    ids, steps, decided = decision_arrays(mine)
    learned = _learned(mine, last) if len(ids) else _no_events()
    every = news(decided, learned.events)
    known = known_at(end_of(last))
    this_week = learned.weeks_ago[every.event] == 0
    found = News(every.decision[this_week], every.event[this_week], len(ids))
    return Digest(
        last=last,
        known_up_to=known,
        parts=_parts(found, ids, steps, learned, shown),
        silent=_silent(mine, decided, known, last) if len(ids) and known else [],
        forecasts=settled_between(worker, end_of(last - WEEK), end_of(last)),
        answered=_answered(mine, last),
        words_back=_words_back(worker, last),
        weeks=_weeks(every, learned, last),
        with_news=found.with_news,
        decisions=len(ids),
    )


def _learned(mine: QuerySet[Decision], last: date) -> _Learned:
    """Imported events and this front door's own contacts about these children that came in the last weeks."""
    begins, ends = end_of(last - WEEKS_BACK * WEEK), end_of(last)
    children = mine.order_by().values(child=child("line__"))
    records = Person.objects.filter(Q(pk__in=children) | Q(joined_into__in=children)).values("pk")
    # The file first: few files came in these weeks, and most weeks none.
    files = list(
        SourceFile.objects.filter(imported_at__gte=begins, imported_at__lt=ends).values_list("pk", flat=True)
    )
    imported: list[NDArray[Any]] = [np.array([], object) for _ in range(5)]
    if files:
        earlier = Event.objects.filter(identity=OuterRef("identity")).exclude(pk=OuterRef("pk"))
        current = Event.objects.filter(source__in=files, person__in=records, replaced_by=None)
        # A conference that is planned has not come.
        told = (
            current.filter(on__lte=last)
            .order_by()
            .annotate(again=Exists(earlier))
            .values_list(child(), "kind", as_text("on"), as_text("source__imported_at"), "again")
        )
        imported = columns(told, 5)
    own = ContactChild.objects.filter(
        person__in=records, contact__entered_at__gte=begins, contact__entered_at__lt=ends
    ).order_by()
    held = columns(
        own.values_list(child(), as_text("contact__received_at"), as_text("contact__entered_at")), 3
    )
    codes = {kind.value: code for kind, code in KIND_CODE.items()}
    contact = np.full(len(held[0]), KIND_CODE[EventKind.CONTACT], np.int8)
    events = EventArrays(
        person=np.concatenate([imported[0], held[0]]).astype(np.int64),
        kind=np.concatenate([np.array([codes[one] for one in imported[1]], np.int8), contact]),
        on=np.concatenate([days(imported[2]), days_in_england(held[1])]),
    )
    at = np.concatenate([instants(imported[3]), instants(held[2])])
    again = np.concatenate([imported[4].astype(np.bool_), np.zeros(len(contact), np.bool_)])
    return _Learned(events, _weeks_ago(at, last), again)


def _weeks_ago(at: NDArray[np.datetime64], last: date) -> NDArray[np.int64]:
    """How many weeks before the week that ends with `last`; 0 is that week."""
    ends = [end_of(last - ago * WEEK) for ago in range(WEEKS_BACK + 1)]
    utc = np.array([np.datetime64(int(end.timestamp()), "s") for end in reversed(ends)])
    return WEEKS_BACK - np.searchsorted(utc, at, side="right").astype(np.int64)


def _no_events() -> _Learned:
    none = np.array([], np.int64)
    events = EventArrays(none, none.astype(np.int8), none.astype("datetime64[D]"))
    return _Learned(events, none, none.astype(np.bool_))


def _parts(
    found: News, ids: NDArray[np.int64], steps: NDArray[Any], learned: _Learned, shown: int
) -> list[Part]:
    parts = []
    for step, title in PARTS:
        of_part = steps == step.value
        if not of_part.any():
            continue
        rows = np.unique(found.decision[of_part[found.decision]])
        listed = [int(row) for row in rows[:shown]]
        held = _decisions(ids[listed])
        returned = [Returned(held[int(ids[row])], _came(found, learned, row)) for row in listed]
        sentence = news_sentence(len(rows), int(of_part.sum()))
        parts.append(Part(title, sentence, returned, len(rows) - len(listed)))
    return parts


def _decisions(ids: NDArray[np.int64]) -> dict[int, Decision]:
    found = Decision.objects.select_related("line__person", "line__contact")
    return found.defer("line__contact__raw_text", "level_anchor").in_bulk(ids.tolist())


def _came(found: News, learned: _Learned, row: int) -> list[Came]:
    events = found.event[found.decision == row]
    told: dict[tuple[str, date], Came] = {}
    for at in events.tolist():
        kind = KINDS[int(learned.events.kind[at])]
        words = "another contact" if kind is EventKind.CONTACT else EVENT_WORDS[kind].lower()
        on: date = learned.events.on[at].item()
        told.setdefault((words, on), Came(words, on, bool(learned.again[at])))
    return list(told.values())


def _silent(
    mine: QuerySet[Decision], decided: DecidedArrays, known: date, last: date
) -> list[tuple[int, int]]:
    """For how many decisions a time is now over with nothing recorded: months and count."""
    before = known_at(end_of(last - WEEK))
    if before == known:
        return []
    events = events_of(mine, since=decided.received_on.min().item())
    after = outcomes(decided, events, known, horizons_months=HORIZONS)
    earlier = outcomes(decided, events, before, horizons_months=HORIZONS) if before else None
    counted = ((months, int(newly_silent(earlier, after, months).sum())) for months in HORIZONS)
    return [(months, count) for months, count in counted if count]


def _answered(mine: QuerySet[Decision], last: date) -> list[Decision]:
    """What was authorised in these days on another level than I had recommended: both keep their words."""
    found = Decision.objects.filter(
        on_recommendation__in=mine, at__gte=end_of(last - WEEK), at__lt=end_of(last)
    ).select_related("on_recommendation__line__person", "by")
    return [one for one in found.order_by("at") if one.dissents and one.by_id != one.on_recommendation.by_id]


def _words_back(worker: User, last: date) -> list[WordBack]:
    decided_on = Decision.objects.filter(by=worker).values("line__contact")
    told = WordBack.objects.filter(
        contact__in=decided_on, recorded_at__gte=end_of(last - WEEK), recorded_at__lt=end_of(last)
    )
    return list(told.select_related("contact").order_by("received_on"))


def _weeks(every: News, learned: _Learned, last: date) -> list[tuple[date, int]]:
    """Earlier weeks by their last day, with how many decisions had something new in each."""
    ago = learned.weeks_ago[every.event]
    return [
        (last - number * WEEK, len(np.unique(every.decision[ago == number])))
        for number in range(1, WEEKS_BACK)
    ]
