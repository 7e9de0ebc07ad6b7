"""Who signed in, and who failed to: what an intruder would leave. No page lists it by worker."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_login_failed

from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import tell, write


def listen() -> None:
    """Write signing in to the log from now on."""
    user_logged_in.connect(_signed_in, dispatch_uid="audit of signing in")
    user_login_failed.connect(_failed, dispatch_uid="audit of failing to sign in")


def _signed_in(sender: object, user: User, **_: Any) -> None:
    with write():
        tell(by=user, action="sign in")


def _failed(sender: object, credentials: dict[str, Any], **_: Any) -> None:
    name = str(credentials.get("username") or credentials.get("login") or "")
    with write():
        tell(by=None, action="fail to sign in", worker=name[:150])
