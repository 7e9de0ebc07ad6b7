"""Addresses of the exports."""

from django.urls import path

from fanlight.web.exchange.exports import views

urlpatterns = [
    path("", views.exports, name="exports"),
    path("<slug:kind>/", views.take, name="take_export"),
]
