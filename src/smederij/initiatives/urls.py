"""The addresses of this room."""

from django.urls import path

from smederij.initiatives.views import carrying, living, obstacles, offers, posted, posting, telling

urlpatterns = [
    path("gebieden/<slug:slug>/idee/", posting.post_idea, name="post_idea"),
    path("gebieden/<slug:slug>/idee/<str:token>/", posted.idea_posted, name="idea_posted"),
    path("ideeen/<slug:public_id>/bevestigen/", posting.confirm_idea, name="confirm_idea"),
    path("ideeen/<slug:public_id>/wijzigen/", posting.change_idea, name="change_idea"),
    path("ideeen/<slug:public_id>/intrekken/", posting.withdraw_idea, name="withdraw_idea"),
    path("ideeen/<slug:public_id>/dragen/", living.carry, name="carry"),
    path("ideeen/<slug:public_id>/begonnen/", living.begin, name="begin"),
    path("ideeen/<slug:public_id>/toch-een-idee/", living.unbegin, name="unbegin"),
    path("ideeen/<slug:public_id>/klaar/", living.finish, name="finish"),
    path("ideeen/<slug:public_id>/stoppen/", living.stop, name="stop_initiative"),
    path("ideeen/<slug:public_id>/verder/", living.go_on, name="resume"),
    path("ideeen/<slug:public_id>/neerleggen/", living.lay_down, name="lay_down"),
    path("ideeen/<slug:public_id>/bereikbaar/", living.be_reachable, name="be_reachable"),
    path("ideeen/<slug:public_id>/meevragen/", living.invite, name="ask_along"),
    path("ideeen/<slug:public_id>/herkomst/", living.sprang_from, name="sprang_from"),
    path("ideeen/<slug:public_id>/herkomst/<slug:source>/weg/", living.did_not_spring, name="did_not_spring"),
    path("ideeen/<slug:public_id>/overnemen/", carrying.take_over, name="take_over"),
    path("meedragen/<slug:public_id>/", carrying.along, name="carry_along"),
    path("meedragen/<slug:public_id>/intrekken/", living.drop_invite, name="drop_invite"),
    path("overnemen/<slug:public_id>/", carrying.offer, name="carrier_offer"),
    path("ideeen/<slug:public_id>/nieuws/", telling.update, name="update"),
    path("nieuws/<slug:public_id>/intrekken/", telling.take_update_back, name="take_update_back"),
    path("ideeen/<slug:public_id>/reactie/", telling.say, name="say"),
    path("reacties/<slug:public_id>/", telling.remark, name="remark"),
    path("ideeen/<slug:public_id>/steun/", telling.support, name="support"),
    path("ideeen/<slug:public_id>/drempel/", obstacles.raise_obstacle, name="raise_obstacle"),
    path("drempels/<slug:public_id>/", obstacles.obstacle, name="obstacle"),
    path("ideeen/<slug:public_id>/meedoen/", offers.help_with, name="help_with"),
    path("ideeen/<slug:public_id>/meedoen/dank/", offers.helped, name="helped"),
    path("ideeen/<slug:public_id>/nodig/<int:number>/", offers.settle_need, name="settle_need"),
    path("hulp/<slug:public_id>/", offers.answer_offer, name="offer"),
]
