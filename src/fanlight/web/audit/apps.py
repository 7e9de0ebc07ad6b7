"""Django's name for this folder; the log stays append-only whatever migrations do to its tables."""

from django.apps import AppConfig

# The index of the log by person too: a search by child must not miss a row.
APPEND_ONLY = {"audit_auditevent": ((), ""), "audit_auditsubject": ((), "")}


class AuditConfig(AppConfig):
    name = "fanlight.web.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fanlight.web.audit.append_only import keep_append_only
        from fanlight.web.audit.signing_in import listen

        keep_append_only(self, APPEND_ONLY)
        listen()
