"""Django's name for this folder; what is locked stays as it was, and what is kept can be taken out."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "fanlight.web.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fanlight.web.audit.append_only import keep_append_only
        from fanlight.web.evidence.append_only import APPEND_ONLY
        from fanlight.web.evidence.exporting import TABLES
        from fanlight.web.exchange.exports import registry as exports

        keep_append_only(self, APPEND_ONLY)
        exports.register(*TABLES)
