"""How a token is made and known again."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from fanlight.web.exchange.api.models import ApiToken

PREFIX = "fanlight"
NOBODYS = hashlib.sha256(b"").hexdigest()


def new_secret() -> tuple[str, str, str]:
    """A new token: its whole text, the part by which it is found, the digest of the rest."""
    start, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    return f"{PREFIX}_{start}_{secret}", start, _digest(secret)


def token_of(text: str) -> ApiToken | None:
    """The token that this is the text of, whether it still holds or not.

    The digest is compared in constant time, also when no token starts like this.
    """
    prefix, _, rest = text.partition("_")
    start, _, secret = rest.partition("_")
    known = start.isascii() and start.isalnum() and len(start) == 12
    found = ApiToken.objects.filter(start=start).first() if known else None
    same = hmac.compare_digest(_digest(secret), found.digest if found else NOBODYS)
    return found if found and same and prefix == PREFIX else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
