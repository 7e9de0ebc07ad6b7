"""Forms of signing in, in our words: the library's own labels, placeholders and links are taken out."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.contrib.auth.password_validation import password_validators_help_texts


class OurWords:
    """Label and words for a missing answer, by field; no placeholder, no check by the browser."""

    use_required_attribute = False
    words: dict[str, tuple[str, str]] = {}
    width = "govuk-input--width-20"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.label, field.error_messages["required"] = self.words[name]
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["class"] = self.width


class SignInForm(OurWords, account.LoginForm):
    """Who signs in."""

    words = {
        "login": ("User name", "Enter your user name"),
        "password": ("Password", "Enter your password"),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # A user name is no sentence: a phone must not begin it with a capital.
        self.fields["login"].widget.attrs.update(autocapitalize="none", spellcheck="false")


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    """One's own new password."""

    words = {
        "oldpassword": ("Your password now", "Enter your password now"),
        "password1": ("New password", "Enter a new password"),
        "password2": ("New password again", "Enter the new password again"),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password1"].help_text = " ".join(password_validators_help_texts())


class ConfirmPasswordForm(OurWords, account.ReauthenticateForm):
    """The password once more, before something that protects the account is changed."""

    words = {"password": ("Your password", "Enter your password")}


class _Code(OurWords):
    words = {"code": ("Code", "Enter the code")}
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

    words = {"code": ("Code that the app shows", "Enter the code that the app shows")}
