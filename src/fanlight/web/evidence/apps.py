"""Django's name for this folder."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "fanlight.web.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
