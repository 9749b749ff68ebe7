"""The addresses of this room."""

from django.urls import path

from smederij.initiatives import views

urlpatterns = [
    path("gebieden/<slug:slug>/idee/", views.post_idea, name="post_idea"),
    path("gebieden/<slug:slug>/idee/<str:token>/", views.idea_posted, name="idea_posted"),
    path("ideeen/<slug:public_id>/bevestigen/", views.confirm_idea, name="confirm_idea"),
    path("ideeen/<slug:public_id>/wijzigen/", views.change_idea, name="change_idea"),
    path("ideeen/<slug:public_id>/intrekken/", views.withdraw_idea, name="withdraw_idea"),
]
