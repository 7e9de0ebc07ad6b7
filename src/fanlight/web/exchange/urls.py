"""Addresses of the imports."""

from django.urls import include, path

from fanlight.web.exchange import looking, views
from fanlight.web.exchange.api import views as token_views

app_name = "exchange"
urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/look/", looking.look, name="look"),
    path("imports/<int:pk>/", views.batch, name="batch"),
    path("imports/<int:pk>/write/", views.agree, name="agree"),
    path("imports/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("imports/<int:pk>/undo/", views.undo_import, name="undo"),
    path("imports/tokens/", token_views.tokens, name="tokens"),
    path("imports/tokens/<int:pk>/revoke/", token_views.revoke, name="revoke_token"),
    path("api/v1/", include("fanlight.web.exchange.api.urls")),
    path("exports/", include("fanlight.web.exchange.exports.urls")),
    path("imports/codes/", include("fanlight.web.exchange.mappings.urls")),
    path("imports/", include("fanlight.web.exchange.own_lists.urls")),
]
