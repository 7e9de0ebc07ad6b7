"""One list of pages, made from the addresses of the site: who opens each, and what is no page.

Who may open what stands in `tests.web.access_matrix.PLACES`, which fails when an address is missing; here
stands only what is no page. Objects in addresses are made by the matrix on the server's own data.
"""

from __future__ import annotations

from collections.abc import Mapping

from fanlight.web.accounts.models import Role
from tests.web.access_matrix import PLACES, POST

NO_PAGE: Mapping[str, str] = {
    "start": "goes on to the worker's first page",
    "health": "two letters for whoever watches the server",
    "favicon": "an icon",
    "account_login": "signed out: SIGNED_OUT",
    "mfa_authenticate": "in the middle of signing in: SECOND_STEP",
    "mfa_reauthenticate": "with a second step: SECOND_STEP",
    "mfa_activate_totp": "just signed in: JUST_SIGNED_IN",
    "mfa_deactivate_totp": "with a second step: SECOND_STEP",
    "mfa_view_recovery_codes": "with a second step: SECOND_STEP",
    "mfa_generate_recovery_codes": "with a second step: SECOND_STEP",
    "mfa_download_recovery_codes": "a file",
    "exchange:code_version": "a file",
    "exchange:own_list": "a file",
    "exchange:openapi": "a description for tools",
    "exchange:file": "answers case systems",
}
SIGNED_OUT = ("account_login",)
JUST_SIGNED_IN = ("mfa_activate_totp",)
SECOND_STEP = (
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
)

PAGES: Mapping[str, tuple[str, ...]] = {
    name: tuple(sorted(place.roles))
    for name, place in PLACES.items()
    if place.get != POST and name not in NO_PAGE
}
"""Name of each page to the roles that may open it."""

FIRST = {Role.PRACTITIONER: 0, Role.TEAM_MANAGER: 1, Role.DATA_PROTECTION_OFFICER: 2}


def main_role(name: str) -> str:
    """Whose page it is before all: the one who sees most of it."""
    return min(PAGES[name], key=lambda role: FIRST.get(Role(role), 9))
