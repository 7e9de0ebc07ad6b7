"""Tokens are made, used and revoked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from fanlight.web.accounts.models import User
from fanlight.web.audit.recording import acting_as, action, tell
from fanlight.web.exchange.api.models import ApiToken, SentFile
from fanlight.web.exchange.api.tokens import new_secret
from fanlight.web.exchange.models import ImportBatch


@action
def make_token(*, by: User, name: str, scopes: Sequence[str], expires_on: date) -> tuple[ApiToken, str]:
    """A new token, and its text: the only time that anybody sees it."""
    text, start, digest = new_secret()
    token = ApiToken.objects.create(
        name=name,
        start=start,
        digest=digest,
        scopes=sorted(scopes),
        made_by=by,
        made_at=timezone.now(),
        expires_on=expires_on,
    )
    tell(by=by, action="make a token", record=token, name=name, scopes=token.scopes, expires_on=expires_on)
    return token, text


@action
def revoke_token(*, token: ApiToken, by: User) -> None:
    """From now on the token opens nothing."""
    if token.revoked_at is None:
        token.revoked_at, token.revoked_by = timezone.now(), by
        token.save(update_fields=["revoked_at", "revoked_by"])
    tell(by=by, action="revoke a token", record=token)


@action
def note_call(*, token: ApiToken, call: str, refused: str = "") -> None:
    """A call with a token, let in or refused, and the day on which it was last used."""
    today = timezone.localdate()
    if token.last_used_on != today and not refused:
        token.last_used_on = today
        token.save(update_fields=["last_used_on"])
    with acting_as(token.actor):
        tell(by=None, action="call the interface", record=token, call=call, refused=refused or None)


@action
def note_sent(*, batch: ImportBatch, token: ApiToken) -> None:
    """Whose file it is."""
    SentFile.objects.create(batch=batch, token=token)
    tell(by=None, action="send a file", record=batch, file=batch.name)
