"""Who may bring files in."""

from __future__ import annotations

from fanlight.web.accounts.models import Role, User


def may_import(user: User) -> bool:
    """Analysts and managers hold the returns; nobody else needs the files."""
    return user.role in {Role.ANALYST, Role.TEAM_MANAGER, Role.PRACTICE_LEAD}
