"""Django's name for this folder."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "fanlight.web.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
