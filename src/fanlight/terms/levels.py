"""Levels of response to a contact, as dated sets: an old decision keeps the words of its day.

Two sets ship. Labels and anchors are our own words. An anchor describes a level absolutely, in one line that
fits beside it where somebody decides, so that a contact is weighed against the level and not against the
contact before it; every shipped anchor is an example, to be replaced by the authority's own document.
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
        "Nothing that was shared shows an unmet need for any service.",
    ),
    "information_advice": (
        "Information and advice",
        "An answer, a name or a leaflet meets the need: no service takes it up.",
    ),
    "immediate_protection": (
        "Immediate protection",
        "A child may be seriously hurt, or without any safe adult, within hours.",
    ),
    "already_open": (
        "Already open: passed to the allocated worker",
        "The allocated worker, or their manager, was told by name that this is new.",
    ),
    "other_authority": (
        "To or from another authority",
        "The child lives, or has moved, elsewhere: a named person there has it.",
    ),
    "private_fostering": (
        "Private fostering",
        "Under 16 (18 if disabled), 28 days or more with no parent or close relative.",
    ),
    "missing": (
        "Missing",
        "Reported missing or back: the police know, a return conversation is offered.",
    ),
    "adult_or_other": (
        "Adult or other service",
        "Another service's need, passed on, with its meaning for the child considered.",
    ),
    "awaiting_information": (
        "Awaiting information",
        "Named information is on its way, no child needs help before it. The clock runs.",
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
                "Needs that services can meet by agreement; health and development are not being impaired.",
            ),
            "assessment": (
                "Child in need assessment (section 17)",
                "Disabled, or health or development at stake without services: a social worker assesses.",
            ),
            "strategy_discussion": (
                "Strategy discussion (section 47)",
                "Reasonable cause to suspect significant harm, now or likely: agencies decide together.",
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
                "The family wants help that a lead practitioner, perhaps no social worker, brings together.",
            ),
            "assessment": (
                "Family help assessment of a child in need (section 17)",
                "Disabled, or health or development at stake without services; a social worker oversees.",
            ),
            "strategy_discussion": (
                "Strategy discussion (section 47), multi-agency child protection team",
                "Reasonable cause to suspect significant harm, now or likely: the team decides together.",
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
