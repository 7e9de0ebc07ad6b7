"""Addresses of the imports."""

from django.urls import path

from fanlight.web.exchange import views

app_name = "exchange"
urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/<int:pk>/", views.batch, name="batch"),
    path("imports/<int:pk>/cancel/", views.cancel, name="cancel"),
]
