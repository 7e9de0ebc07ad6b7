"""Levels of response to a contact, as dated sets: an old decision keeps the words of its day.

Two sets ship. Labels and anchors are our own words. An anchor describes a level absolutely, so that a contact
is weighed against the level and not against the contact before it; every shipped anchor is an example, to be
replaced by the authority's own threshold document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from fanlight.terms.level_set import SSD_CONTACT_FLAGS, Level, LevelKind, LevelSet
from fanlight.terms.periods import day_words

__all__ = [
    "ANCHOR_NOTE",
    "FAMILY_HELP",
    "IN_USE",
    "SHIPPED",
    "SSD_CONTACT_FLAGS",
    "WORKING_TOGETHER",
    "Level",
    "LevelKind",
    "LevelSet",
    "adopt",
    "level_set_on",
]

ANCHOR_NOTE = "Example anchor: replace by your own threshold document."


# kind -> (SSD outcome flag, steps up): the same in every shipped set.
_SHAPE: dict[LevelKind, tuple[str, int | None]] = {
    "no_further_action": ("NFA_FLAG", 0),
    "information_advice": ("ADVICE_FLAG", 1),
    "early_help": ("OTHER_OUTCOMES_EXIST_FLAG", 2),
    "assessment": ("NEW_REFERRAL_FLAG", 3),
    "strategy_discussion": ("CP_ENQUIRY_FLAG", 4),
    "immediate_protection": ("CP_ENQUIRY_FLAG", 5),
    "already_open": ("EXISTING_REFERRAL_FLAG", None),
    # The dataset's only flag for another authority is that of a child under its protection plan.
    "other_authority": ("OLA_CP_FLAG", None),
    "private_fostering": ("PRIVATE_FOSTERING_FLAG", None),
    "missing": ("MISSING_FLAG", None),
    "adult_or_other": ("OTHER_OUTCOMES_EXIST_FLAG", None),
    "awaiting_information": ("", None),
}


def _levels(words: dict[LevelKind, tuple[str, str]]) -> tuple[Level, ...]:
    return tuple(
        Level(
            code=kind,
            label=words[kind][0],
            anchor=words[kind][1],
            ssd_flag=flag,
            order=order,
            kind=kind,
            keeps_open=kind == "awaiting_information",
            steps_up=steps_up,
        )
        for order, (kind, (flag, steps_up)) in enumerate(_SHAPE.items(), 1)
    )


_SHARED_WORDS: dict[LevelKind, tuple[str, str]] = {
    "no_further_action": (
        "No further action",
        "What was shared shows no unmet need that any service should act on. It is recorded and nobody is "
        "asked to do more.",
    ),
    "information_advice": (
        "Information and advice",
        "The family or the referrer can meet the need with an answer, a name or a leaflet. No service needs "
        "to take it up.",
    ),
    "immediate_protection": (
        "Immediate protection",
        "A child may be seriously hurt, or left without any safe adult, within hours. Police or emergency "
        "legal powers may be needed before agencies can meet.",
    ),
    "already_open": (
        "Already open: passed to the allocated worker",
        "The child has an allocated worker here. The information was given to that worker or their manager, "
        "by name, and they know that it is new.",
    ),
    "other_authority": (
        "To or from another authority",
        "The child lives in another area, or another area asks us to act or tells us that a child has moved "
        "here. A named person there has the information.",
    ),
    "private_fostering": (
        "Private fostering",
        "A child under 16 (under 18 if disabled) lives, or will live, for 28 days or more with somebody who "
        "is not a parent, a close relative or a person with parental responsibility.",
    ),
    "missing": (
        "Missing",
        "The child is reported missing or has come back. The police know, and a return conversation is "
        "offered or arranged.",
    ),
    "adult_or_other": (
        "Adult or other service",
        "The need is an adult's, or belongs to a service outside help and protection of children. It was "
        "passed on, and somebody considered what it means for the child.",
    ),
    "awaiting_information": (
        "Awaiting information",
        "A level cannot be chosen until named information arrives, and no child needs help before then. It "
        "says who was asked, what and when; the contact stays on the list and its clock runs.",
    ),
}

WORKING_TOGETHER = LevelSet(
    code="working-together-2023",
    title="Working Together",
    edition="2023; the levels fit the edition of 2018 too",
    source="Working Together to Safeguard Children 2023 (statutory guidance, England); Children Act 1989, "
    "sections 17, 44, 46, 47 and 66. Our own words: check against the guidance in force.",
    in_force_from=date(2018, 7, 4),
    in_force_to=None,
    levels=_levels(
        _SHARED_WORDS
        | {
            "early_help": (
                "Early or family help",
                "The child or family has needs that one or more services can meet with their agreement. "
                "Without help things may well get worse, but health and development are not being impaired.",
            ),
            "assessment": (
                "Child in need assessment (section 17)",
                "The child is disabled, or is unlikely to reach or keep a reasonable standard of health or "
                "development without services. A social worker must assess.",
            ),
            "strategy_discussion": (
                "Strategy discussion (section 47)",
                "There is reasonable cause to suspect that the child is suffering, or is likely to suffer, "
                "significant harm. Social care, police and health must decide together on enquiries.",
            ),
        }
    ),
    anchor_note=ANCHOR_NOTE,
)

FAMILY_HELP = LevelSet(
    code="family-help-2025",
    title="Family help and multi-agency child protection",
    edition="2025",
    source="Families First Partnership programme guide (Department for Education, 2025); Children Act 1989, "
    "sections 17, 44, 46, 47 and 66. Our own words: check against the guide and your own practice framework.",
    # The first day any authority can adopt it; each moves on a day of its own (see `adopt`).
    in_force_from=date(2025, 4, 1),
    in_force_to=None,
    levels=_levels(
        _SHARED_WORDS
        | {
            "early_help": (
                "Early or family help, without a section 17 assessment",
                "The family wants help that services in the community or a family help team can give. A lead "
                "practitioner, who need not be a social worker, brings it together.",
            ),
            "assessment": (
                "Family help assessment of a child in need (section 17)",
                "The child is disabled, or is unlikely to reach or keep a reasonable standard of health or "
                "development without services. The family help lead practitioner may not be a social worker; "
                "a social worker or manager oversees the assessment.",
            ),
            "strategy_discussion": (
                "Strategy discussion (section 47), multi-agency child protection team",
                "There is reasonable cause to suspect that the child is suffering, or is likely to suffer, "
                "significant harm. The multi-agency child protection team decides together on enquiries, led "
                "by a social worker.",
            ),
        }
    ),
    anchor_note=ANCHOR_NOTE,
)

SHIPPED = (WORKING_TOGETHER, FAMILY_HELP)
# What applies until an authority adopts another set.
IN_USE = (WORKING_TOGETHER,)


def level_set_on(day: date, sets: Sequence[LevelSet] = IN_USE) -> LevelSet:
    """The level set in force on a day.

    Raises
    ------
    LookupError
        When none of `sets` is in force on that day, or more than one is.

    Examples
    --------
    >>> from datetime import date
    >>> level_set_on(date(2026, 11, 23)).code
    'working-together-2023'
    """
    found = [level_set for level_set in sets if level_set.in_force_on(day)]
    if len(found) != 1:
        which = " and ".join(level_set.title for level_set in found) or "none"
        raise LookupError(f"one level set must be in force on {day_words(day)}; found {which}")
    return found[0]


def adopt(new: LevelSet, on: date, sets: Sequence[LevelSet] = IN_USE) -> tuple[LevelSet, ...]:
    """The sets of an authority that uses `new` from `on`: the one in force until then ends the day before.

    Raises
    ------
    LookupError
        When no single set is in force on `on`.
    ValueError
        When `on` is the set's first day, or before `new` may be used, or a later set is already arranged.

    Examples
    --------
    >>> from datetime import date
    >>> sets = adopt(FAMILY_HELP, date(2026, 10, 1))
    >>> [level_set_on(day, sets).code for day in (date(2026, 9, 30), date(2026, 10, 1))]
    ['working-together-2023', 'family-help-2025']
    """
    old = level_set_on(on, sets)
    if on < new.in_force_from:
        raise ValueError(f"{new.title} cannot be used before {day_words(new.in_force_from)}")
    if old.in_force_to is not None:
        raise ValueError(f"{old.title} already ends on {day_words(old.in_force_to)}: change that set instead")
    ended = replace(old, in_force_to=on - timedelta(days=1))
    kept = (level_set for level_set in sets if level_set is not old)
    return (*kept, ended, replace(new, in_force_from=on, in_force_to=None))
