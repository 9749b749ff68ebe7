"""The addresses of this room."""

from django.urls import path

from smederij.stories import views

urlpatterns = [
    path("ideeen/<slug:public_id>/vertel/", views.tell, name="tell"),
    path("verhalen/<slug:public_id>/", views.story, name="story"),
    path("verhalen/<slug:public_id>/intrekken/", views.withdraw_story, name="withdraw_story"),
]
