"""Django's name for this folder."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "fanlight.web.site"
    label = "fanlight_site"
