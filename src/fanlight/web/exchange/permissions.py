"""Who may bring files in."""

from __future__ import annotations

from fanlight.web.accounts.models import Role, User


def may_import(user: User) -> bool:
    """Analysts and managers hold the returns; nobody else needs the files."""
    return user.role in {Role.ANALYST, Role.TEAM_MANAGER, Role.PRACTICE_LEAD}


def may_look(user: User) -> bool:
    """A look at a file of one's own shows nothing that Fanlight holds."""
    return may_import(user) or user.role == Role.DIRECTOR


def may_export_records(user: User) -> bool:
    """Case content by name leaves with those who answer for it, as far as they may open it."""
    return user.role in {Role.TEAM_MANAGER, Role.PRACTICE_LEAD}


def may_export_pseudonymised(user: User) -> bool:
    """Nobody who may take the export by name: the two could be joined by their days."""
    return user.role == Role.ANALYST


def may_export_shared(user: User) -> bool:
    """Counts with small numbers hidden, for whoever sees the monthly report."""
    return user.role in {Role.TEAM_MANAGER, Role.PRACTICE_LEAD, Role.ANALYST, Role.DIRECTOR}


def may_export_evidence(user: User) -> bool:
    """Whoever may read series and investigations on their pages: the file holds nothing beyond them."""
    return user.role in {Role.TEAM_MANAGER, Role.PRACTICE_LEAD, Role.DIRECTOR, Role.ANALYST}


def may_export_imports(user: User) -> bool:
    """Those who answer for figures: they read what was set aside and decide what local values mean."""
    return user.role in {Role.ANALYST, Role.PRACTICE_LEAD}


def may_give_tokens(user: User) -> bool:
    """Who runs the system lets other systems send; a token reads no case content."""
    return user.role == Role.ADMINISTRATOR


def may_map_codes(user: User) -> bool:
    """Those who answer for figures. Not the administrator: a free text mapped as a code may name a child."""
    return user.role in {Role.ANALYST, Role.PRACTICE_LEAD}
