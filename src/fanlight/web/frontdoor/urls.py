"""Addresses of the front door."""

from django.urls import path

from fanlight.web.frontdoor.views import (
    arrival,
    checklist_tests,
    checklists,
    coding,
    contact,
    cue_audits,
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
    path("checklists/<int:pk>/test/", checklist_tests.checklist_test, name="checklist_test"),
    path("checklists/tests/<int:pk>/", checklist_tests.checklist_tested, name="checklist_tested"),
    path("checklists/audits/", cue_audits.cue_audits, name="cue_audits"),
    path("checklists/audits/<int:pk>/", cue_audits.cue_audit, name="cue_audit"),
    path("checklists/audits/<int:pk>/stop/", cue_audits.cue_audit_stop, name="cue_audit_stop"),
    path("checklists/<int:pk>/sample/", coding.checklist_sample, name="checklist_sample"),
    path("checklists/samples/<int:pk>/", coding.coding_sample, name="coding_sample"),
    path("checklists/samples/<int:pk>/code/", coding.code_contact, name="code_contact"),
    path("report/", report.report, name="report"),
    path("report/children/", report.report_children, name="report_children"),
    path("report/faults/", report.report_faults, name="report_faults"),
    path("report/published/", report_published.report_published, name="report_published"),
    path("door/signatures/", door.signatures, name="signatures"),
]
