"""The people who work at the made-up front door."""

from __future__ import annotations

from fanlight.synthetic import names
from fanlight.synthetic.authority import MadeUpTeam, MadeUpWorker
from fanlight.synthetic.dice import Dice

TEAMS = (
    MadeUpTeam("T1", "MASH North", "front_door"),
    MadeUpTeam("T2", "MASH Central", "front_door"),
    MadeUpTeam("T3", "MASH South", "front_door"),
    MadeUpTeam("T4", "Emergency Duty Team", "emergency_duty"),
    MadeUpTeam("T5", "Disabled Children's Access", "specialist"),
)
_PRACTITIONERS = {"T1": 6, "T2": 6, "T3": 5, "T4": 4, "T5": 3}
_MANAGED = ("T1", "T2", "T3", "T4")
_OTHERS = ("practice_lead", "analyst", "director", "data_protection_officer", "administrator")
# Assumed: how far workers' thresholds lie apart (standard deviation, in logits).
THRESHOLD_SD = 0.45


def staff(dice: Dice) -> tuple[MadeUpWorker, ...]:
    """Appoint 24 practitioners, 4 managers and one of each other role, no two with one name.

    The three MASH teams have at least five workers each; the specialist team has three practitioners and
    no manager of its own, so that figures about it must be merged upward.
    """
    roles = [("practitioner", team) for team, count in _PRACTITIONERS.items() for _ in range(count)]
    roles += [("team_manager", team) for team in _MANAGED] + [(role, "") for role in _OTHERS]
    taken: dict[str, None] = {}
    while len(taken) < len(roles):
        taken[names.grown_up(dice)] = None
    return tuple(
        MadeUpWorker(f"W{n:02}", name, role, team, names.email(name))
        for n, (name, (role, team)) in enumerate(zip(taken, roles, strict=True), 1)
    )


def thresholds(dice: Dice, workers: tuple[MadeUpWorker, ...]) -> dict[str, float]:
    """Give each decider a hidden shift of threshold, in logits: above 0 steps up sooner.

    It exists so that statistics can be tested against what made the data. Only `Authority.truth` holds it.
    The shifts sum to nothing, so that every seed's authority as a whole stands where it was calibrated.
    """
    shifts = {
        w.id: dice.normal(0, THRESHOLD_SD) for w in workers if w.role in ("practitioner", "team_manager")
    }
    middle = sum(shifts.values()) / len(shifts)
    return {worker: shift - middle for worker, shift in shifts.items()}
