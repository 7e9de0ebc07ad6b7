"""Events as lines a worker can read: newest first, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fanlight.casework.event import EVENT_WORDS, Event, EventKind
from fanlight.terms.codes import ABUSE_CATEGORY, CLOSURE_REASON, PRIMARY_NEED, REFERRAL_SOURCE, CodeSet
from fanlight.terms.periods import day_words

_ACRONYMS = ("GP", "A&E")


@dataclass(frozen=True, slots=True)
class ChronologyLine:
    """One event in words. `kind` is an `EventKind` value; `source` is where it stood in its file."""

    on: date
    ended_on: date | None
    person_ref: str
    kind: str
    words: str
    source: str = ""


def chronology(events: Sequence[Event], person_refs: Mapping[str, str]) -> tuple[ChronologyLine, ...]:
    """Lines for events, newest first; on one day, the later kind in the order of `EventKind` first.

    Parameters
    ----------
    events
        Events of the people of a brief.
    person_refs
        Local identifier of the events → ref of the person.

    Raises
    ------
    ValueError
        When an event is about nobody in `person_refs`.

    Examples
    --------
    >>> from datetime import date
    >>> e = Event("c1", EventKind.CP_PLAN, date(2024, 5, 3), date(2025, 1, 4), {"latest_category": "NEG"})
    >>> chronology([e], {"c1": "P-1"})[0].words
    'Child protection plan (neglect), 3 May 2024 to 4 January 2025'
    """
    rank = {kind: at for at, kind in enumerate(EventKind)}
    lines = []
    for event in sorted(events, key=lambda one: (one.on, rank[one.kind]), reverse=True):
        if event.person_id not in person_refs:
            raise ValueError(
                f"{EVENT_WORDS[event.kind]} of {event.on}: person {event.person_id!r} is not in the brief"
            )
        ref = person_refs[event.person_id]
        lines.append(
            ChronologyLine(event.on, event.ended_on, ref, event.kind.value, event_words(event), event.place)
        )
    return tuple(lines)


def event_words(event: Event) -> str:
    """One event in plain words. Codes that no edition knows are shown as they stand.

    Examples
    --------
    >>> from datetime import date
    >>> closed = {"source_code": "6", "closure_reason": "RC8"}
    >>> event_words(Event("c1", EventKind.REFERRAL, date(2025, 6, 8), date(2025, 8, 10), closed))
    'Referral from police; closed 10 August 2025 after assessment: no further action'
    """
    return _WORDS.get(event.kind, _lasting)(event)


def _label(codes: CodeSet, code: str) -> str:
    """A label for the middle of a sentence."""
    if code not in codes:
        return f"code {code}"
    label = codes.label(code)
    return label if label.startswith(_ACRONYMS) else label[0].lower() + label[1:]


def _referral(event: Event) -> str:
    words = "Referral"
    if source := event.detail.get("source_code"):
        words += {"9": ", anonymous", "10": ", source not known"}.get(
            source, f" from {_label(REFERRAL_SOURCE, source)}"
        )
    if (need := event.detail.get("need_code")) and need != "N0":
        words += f", {_label(PRIMARY_NEED, need)}"
    if event.detail.get("nfa") == "yes":
        words += "; no further action"
    reason = event.detail.get("closure_reason", "")
    if event.ended_on is None:
        return words + (f"; closed: {_label(CLOSURE_REASON, reason)}" if reason else "")
    words += f"; closed {day_words(event.ended_on)}"
    if not reason:
        return words
    why = _label(CLOSURE_REASON, reason)
    return f"{words} {why.removeprefix('closed ')}" if why.startswith("closed ") else f"{words}: {why}"


def _assessment(event: Event) -> str:
    words = "Assessment" + (f", finished {day_words(event.ended_on)}" if event.ended_on else "")
    seen = {"yes": "child seen", "no": "child not seen"}.get(event.detail.get("child_seen", ""))
    return f"{words}; {seen}" if seen else words


def _section_47(event: Event) -> str:
    words = EVENT_WORDS[event.kind] + (f", ended {day_words(event.ended_on)}" if event.ended_on else "")
    unneeded = event.detail.get("icpc_not_required") == "yes"
    return f"{words}; conference not required" if unneeded else words


def _icpc(event: Event) -> str:
    led = {"yes": "; led to a plan", "no": "; no plan made"}.get(event.detail.get("led_to_plan", ""), "")
    return EVENT_WORDS[event.kind] + led


def _cp_plan(event: Event) -> str:
    first, last = event.detail.get("initial_category", ""), event.detail.get("latest_category", "")
    named = [_label(ABUSE_CATEGORY, code) for code in dict.fromkeys((first, last)) if code]
    about = f" ({', then '.join(named)})" if named else ""
    return f"{EVENT_WORDS[event.kind]}{about}, {_span(event)}"


def _lasting(event: Event) -> str:
    return f"{EVENT_WORDS[event.kind]}, {_span(event)}"


def _contact(event: Event) -> str:
    source = event.detail.get("source_code", "")
    return "Contact" + (f" from {_label(REFERRAL_SOURCE, source)}" if source else "")


def _span(event: Event) -> str:
    began = day_words(event.on)
    return f"{began} to {day_words(event.ended_on)}" if event.ended_on else f"from {began}"


_WORDS: Mapping[EventKind, Callable[[Event], str]] = {
    EventKind.CONTACT: _contact,
    EventKind.REFERRAL: _referral,
    EventKind.ASSESSMENT: _assessment,
    EventKind.SECTION_47: _section_47,
    EventKind.ICPC: _icpc,
    EventKind.CP_PLAN: _cp_plan,
}
