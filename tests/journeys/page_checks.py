"""What every page must be, as it stands in the browser: whole at any width, and accessible."""

from __future__ import annotations

import re
from typing import Any

from fanlight.web.accounts.models import Role
from tests.support.browser import DESKTOP, PHONE, axe, screenshot

WIDTHS = {"desktop": DESKTOP, "phone": PHONE, "narrow": {"width": 320, "height": 640}}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ROLE_NAMES = {role.value: role.label for role in Role}


def check(page: Any, name: str, *state: str, width: str, with_axe: bool = True) -> None:
    """The page as it stands, at one width: whole, and accessible."""
    page.set_viewport_size(WIDTHS[width])
    assert page.evaluate(TOO_WIDE) <= 0, f"{name} scrolls sideways at {WIDTHS[width]['width']} px"
    if width != "narrow":
        screenshot(page, "-".join(["screens/" + re.sub(r"\W+", "-", name), *state, width]))
        if with_axe:
            assert axe(page) == [], f"{name} {' '.join(state)} at {width}"


def check_at_every_width(page: Any, name: str, *state: str) -> None:
    for width in WIDTHS:
        check(page, name, *state, width=width)
