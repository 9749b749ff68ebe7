"""The addresses of this room."""

from django.urls import path

from smederij.people.views import calls, following, hats, me, vouching, ways, who

urlpatterns = [
    path("gebieden/<slug:slug>/bel-mij/", calls.call_me, name="call_me"),
    path("gebieden/<slug:slug>/bel-mij/gevraagd/", calls.called_me, name="called_me"),
    path("gebieden/<slug:slug>/mensen/", hats.people, name="people"),
    path("gebieden/<slug:slug>/mensen/taken/", hats.hats, name="hats"),
    path("gebieden/<slug:slug>/mensen/<int:pk>/terug/", hats.take_hat, name="take_hat"),
    path("gebieden/<slug:slug>/instaan/", vouching.vouch, name="vouch"),
    path("gebieden/<slug:slug>/instaan/<slug:public_id>/", vouching.vouched, name="vouched"),
    path("binnen/<slug:code>/", vouching.come_in, name="come_in"),
    path("mijn/", me.my_page, name="my_page"),
    path("mijn/hoeveel/", me.how_much, name="how_much"),
    path("mijn/welkom/", me.about_me, {"new": True}, name="welcome"),
    path("mijn/wijzigen/", me.about_me, name="about_me"),
    path("mijn/gegevens.json", me.my_data, name="my_data"),
    path("mijn/vergeet-mij/", me.forget_me, name="forget_me"),
    path("mijn/als/<slug:public_id>/", me.act_as, name="act_as"),
    path("mijn/als/<slug:public_id>/ook/", who.join, name="join"),
    path("mijn/inloggen-met/", ways.ways, name="ways"),
    path("mijn/inloggen-met/code/", ways.way_code, name="way_code"),
    path("mijn/inloggen-met/samen/", ways.same_person, name="same_person"),
    path("mijn/inloggen-met/weg/", ways.drop_way, name="drop_way"),
    path("mijn/wie/", who.who_am_i, name="who_am_i"),
    path("mijn/volgen/", following.my_follows, name="my_follows"),
    path("mijn/berichten/", following.my_notices, name="my_notices"),
    path("volgen/", following.follow, name="follow"),
    path("volgen/stop/", following.unfollow, name="unfollow"),
    path("volgen/stop/<str:token>/", following.stop, name="stop"),
    path("bellen/<slug:public_id>/", calls.callback, name="callback"),
    path("verder/<slug:key>/", me.go_on, name="go_on"),
    path("vergeten/", me.forgotten, name="forgotten"),
]
