"""The addresses of the example municipality's one-click sign-in; they answer 404 anywhere else."""

from django.urls import path

from smederij.people import demo_views

urlpatterns = [
    path("", demo_views.choose, name="demo"),
    path("wees/<slug:public_id>/", demo_views.become, name="demo_become"),
]
