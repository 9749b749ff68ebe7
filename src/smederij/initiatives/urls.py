"""The addresses of this room."""

from django.urls import path

from smederij.initiatives.views import posting

urlpatterns = [
    path("gebieden/<slug:slug>/idee/", posting.post_idea, name="post_idea"),
    path("gebieden/<slug:slug>/idee/<str:token>/", posting.idea_posted, name="idea_posted"),
    path("ideeen/<slug:public_id>/bevestigen/", posting.confirm_idea, name="confirm_idea"),
    path("ideeen/<slug:public_id>/wijzigen/", posting.change_idea, name="change_idea"),
    path("ideeen/<slug:public_id>/intrekken/", posting.withdraw_idea, name="withdraw_idea"),
]
