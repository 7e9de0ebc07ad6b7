"""Forms of signing in, in our words: the library's own labels, placeholders and links are taken out."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.contrib.auth.password_validation import password_validators_help_texts


class OurWords:
    """Labels and missing-answer words by field; no placeholder, no check by the browser."""

    use_required_attribute = False
    labels: dict[str, str] = {}
    width = "govuk-input--width-20"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            label = self.labels[name]
            field.label, field.help_text = label, ""
            field.error_messages["required"] = f"Enter {label[0].lower()}{label[1:]}"
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["class"] = self.width


class SignInForm(OurWords, account.LoginForm):
    """Who signs in."""

    labels = {"login": "User name", "password": "Password"}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # A user name is no sentence: a phone must not begin it with a capital.
        self.fields["login"].widget.attrs.update(autocapitalize="none", spellcheck="false")


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    """One's own new password."""

    labels = {
        "oldpassword": "Your password now",
        "password1": "New password",
        "password2": "New password again",
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password1"].help_text = " ".join(password_validators_help_texts())


class ConfirmPasswordForm(OurWords, account.ReauthenticateForm):
    """The password once more, before something that protects the account is changed."""

    labels = {"password": "Your password"}


class _Code(OurWords):
    labels = {"code": "Code"}
    width = "govuk-input--width-10"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class SecondStepForm(_Code, mfa.AuthenticateForm):
    """The code of the second step, or a recovery code."""


class ConfirmCodeForm(_Code, mfa.ReauthenticateForm):
    """A code once more, before something that protects the account is changed."""


class ActivateAppForm(_Code, totp.ActivateTOTPForm):
    """The first code of a new authenticator app."""

    labels = {"code": "Code that the app shows"}
