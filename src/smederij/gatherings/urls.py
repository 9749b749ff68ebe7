"""The addresses of this room."""

from django.urls import path

from smederij.gatherings import views

urlpatterns = [
    path("gebieden/<slug:slug>/bijeenkomst/", views.call_gathering, name="call_gathering"),
    path("gebieden/<slug:slug>/bijeenkomsten/", views.gatherings, name="gatherings"),
    path("gebieden/<slug:slug>/bijeenkomsten.ics", views.gatherings_ics, name="gatherings_ics"),
    path("bijeenkomsten/<slug:public_id>/verzetten/", views.move_gathering, name="move_gathering"),
    path("bijeenkomsten/<slug:public_id>/verslag/", views.note_down, name="note_down"),
    path("bijeenkomsten/<slug:public_id>/", views.gathering, name="gathering"),
    path("bijeenkomsten/<slug:public_id>.ics", views.gathering_ics, name="gathering_ics"),
    path(
        "bijeenkomsten/<slug:public_id>/gaat-niet-door/", views.call_off_gathering, name="call_off_gathering"
    ),
]
