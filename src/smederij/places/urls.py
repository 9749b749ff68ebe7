"""The addresses of this room."""

from django.urls import path

from smederij.places import views

urlpatterns = [
    path("idee/", views.where_is_your_idea, name="post_somewhere"),
    path("waar/", views.where, name="where"),
    path("gebieden/grenzen.json", views.boundaries, name="boundaries"),
]
