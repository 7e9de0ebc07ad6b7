"""Django's name for this folder; its parts keep their models beside what they are for."""

from importlib import import_module

from django.apps import AppConfig

PARTS_WITH_MODELS = ("api", "mappings", "own_lists")
APPEND_ONLY = {"exchange_codemappingversion": ((), ""), "exchange_ownlistversion": ((), "")}


class ExchangeConfig(AppConfig):
    name = "fanlight.web.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        super().import_models()
        for part in PARTS_WITH_MODELS:
            import_module(f"{self.name}.{part}.models")

    def ready(self) -> None:
        from fanlight.web.audit.append_only import keep_append_only
        from fanlight.web.exchange.exports.imported import register_imported

        keep_append_only(self, APPEND_ONLY)
        register_imported()
