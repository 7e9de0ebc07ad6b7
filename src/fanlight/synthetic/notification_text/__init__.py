"""Grammar of made-up notifications: one file a kind of notifier. All of it is invented."""

from __future__ import annotations

from collections.abc import Callable

from fanlight.synthetic.dice import Dice
from fanlight.synthetic.notification_text import (
    anonymous,
    early_help,
    family,
    general_practice,
    health_visitor,
    hospital,
    housing,
    neighbour,
    other_agency,
    police,
    school,
)
from fanlight.synthetic.notification_text.slots import Slots

Writer = Callable[[Dice, Slots], str]

WRITERS: dict[str, Writer] = {
    "1A": family.write, "1B": neighbour.write, "1C": family.write, "1D": neighbour.write,
    "2A": school.write, "2B": school.write,
    "3A": general_practice.write, "3B": health_visitor.write, "3C": health_visitor.write,
    "3D": general_practice.write, "3E": hospital.write, "3F": hospital.write,
    "4": housing.write, "5A": early_help.write, "5B": early_help.write, "5C": other_agency.write,
    "5D": early_help.write, "6": police.write, "7": other_agency.write, "8": other_agency.write,
    "9": anonymous.write, "10": anonymous.write,
}  # fmt: skip
