"""Addresses of the evidence room."""

from django.urls import path

from fanlight.web.evidence.views import series

app_name = "evidence"
urlpatterns = [
    path("evidence/", series.series_list, name="series"),
]
