"""Django's name for this folder; the rooms that do not know each other are joined here."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "fanlight.web.site"
    label = "fanlight_site"

    def ready(self) -> None:
        from fanlight.web.site.evidence_series import offer_series

        offer_series()
