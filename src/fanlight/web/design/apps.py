"""The design as a Django app: templates, static files, template tags."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "fanlight.web.design"
    label = "design"
    verbose_name = "Design"
