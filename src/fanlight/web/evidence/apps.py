"""Django's name for this folder; what is locked stays as it was, and what is kept can be taken out."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "fanlight.web.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from fanlight.web.audit.append_only import kept
        from fanlight.web.evidence import frozen, frozen_pilots
        from fanlight.web.evidence.exporting import TABLES
        from fanlight.web.exchange.exports import registry as exports

        exports.register(*TABLES)

        guarded = frozen.APPEND_ONLY | frozen.SERIES | frozen.COMPARISONS | frozen_pilots.APPEND_ONLY
        for table, (columns, unless) in guarded.items():
            guard = kept(table, columns, unless=unless)
            post_migrate.connect(guard, sender=self, weak=False, dispatch_uid=f"append-only {table}")
