"""A level of response to a contact, and a dated set of levels. The shipped sets are in `levels`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from fanlight.terms.codes import UnknownCode

LevelKind = Literal[
    "no_further_action",
    "information_advice",
    "early_help",
    "assessment",
    "strategy_discussion",
    "immediate_protection",
    "already_open",
    "other_authority",
    "private_fostering",
    "missing",
    "adult_or_other",
    "awaiting_information",
]

# Outcome flags of `ssd_contacts.cont_contact_outcome_json` (Standard Safeguarding Dataset) that a level sets.
SSD_CONTACT_FLAGS = frozenset(
    {
        "NEW_REFERRAL_FLAG",
        "EXISTING_REFERRAL_FLAG",
        "CP_ENQUIRY_FLAG",
        "NFA_FLAG",
        "PRIVATE_FOSTERING_FLAG",
        "ADVICE_FLAG",
        "MISSING_FLAG",
        "OLA_CP_FLAG",
        "OTHER_OUTCOMES_EXIST_FLAG",
    }
)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of response.

    Parameters
    ----------
    code
        Stable key; the shipped sets use the kind.
    label, anchor
        What it is called, and what a worker reads beside it.
    ssd_flag
        The SSD contact outcome flag it sets; "" when nothing is decided yet. Several levels may share one.
    order
        Place in the list.
    kind
        What it is in any set and any edition.
    keeps_open
        Whether the contact stays on the list.
    steps_up
        Coarse order for "a higher level", 0 for no further action; None where it cannot be compared.
    """

    code: str
    label: str
    anchor: str
    ssd_flag: str
    order: int
    kind: LevelKind
    keeps_open: bool = False
    steps_up: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in get_args(LevelKind):
            raise ValueError(
                f"level {self.code!r}: kind {self.kind!r}; known: {', '.join(get_args(LevelKind))}"
            )
        if self.ssd_flag and self.ssd_flag not in SSD_CONTACT_FLAGS:
            known = ", ".join(sorted(SSD_CONTACT_FLAGS))
            raise ValueError(f"level {self.code!r}: outcome flag {self.ssd_flag!r}; known: {known}")

    def is_higher_than(self, other: Level) -> bool | None:
        """Whether this level is the higher one; None where the two cannot be compared."""
        if self.steps_up is None or other.steps_up is None:
            return None
        return self.steps_up > other.steps_up


@dataclass(frozen=True, slots=True)
class LevelSet:
    """The levels in force over a span of days, both ends within; `in_force_to` None has no end yet.

    `anchor_note` is shown with the anchors; "" when they are the authority's own.

    Raises
    ------
    ValueError
        When a code stands twice, the levels are not in order, or the set ends before it begins.
    UnknownCode
        From `level_set[code]`.

    Examples
    --------
    >>> from fanlight.terms.levels import WORKING_TOGETHER
    >>> WORKING_TOGETHER["assessment"].label
    'Child in need assessment (section 17)'
    >>> [level.code for level in WORKING_TOGETHER.with_flag("CP_ENQUIRY_FLAG")]
    ['strategy_discussion', 'immediate_protection']
    >>> WORKING_TOGETHER["strategy_discussion"].is_higher_than(WORKING_TOGETHER["early_help"])
    True
    """

    code: str
    title: str
    edition: str
    source: str
    in_force_from: date
    in_force_to: date | None
    levels: tuple[Level, ...]
    anchor_note: str = ""

    def __post_init__(self) -> None:
        if len({level.code for level in self.levels}) != len(self.levels):
            raise ValueError(f"{self.title}: a level's code stands twice")
        orders = [level.order for level in self.levels]
        if sorted(set(orders)) != orders:
            raise ValueError(f"{self.title}: levels must stand in their order, each with its own place")
        if self.in_force_to is not None and self.in_force_to < self.in_force_from:
            raise ValueError(f"{self.title}: in force to {self.in_force_to}, before {self.in_force_from}")

    def __getitem__(self, code: str) -> Level:
        for level in self.levels:
            if level.code == code:
                return level
        raise UnknownCode(code, f"{self.title} ({self.edition})", (level.code for level in self.levels))

    def __contains__(self, code: object) -> bool:
        return any(level.code == code for level in self.levels)

    def __iter__(self) -> Iterator[Level]:
        return iter(self.levels)

    def __len__(self) -> int:
        return len(self.levels)

    def in_force_on(self, day: date) -> bool:
        """Whether the set is in force on a day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    def with_flag(self, ssd_flag: str) -> tuple[Level, ...]:
        """The levels that set an SSD outcome flag: more than one means the flag alone cannot tell."""
        return tuple(level for level in self.levels if level.ssd_flag == ssd_flag)
