"""Signing in: accounts are made by the administrator, never by whoever finds the page."""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

TOO_MANY = "Too many attempts have failed. Wait 5 minutes, then try again."


class ClosedAdapter(DefaultAccountAdapter):
    """No self-registration; errors that say what to do next."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "The user name or the password is wrong. Check both and try again.",
        "incorrect_password": "The password is wrong. Try again.",
        "enter_current_password": "This is not your password now. Try again.",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")


class SecondStepAdapter(DefaultMFAAdapter):
    """Errors of the second step."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "The code is wrong or too old. Enter the one that the app shows now.",
    }

    def encrypt(self, text: str) -> str:
        """Seal the app's secret and the recovery codes: who copies the database cannot make codes."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()


@cache
def _seal() -> Fernet:
    """Made from a key beside the database, never in it."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.SECOND_STEP_KEY().encode()).digest()))
