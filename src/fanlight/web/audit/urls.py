"""Addresses of the audit log."""

from django.urls import path

from fanlight.web.audit import views

app_name = "audit"
urlpatterns = [
    path("audit/", views.log, name="log"),
    path("audit/child/<slug:key>/", views.child, name="child"),
    path("audit/worker/<int:pk>/", views.worker, name="worker"),
    path("audit/whole/", views.whole, name="whole"),
    path("audit/about-me/", views.searches_of_me, name="searches_of_me"),
    path("audit/about-me/<int:pk>/read/", views.seen, name="seen"),
]
