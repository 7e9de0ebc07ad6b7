"""What a worker would want to know and the contact does not say, from recorded facts alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fanlight.frontdoor.decision import Answer
from fanlight.frontdoor.known import CHILD, AskedOf, BriefContact, KnownPerson

ANONYMOUS_SOURCE = "9"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing not known. `person_ref` is "" when it is about the contact as a whole."""

    code: str
    words: str
    person_ref: str = ""


def gaps(
    contact: BriefContact, people: Sequence[KnownPerson], requests: Sequence[AskedOf] = ()
) -> tuple[Gap, ...]:
    """What is missing, child by child, then of the contact, then answers still waited for.

    A gap is a fact that nobody recorded, not a finding: the text may hold it. Nothing is read out of text.

    Examples
    --------
    >>> from datetime import date, datetime
    >>> asa = KnownPerson("P-1", "Asa", CHILD, born_on=date(2019, 4, 1), address="1 Bow", school="Elm")
    >>> mother = KnownPerson("P-2", "Bo", "mother")
    >>> contact = BriefContact("C-1", datetime(2026, 5, 3, 9), referrer="PC Ode", consent="agreed by mother")
    >>> [gap.words for gap in gaps(contact, [asa, mother])]
    ['Asa: no GP', 'Nobody said whether the child was seen']
    """
    return (
        *(gap for person in people if person.role == CHILD for gap in _of_child(person)),
        *_of_contact(contact, people),
        *(
            Gap("waiting_for_answer", f"No answer yet from {asked.asked_of}")
            for asked in requests
            if asked.answered_at is None
        ),
    )


def gap_lines(found: Sequence[Gap]) -> list[str]:
    """Gaps as a page lists them: children who lack the same stand in one line.

    Examples
    --------
    >>> found = [Gap(code, f"{who}: {what}", who) for who in ("Asa", "Bea")
    ...          for code, what in (("no_school", "no school or nursery"), ("no_gp", "no GP"))]
    >>> gap_lines([*found, Gap("consent_not_stated", "Consent is not stated")])
    ['Asa, Bea: no school or nursery, no GP', 'Consent is not stated']
    """
    lacking: dict[str, tuple[str, list[str]]] = {}
    alone = []
    for gap in found:
        who, colon, what = gap.words.rpartition(": ")
        if gap.person_ref and colon:
            lacking.setdefault(gap.person_ref, (who, []))[1].append(what)
        else:
            alone.append(gap.words)
    together: dict[str, list[str]] = {}
    for who, lacks in lacking.values():
        together.setdefault(", ".join(lacks), []).append(who)
    return [f"{', '.join(names)}: {what}" for what, names in together.items()] + alone


def _of_child(child: KnownPerson) -> Iterator[Gap]:
    who = child.name or "Child without a name"
    if not child.name:
        yield Gap("no_name", "A child's name is not known", child.ref)
    if child.born_on is None and child.expected_on is None:
        yield Gap("no_date_of_birth", f"{who}: no date of birth", child.ref)
    if not child.address:
        yield Gap("no_address", f"{who}: no address", child.ref)
    if child.born_on is not None:  # an unborn child has neither school nor own GP
        if not child.school:
            yield Gap("no_school", f"{who}: no school or nursery", child.ref)
        if not child.gp:
            yield Gap("no_gp", f"{who}: no GP", child.ref)


def _of_contact(contact: BriefContact, people: Sequence[KnownPerson]) -> Iterator[Gap]:
    children = [person for person in people if person.role == CHILD]
    others = [person for person in people if person.role != CHILD]
    if not children:
        yield Gap("no_child", "No child is recorded on the contact")
    if any(child.born_on is not None or child.expected_on is None for child in children):
        if contact.child_seen is None:
            yield Gap("child_seen_not_said", "Nobody said whether the child was seen")
        elif contact.child_seen is Answer.NOT_KNOWN:
            yield Gap("child_seen_not_known", "Whether the child was seen is not known")
    anonymous = contact.referrer_anonymous or contact.source_code == ANONYMOUS_SOURCE
    if not contact.referrer and not anonymous:
        yield Gap("no_referrer", "The referrer's name is missing")
    if not contact.consent:
        yield Gap("consent_not_stated", "Consent, or why it was not asked for, is not stated")
    if not others:
        yield Gap("household_not_named", "Nobody else in the household is named")
    elif unnamed := sum(not person.name for person in others):
        noun = "person" if unnamed == 1 else "people"
        yield Gap("household_not_named", f"{unnamed} other {noun} in the household without a name")
