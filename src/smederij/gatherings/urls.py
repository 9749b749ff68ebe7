"""The addresses of this room."""

from django.urls import path

from smederij.gatherings import views

urlpatterns = [
    path("gebieden/<slug:slug>/bijeenkomst/", views.call_gathering, name="call_gathering"),
    path("bijeenkomsten/<slug:public_id>/", views.gathering, name="gathering"),
    path("bijeenkomsten/<slug:public_id>.ics", views.gathering_ics, name="gathering_ics"),
    path(
        "bijeenkomsten/<slug:public_id>/gaat-niet-door/", views.call_off_gathering, name="call_off_gathering"
    ),
]
