"""Who may open what in the evidence room: figures of the whole service, never of one worker or child."""

from __future__ import annotations

from fanlight.web.accounts.models import Role, User


def may_read_evidence(user: User) -> bool:
    """Whoever answers for a team, for practice, for figures or for the service."""
    return user.role in {Role.TEAM_MANAGER, Role.PRACTICE_LEAD, Role.DIRECTOR, Role.ANALYST}


def may_write_evidence(user: User) -> bool:
    """Brings figures in, annotates, rebases, sets targets; each under the own name."""
    return user.role in {Role.PRACTICE_LEAD, Role.DIRECTOR, Role.ANALYST}


def may_investigate(user: User) -> bool:
    """Writes claims and rivals, locks, tests, gives verdicts, takes plans apart."""
    return user.role in {Role.TEAM_MANAGER, Role.PRACTICE_LEAD, Role.DIRECTOR, Role.ANALYST}


def may_read_investigations(user: User) -> bool:
    """Everyone: those who do the work learn from what was claimed, tested and found of it."""
    return user.is_active


def may_read_pilots(user: User) -> bool:
    """Everyone: a pilot is registered in the open, and its number is seen by those who do the work."""
    return user.is_active


def may_write_pilots(user: User) -> bool:
    """Registers, freezes and counts; no analyst is needed first."""
    return user.role in {Role.TEAM_MANAGER, Role.PRACTICE_LEAD, Role.DIRECTOR, Role.ANALYST}
