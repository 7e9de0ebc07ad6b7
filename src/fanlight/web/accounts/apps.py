"""Django's name for this folder."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "fanlight.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
