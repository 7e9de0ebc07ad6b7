"""Addresses of the evidence room."""

from django.urls import path

from fanlight.web.evidence.views import bringing, notes, series

app_name = "evidence"
urlpatterns = [
    path("evidence/", series.series_list, name="series"),
    path("evidence/bring/", bringing.bring, name="bring"),
    path("evidence/series/<slug:key>/", series.one_series, name="one_series"),
    path("evidence/series/<slug:key>/by/<slug:split>/", series.by_group, name="by_group"),
    path("evidence/series/<slug:key>/note/", notes.note, name="note"),
    path("evidence/series/<slug:key>/target/", notes.target, name="target"),
    path("evidence/series/<slug:key>/figures/", bringing.more, name="more"),
    path("evidence/series/<slug:key>/notes/<int:pk>/withdraw/", notes.withdraw, name="withdraw"),
]
