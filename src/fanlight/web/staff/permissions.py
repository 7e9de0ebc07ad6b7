"""Who may change accounts and teams, and who may look into it."""

from __future__ import annotations

from fanlight.web.accounts.models import Role, User


def may_change_accounts(user: User) -> bool:
    """Adds people, moves and closes them, makes teams; never on the own account."""
    return user.role == Role.ADMINISTRATOR


def may_read_accounts(user: User) -> bool:
    """User names, closed accounts and what was changed on each, by whom."""
    return user.role in {Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER}
