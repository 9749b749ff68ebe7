"""The addresses of this room."""

from django.urls import path

from smederij.pots.views import grants, payments, pots

urlpatterns = [
    path("gebieden/<slug:slug>/pot/", pots.pot, name="pot"),
    path("gebieden/<slug:slug>/pot/nieuw/", pots.open_pot, name="open_pot"),
    path("gebieden/<slug:slug>/pot/bijdrage/", pots.pledge, name="pledge"),
    path("gebieden/<slug:slug>/pot/bijdrage/<int:number>/terug/", pots.undo_pledge, name="undo_pledge"),
    path("gebieden/<slug:slug>/pot/<int:number>/over/", pots.carry_over, name="carry_over"),
    path("toekenningen/<slug:public_id>/", grants.grant, name="grant"),
    path("toekenningen/<slug:public_id>/wachten/", grants.hold, name="hold_grant"),
    path("toekenningen/<slug:public_id>/verder/", grants.release, name="release_grant"),
    path("toekenningen/<slug:public_id>/rest/", grants.return_rest, name="return_rest"),
    path("betalingen/", payments.payments, name="payments"),
    path("betalingen/<slug:public_id>/", payments.payment, name="payment"),
    path("betalingen/<slug:public_id>/goedkeuren/", payments.approve, name="approve_payment"),
    path("betalingen/<slug:public_id>/afwijzen/", payments.refuse, name="refuse_payment"),
    path("betalingen/<slug:public_id>/betaald/", payments.record_paid, name="record_paid"),
]
