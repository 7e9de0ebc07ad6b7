"""Addresses of the evidence room."""

from django.urls import path

from fanlight.web.evidence.views import (
    bringing,
    claim_reports,
    claim_tests,
    claims,
    notes,
    recommendations,
    series,
    verdicts,
)

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
    path("evidence/claims/", claims.claims, name="claims"),
    path("evidence/claims/add/", claims.claim_add, name="claim_add"),
    path("evidence/claims/example/", claim_reports.claim_example, name="claim_example"),
    path("evidence/claims/my-verdicts/", verdicts.own_verdicts, name="own_verdicts"),
    path("evidence/claims/<int:pk>/", claims.claim, name="claim"),
    path("evidence/claims/<int:pk>/write/", claims.claim_edit, name="claim_edit"),
    path("evidence/claims/<int:pk>/rivals/", claims.rival_choose, name="rival_choose"),
    path("evidence/claims/<int:pk>/rivals/add/", claims.rival_add, name="rival_add"),
    path("evidence/claims/<int:pk>/lock/", claims.claim_lock, name="claim_lock"),
    path("evidence/claims/<int:pk>/tests/", claim_tests.test_choose, name="test_choose"),
    path("evidence/claims/<int:pk>/tests/add/", claim_tests.test_add, name="test_add"),
    path("evidence/claims/<int:pk>/verdict/", verdicts.verdict, name="verdict"),
    path("evidence/claims/<int:pk>/report/", claim_reports.claim_report, name="claim_report"),
    path("evidence/rivals/<int:pk>/", claims.rival_edit, name="rival_edit"),
    path("evidence/rivals/<int:pk>/take-out/", claims.rival_out, name="rival_out"),
    path("evidence/rivals/<int:pk>/untested/", claim_tests.rival_untested, name="rival_untested"),
    path("evidence/tests/<int:pk>/again/", claim_tests.test_again, name="test_again"),
    path("evidence/verdicts/<int:pk>/review/", verdicts.review, name="review"),
    path("evidence/plans/", recommendations.plans, name="plans"),
    path("evidence/plans/<int:pk>/", recommendations.plan, name="plan"),
    path("evidence/passages/<int:pk>/", recommendations.passage, name="passage"),
    path("evidence/passages/<int:pk>/mark/", recommendations.passage_mark, name="passage_mark"),
    path("evidence/passages/<int:pk>/claim/", recommendations.passage_claim, name="passage_claim"),
]
