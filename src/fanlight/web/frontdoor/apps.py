"""Django's name for this folder; the front door tells imports that it takes contacts."""

from django.apps import AppConfig


class FrontdoorConfig(AppConfig):
    name = "fanlight.web.frontdoor"
    label = "frontdoor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from fanlight.web.exchange.receiving import register
        from fanlight.web.frontdoor.receiving import receive_contacts, receive_past_decisions
        from fanlight.web.frontdoor.shipped import load_shipped

        post_migrate.connect(load_shipped, sender=self, dispatch_uid="shipped levels")
        register(receive_contacts)
        register(receive_past_decisions)
