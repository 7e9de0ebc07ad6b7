"""Addresses of the front door."""

from django.urls import path

from fanlight.web.frontdoor.views import (
    arrival,
    checklists,
    contact,
    door,
    report,
    report_published,
    requests,
    today,
)

app_name = "frontdoor"
urlpatterns = [
    path("contacts/", today.today, name="today"),
    path("contacts/add/", arrival.add, name="add"),
    path("contacts/find/", today.find, name="find"),
    path("contacts/hand-over/", today.night, name="night"),
    path("contacts/<int:pk>/", contact.contact, name="contact"),
    path("contacts/<int:pk>/mark/", contact.mark, name="mark"),
    path("contacts/<int:pk>/accept/", contact.accept, name="accept"),
    path("contacts/<int:pk>/ask/", requests.ask, name="ask"),
    path("requests/<int:pk>/answer/", requests.answer, name="answer"),
    path("decisions/<int:pk>/recorded/", contact.recorded, name="recorded"),
    path("people/<slug:key>/join/", door.join, name="join"),
    path("door/", door.levels, name="levels"),
    path("door/settings/", door.settings, name="settings"),
    path("door/own-levels/", door.own_levels, name="own_levels"),
    path("checklists/", checklists.checklists, name="checklists"),
    path("checklists/make/", checklists.checklist_make, name="checklist_make"),
    path("checklists/<int:pk>/", checklists.checklist, name="checklist"),
    path("checklists/<int:pk>/change/", checklists.checklist_change, name="checklist_change"),
    path("checklists/<int:pk>/card/", checklists.checklist_card, name="checklist_card"),
    path("checklists/<int:pk>/to/<slug:state>/", checklists.checklist_step, name="checklist_step"),
    path("report/", report.report, name="report"),
    path("report/children/", report.report_children, name="report_children"),
    path("report/faults/", report.report_faults, name="report_faults"),
    path("report/published/", report_published.report_published, name="report_published"),
    path("door/signatures/", door.signatures, name="signatures"),
]
