"""Addresses of people and teams."""

from django.urls import path

from fanlight.web.staff import views

app_name = "staff"
urlpatterns = [
    path("people-here/", views.people, name="people"),
    path("people-here/add/", views.add, name="add"),
    path("people-here/<int:pk>/", views.worker, name="worker"),
    path("people-here/<int:pk>/change/", views.change, name="change"),
    path("people-here/<int:pk>/close/", views.close, name="close"),
    path("people-here/<int:pk>/link/", views.link, name="link"),
    path("people-here/teams/add/", views.team_add, name="team_add"),
    path("people-here/teams/<int:pk>/", views.team, name="team"),
    path("account/changes/", views.changes_of_mine, name="changes_of_mine"),
    path("account/choose-password/<uidb64>/<token>/", views.choose_password, name="choose_password"),
]
