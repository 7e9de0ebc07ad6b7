"""Django's name for this folder; the audit log asks it for a person's key."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "fanlight.web.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fanlight.web.audit.subjects import register
        from fanlight.web.casework.queries import key_of

        register(key_of)
