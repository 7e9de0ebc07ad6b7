"""Addresses of the lists of one's own, under `imports/`."""

from django.urls import path

from fanlight.web.exchange.own_lists import views

urlpatterns = [
    path("<int:pk>/columns/", views.columns, name="columns"),
    path("<int:pk>/columns/<int:version>/", views.read_as, name="read_as"),
    path("lists/", views.own_lists, name="own_lists"),
    path("lists/<int:version>/", views.list_file, name="own_list"),
]
