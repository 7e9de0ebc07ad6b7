"""Addresses of the interface. They ask for a token, never for a signed-in worker."""

from django.urls import path

from fanlight.web.accounts.access import public
from fanlight.web.exchange.api.description import description
from fanlight.web.exchange.api.interface import api

calls = [pattern for pattern in api.urls[0] if pattern.name != "api-root"]
for call in calls:
    public(call.callback)  # open to the middleware of the pages; `Bearer` decides
urlpatterns = [path("openapi.json", description, name="openapi"), *calls]
