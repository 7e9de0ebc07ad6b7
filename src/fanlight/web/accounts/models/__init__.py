"""The authority, its teams and workers, and forms not yet sent."""

from fanlight.web.accounts.models.authority import Authority
from fanlight.web.accounts.models.draft import Draft
from fanlight.web.accounts.models.user import Role, Team, User

__all__ = ["Authority", "Draft", "Role", "Team", "User"]
