"""The link by which a person chooses their own password: it holds once, and for three days."""

from __future__ import annotations

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from fanlight.web.accounts.models import User


def address_of(worker: User) -> str:
    """The path of the link: kept nowhere, worked out from the account and a key outside the database."""
    uid = urlsafe_base64_encode(force_bytes(worker.pk))
    token = default_token_generator.make_token(worker)
    return reverse("staff:choose_password", kwargs={"uidb64": uid, "token": token})
