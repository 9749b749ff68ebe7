"""The addresses of this room."""

from django.urls import path

from smederij.rounds.views import desk, find_vote, letters, looking, result, roll, round_page, safety, voting

urlpatterns = [
    path("s", voting.vote, name="vote_short"),
    path("stemmen/", voting.vote, name="vote"),
    path("stemmen/biljet/", voting.paper, name="vote_paper"),
    path("stemmen/controle/", voting.review, name="vote_review"),
    path("stemmen/klaar/", voting.done, name="vote_done"),
    path("stemmen/klaar/<int:number>/", voting.thanks, name="vote_thanks"),
    path("hoe-veilig/", safety.how_safe, name="how_safe"),
    path("rondes/<int:number>/", round_page.round_page, name="round"),
    path("rondes/<int:number>/meedoen/", round_page.enter, name="round_enter"),
    path("rondes/<int:number>/uitslag/", result.result, name="result"),
    path("rondes/<int:number>/uitslag/stem/", find_vote.find_vote, name="find_vote"),
    path("rondes/<int:number>/uitslag.pb", result.result_pb, name="result_pb"),
    path("rondes/<int:number>/uitslag.json", result.result_json, name="result_json"),
    path("gebieden/<slug:slug>/ronde/", desk.plan, name="plan_round"),
    path("rondes/<int:number>/beheer/", desk.desk, name="round_desk"),
    path("rondes/<int:number>/beheer/data/", desk.dates, name="round_dates"),
    path("rondes/<int:number>/beheer/wijzigen/", desk.correct, name="round_correct"),
    path("rondes/<int:number>/beheer/afblazen/", desk.call_off, name="round_call_off"),
    path("rondes/<int:number>/beheer/biljet/<int:entry>/eraf/", desk.unnominate, name="round_unnominate"),
    path("rondes/<int:number>/beheer/idee/", desk.enter, name="round_desk_enter"),
    path("rondes/<int:number>/beheer/biljet/<int:entry>/", desk.nominate, name="round_nominate"),
    path("rondes/<int:number>/meekijken/", looking.looking, name="round_look"),
    path("rondes/<int:number>/kiezers/", roll.roll, name="round_roll"),
    path("rondes/<int:number>/kiezers/leeg/", roll.empty, name="round_roll_empty"),
    path("rondes/<int:number>/kiezers/<int:person>/eraf/", roll.take_off, name="round_roll_off"),
    path("rondes/<int:number>/brieven/", letters.letters, name="round_letters"),
    path("rondes/<int:number>/brieven/<int:batch>/intrekken/", letters.revoke, name="round_revoke"),
]
