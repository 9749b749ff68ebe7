"""The addresses of this room."""

from django.urls import path

from smederij.people import views

urlpatterns = [
    path("gebieden/<slug:slug>/bel-mij/", views.call_me, name="call_me"),
    path("gebieden/<slug:slug>/bel-mij/gevraagd/", views.called_me, name="called_me"),
    path("gebieden/<slug:slug>/mensen/", views.people, name="people"),
    path("gebieden/<slug:slug>/mensen/<int:pk>/terug/", views.take_hat, name="take_hat"),
    path("mijn/", views.my_page, name="my_page"),
    path("mijn/welkom/", views.about_me, {"new": True}, name="welcome"),
    path("mijn/wijzigen/", views.about_me, name="about_me"),
    path("mijn/gegevens.json", views.my_data, name="my_data"),
    path("mijn/vergeet-mij/", views.forget_me, name="forget_me"),
    path("mijn/als/<slug:public_id>/", views.act_as, name="act_as"),
    path("bellen/<slug:public_id>/", views.callback, name="callback"),
    path("verder/<slug:key>/", views.go_on, name="go_on"),
    path("vergeten/", views.forgotten, name="forgotten"),
]
