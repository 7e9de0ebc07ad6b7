"""Addresses of the practice room."""

from django.urls import path

from fanlight.web.practice.views import (
    digest,
    exercises,
    followed,
    forecast,
    guards,
    hypotheses,
    learning,
    notebook,
    questions,
    room,
    team,
)

app_name = "practice"
urlpatterns = [
    path("practice/", room.room, name="room"),
    path("learning/", learning.learning, name="learning"),
    path("learning/week/", digest.week, name="week"),
    path("learning/decisions/<int:pk>/", learning.decision, name="decision"),
    path("learning/share/", learning.share, name="share"),
    path("learning/share/<int:pk>/withdraw/", learning.withdraw, name="withdraw"),
    path("learning/shared/", learning.shared_with_me, name="shared_with_me"),
    path("learning/shared/<int:pk>/", learning.shared, name="shared"),
    path("learning/word-back/<int:pk>/", learning.word_back, name="word_back"),
    path("learning/forecast/<int:pk>/", forecast.forecast, name="forecast"),
    path("learning/notebook/", notebook.notebook, name="notebook"),
    path("learning/notebook/<slug:kind>/<int:pk>/remove/", notebook.remove, name="remove_note"),
    path("hypotheses/", hypotheses.hypotheses, name="hypotheses"),
    path("hypotheses/add/", hypotheses.add, name="hypothesis_add"),
    path("hypotheses/<int:pk>/", hypotheses.hypothesis, name="hypothesis"),
    path("hypotheses/<int:pk>/words/", hypotheses.reword, name="hypothesis_reword"),
    path("hypotheses/<int:pk>/share/", hypotheses.share, name="hypothesis_share"),
    path("hypotheses/<int:pk>/move/", hypotheses.move, name="hypothesis_move"),
    path("practice/guards/", guards.guards, name="guards"),
    path("practice/guards/<slug:code>/", guards.guard, name="guard"),
    path("practice/exercises/", exercises.exercises, name="exercises"),
    path("practice/exercises/remove/", exercises.remove, name="exercises_remove"),
    path("practice/exercises/<slug:code>/", exercises.exercise, name="exercise"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<int:pk>/share/", questions.share_question, name="share_question"),
    path("team/", team.team, name="team"),
    path("team/records/", followed.followed, name="followed"),
    path("team/records/<slug:step>/", followed.unmatched, name="unmatched"),
    path("team/records/<slug:step>/window/", followed.window, name="window"),
    path("team/settings/", team.team_settings, name="team_settings"),
]
