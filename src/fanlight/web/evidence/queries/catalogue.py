"""Every series that can be looked at, by key: what it is, where it is from, and its values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf

from django.utils import timezone

from fanlight.casework.event import EventKind
from fanlight.evidence.care_applications import care_applications, care_applications_by_year
from fanlight.evidence.series import Series, series
from fanlight.exchange.published_figures import sources
from fanlight.exchange.published_series import MEASURES as PUBLISHED
from fanlight.exchange.published_series import places, published_series
from fanlight.terms.measures import MEASURES
from fanlight.web.audit.remembered import remembered
from fanlight.web.evidence.models import ImportedSeries
from fanlight.web.evidence.queries.own_events import COUNTED, OwnEvents, kinds_held, own_events, own_series
from fanlight.web.evidence.queries.own_measures import (
    MeasureCases,
    measure_cases,
    measure_series,
    offered,
)
from fanlight.web.evidence.queries.tables import table_series

Words = tuple[tuple[str, str], ...]
_EXAMPLES = {
    "example-care-applications": (care_applications, "Care applications, England"),
    "example-care-applications-by-year": (care_applications_by_year, "Care applications, England, by year"),
}
_CAFCASS = (
    "Figures of Cafcass as pages quoted them at the time and later; most months from November to March are "
    "missing. A worked example of how figures are revised."
)


@dataclass(frozen=True)
class Entry:
    """One series.

    Attributes
    ----------
    key
        Names it in addresses, and in what people write on it.
    title, unit_words, source
        In words.
    lowest, highest
        What the unit allows.
    words
        How it is counted: names and words.
    """

    key: str
    title: str
    unit_words: str
    source: str
    lowest: float = 0.0
    highest: float = inf
    words: Words = ()
    table: ImportedSeries | None = None


@dataclass(frozen=True)
class Loaded:
    """A series with its values, and what it was counted from where that can be split."""

    entry: Entry
    series: Series
    events: OwnEvents | None = None
    measure: MeasureCases | None = None
    known: str = ""

    @property
    def splits(self) -> bool:
        """Whether it can be split by who the children are."""
        return self.events is not None or self.measure is not None


@dataclass(frozen=True)
class Group:
    """Entries of one origin, for the list."""

    title: str
    entries: list[Entry] = field(default_factory=list)
    none: str = ""
    withdrawn: list[ImportedSeries] = field(default_factory=list)


def groups(place: str) -> list[Group]:
    """The list of series: the authority's own, those brought in, the published ones of a place, examples."""
    own = [_measure(measure.code) for measure in offered()]
    own += [_own(kind) for kind in remembered("kinds", kinds_held)]
    held = list(ImportedSeries.objects.select_related("withdrawn_by").order_by("title"))
    brought = [_table(one) for one in held if one.withdrawn_at is None]
    gone = [one for one in held if one.withdrawn_at is not None]
    return [
        Group("This authority’s own events", own, "No events are imported yet."),
        Group("Brought in by someone here", brought, "None yet.", gone),
        Group(f"Published: {places()[place]}", [_published(code, place) for code in PUBLISHED]),
        Group("Worked examples", [_example(key) for key in _EXAMPLES]),
    ]


def entry_of(key: str) -> Entry | None:
    """What a key means; None for one that means nothing."""
    kind, _, rest = key.partition("-")
    find = _FINDERS.get(kind)
    return find(rest) if find else None


def load(entry: Entry) -> Loaded:
    """Its values."""
    kind, _, rest = entry.key.partition("-")
    if kind in {"own", "measure"}:
        return remembered(entry.key, lambda: _LOADERS[kind](entry, rest))
    return _LOADERS[kind](entry, rest)


def _own(kind: EventKind) -> Entry:
    title, unit = COUNTED[kind]
    words = (("Counted", f"{title}, one a child and day, by the day they began."),)
    if kind == EventKind.REFERRAL:
        words = MEASURES["referrals"].parts
    return Entry(
        f"own-{kind.value}", title, f"{unit} a month", "The authority’s own imported events", words=words
    )


def _find_own(rest: str) -> Entry | None:
    return _own(EventKind(rest)) if rest in list(COUNTED) else None


def _load_own(entry: Entry, rest: str) -> Loaded:
    kind = EventKind(rest)
    events = own_events(kind)
    if events is None:
        return Loaded(entry, series([], [], published_on=[]))
    return Loaded(entry, own_series(kind, events), events=events, known=_up_to(events.held.up_to))


def _measure(code: str) -> Entry:
    measure = MEASURES[code]
    return Entry(
        f"measure-{code}",
        measure.title,
        measure.unit if measure.denominator else f"{measure.unit} a month",
        "The authority’s own records, as the monthly report counts them",
        highest=100.0 if measure.denominator else inf,
        words=measure.parts,
    )


def _find_measure(rest: str) -> Entry | None:
    return _measure(rest) if rest in {measure.code for measure in offered()} else None


def _load_measure(entry: Entry, rest: str) -> Loaded:
    found, today = measure_cases(rest), timezone.localdate()
    if found is None:
        return Loaded(entry, series([], [], published_on=[]))
    known = _up_to(found.cases.known_up_to) if found.cases.known_up_to else ""
    return Loaded(entry, measure_series(rest, found, today), measure=found, known=known)


def _published(code: str, place: str) -> Entry:
    one, source = PUBLISHED[code], sources()[PUBLISHED[code].data_set]
    return Entry(
        f"published-{code}-{place}",
        f"{one.title}: {places()[place]}",
        one.unit_words,
        source.sentence(),
        highest=100.0 if one.unit == "percent" else inf,
        words=(("Published as", source.title), ("Release", source.release), ("Licence", source.licence)),
    )


def _find_published(rest: str) -> Entry | None:
    code, _, place = rest.rpartition("-")
    return _published(code, place) if code in PUBLISHED and place in places() else None


def _load_published(entry: Entry, rest: str) -> Loaded:
    code, _, place = rest.rpartition("-")
    return Loaded(entry, published_series(code, place))


def _table(one: ImportedSeries) -> Entry:
    return Entry(
        f"table-{one.pk}",
        one.title,
        {"count": "a count", "percent": "percent", "rate": "per 10,000", "value": "as given"}[one.unit],
        one.source,
        lowest=0.0 if one.unit != ImportedSeries.Unit.VALUE else -inf,
        highest=100.0 if one.unit == ImportedSeries.Unit.PERCENT else inf,
        table=one,
    )


def _find_table(rest: str) -> Entry | None:
    found = ImportedSeries.objects.filter(pk=int(rest), withdrawn_at=None).first() if rest.isdigit() else None
    return _table(found) if found else None


def _load_table(entry: Entry, rest: str) -> Loaded:
    return Loaded(entry, table_series(entry.table))


def _example(key: str) -> Entry:
    return Entry(key, _EXAMPLES[key][1], "applications", _CAFCASS)


def _find_example(rest: str) -> Entry | None:
    return _example(f"example-{rest}") if f"example-{rest}" in _EXAMPLES else None


def _load_example(entry: Entry, rest: str) -> Loaded:
    return Loaded(entry, _EXAMPLES[entry.key][0]())


def _up_to(day: object) -> str:
    return f"Events are known up to {day:%-d %B %Y}."


_FINDERS: dict[str, Callable[[str], Entry | None]] = {
    "own": _find_own,
    "measure": _find_measure,
    "published": _find_published,
    "table": _find_table,
    "example": _find_example,
}
_LOADERS: dict[str, Callable[[Entry, str], Loaded]] = {
    "own": _load_own,
    "measure": _load_measure,
    "published": _load_published,
    "table": _load_table,
    "example": _load_example,
}
