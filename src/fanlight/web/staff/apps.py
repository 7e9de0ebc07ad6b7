"""Django's name for this folder; what was changed on an account is never changed after."""

from django.apps import AppConfig

APPEND_ONLY = {"staff_accountchange": ((), "")}


class StaffConfig(AppConfig):
    name = "fanlight.web.staff"
    label = "staff"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fanlight.web.audit.append_only import keep_append_only

        keep_append_only(self, APPEND_ONLY)
