"""Addresses of the imports."""

from django.urls import include, path

from fanlight.web.exchange import views

app_name = "exchange"
urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/<int:pk>/", views.batch, name="batch"),
    path("imports/<int:pk>/write/", views.agree, name="agree"),
    path("imports/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("imports/<int:pk>/undo/", views.undo_import, name="undo"),
    path("imports/codes/", include("fanlight.web.exchange.mappings.urls")),
]
