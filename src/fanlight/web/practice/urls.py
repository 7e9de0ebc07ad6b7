"""Addresses of the practice room."""

from django.urls import path

from fanlight.web.practice.views import followed, forecast, learning, noise, questions, room, team, trials

app_name = "practice"
urlpatterns = [
    path("practice/", room.room, name="room"),
    path("learning/", learning.learning, name="learning"),
    path("learning/decisions/<int:pk>/", learning.decision, name="decision"),
    path("learning/share/", learning.share, name="share"),
    path("learning/share/<int:pk>/withdraw/", learning.withdraw, name="withdraw"),
    path("learning/shared/", learning.shared_with_me, name="shared_with_me"),
    path("learning/shared/<int:pk>/", learning.shared, name="shared"),
    path("learning/word-back/<int:pk>/", learning.word_back, name="word_back"),
    path("learning/forecast/<int:pk>/", forecast.forecast, name="forecast"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<int:pk>/share/", questions.share_question, name="share_question"),
    path("team/", team.team, name="team"),
    path("team/records/", followed.followed, name="followed"),
    path("team/records/<slug:step>/", followed.unmatched, name="unmatched"),
    path("team/records/<slug:step>/window/", followed.window, name="window"),
    path("team/settings/", team.team_settings, name="team_settings"),
    path("practice/noise/", noise.audits, name="audits"),
    path("practice/noise/open/", noise.audit_add, name="audit_add"),
    path("practice/noise/vignettes/", noise.vignettes, name="vignettes"),
    path("practice/noise/<int:pk>/", noise.audit, name="audit"),
    path("practice/noise/<int:pk>/answer/", noise.audit_answer, name="audit_answer"),
    path("practice/noise/<int:pk>/mine/", noise.audit_mine, name="audit_mine"),
    path("practice/noise/<int:pk>/close/", noise.audit_close, name="audit_close"),
    path("practice/noise/<int:pk>/report/", noise.audit_report, name="audit_report"),
    path("practice/trials/", trials.trials, name="trials"),
    path("practice/trials/plan/", trials.trial_add, name="trial_add"),
    path("practice/trials/<int:pk>/", trials.trial, name="trial"),
    path("practice/trials/<int:pk>/edit/", trials.trial_edit, name="trial_edit"),
    path("practice/trials/<int:pk>/approve/", trials.trial_approve, name="trial_approve"),
    path("practice/trials/<int:pk>/freeze/", trials.trial_freeze, name="trial_freeze"),
    path("practice/trials/<int:pk>/count/", trials.trial_count, name="trial_count"),
    path("practice/trials/<int:pk>/depart/", trials.trial_depart, name="trial_depart"),
    path("practice/trials/<int:pk>/close/", trials.trial_close, name="trial_close"),
    path("practice/trials/<int:pk>/decline/", trials.trial_decline, name="trial_decline"),
]
