"""The addresses of this room."""

from django.urls import path

from smederij.stories import views

urlpatterns = [
    path("ideeen/<slug:public_id>/vertel/", views.tell, name="tell"),
    path("verhalen/<slug:public_id>/", views.story, name="story"),
    path("gebieden/<slug:slug>/vertel/", views.tell_area, name="tell_area"),
    path("verhalen/<slug:public_id>/anders/", views.change_story, name="change_story"),
    path("verhalen/<slug:public_id>/fotos/", views.story_pictures, name="story_pictures"),
    path(
        "verhalen/<slug:public_id>/fotos/<slug:name>/weg/",
        views.remove_story_picture,
        name="remove_story_picture",
    ),
    path("verhalen/<slug:public_id>/stem/", views.story_voice, name="story_voice"),
    path("verhalen/<slug:public_id>/intrekken/", views.withdraw_story, name="withdraw_story"),
]
