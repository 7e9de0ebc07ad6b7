"""Addresses of the local codes, under `imports/codes/`."""

from django.urls import path

from fanlight.web.exchange.mappings import views

urlpatterns = [
    path("", views.codes, name="codes"),
    path("versions/", views.versions, name="code_versions"),
    path("versions/<int:number>/", views.version_file, name="code_version"),
    path("file/", views.from_file, name="code_file"),
]
