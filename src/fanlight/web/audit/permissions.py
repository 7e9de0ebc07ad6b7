"""Who may read the audit log."""

from __future__ import annotations

from fanlight.web.accounts.models import Role, User


def may_search_audit(user: User) -> bool:
    """By child; by worker only with a reason that the worker is told of."""
    return user.role == Role.DATA_PROTECTION_OFFICER
