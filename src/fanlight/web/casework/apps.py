"""Django's name for this folder; the audit log asks it for a person's key."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "fanlight.web.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fanlight.web.audit.subjects import register, register_joined
        from fanlight.web.casework.queries import joined_keys, key_of

        register(key_of)
        register_joined(joined_keys)
