"""Django's name for this folder; the log stays append-only whatever migrations do to its tables."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "fanlight.web.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from fanlight.web.audit.append_only import kept

        for table in ("audit_auditevent", "audit_auditsubject"):
            post_migrate.connect(kept(table), sender=self, weak=False, dispatch_uid=f"append-only {table}")

        from fanlight.web.audit.signing_in import listen

        listen()
