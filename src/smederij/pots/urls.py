"""The addresses of this room."""

from django.urls import path

from smederij.pots.views import asides, book, grants, payments, pots, receipts

urlpatterns = [
    path("gebieden/<slug:slug>/pot/", pots.pot, name="pot"),
    path("gebieden/<slug:slug>/pot/nieuw/", pots.open_pot, name="open_pot"),
    path("gebieden/<slug:slug>/pot/bijdrage/", pots.pledge, name="pledge"),
    path("gebieden/<slug:slug>/pot/bijdrage/<int:number>/terug/", pots.undo_pledge, name="undo_pledge"),
    path("gebieden/<slug:slug>/pot/<int:number>/over/", pots.carry_over, name="carry_over"),
    path("gebieden/<slug:slug>/pot/<int:number>/boek/", book.book, name="pot_book"),
    path("gebieden/<slug:slug>/pot/<int:number>/boek.csv", book.book_file, name="pot_book_file"),
    path("gebieden/<slug:slug>/pot/<int:number>/apart/", asides.set_money_aside, name="set_money_aside"),
    path("gebieden/<slug:slug>/pot/<int:number>/terug/", asides.give_back, name="give_back"),
    path("apart/<slug:public_id>/", asides.aside, name="set_aside"),
    path("toekenningen/<slug:public_id>/", grants.grant, name="grant"),
    path("toekenningen/<slug:public_id>/terugbetaald/", grants.repay, name="repay"),
    path("toekenningen/<slug:public_id>/terugbetaald/<int:number>/", asides.undo_repay, name="undo_repay"),
    path("toekenningen/<slug:public_id>/wachten/", grants.hold, name="hold_grant"),
    path("toekenningen/<slug:public_id>/verder/", grants.release, name="release_grant"),
    path("toekenningen/<slug:public_id>/rest/", grants.return_rest, name="return_rest"),
    path("toekenningen/<slug:public_id>/nee-dank-je/", grants.decline, name="decline_grant"),
    path("toekenningen/<slug:public_id>/bonnetjes/", receipts.hand_in, name="hand_in_receipt"),
    path("bonnetjes/<slug:public_id>.webp", receipts.receipt, name="receipt"),
    path("bonnetjes/<slug:public_id>/weg/", receipts.take_back, name="take_back_receipt"),
    path("betalingen/", payments.payments, name="payments"),
    path("betalingen/<slug:public_id>/", payments.payment, name="payment"),
    path("betalingen/<slug:public_id>/goedkeuren/", payments.approve, name="approve_payment"),
    path("betalingen/<slug:public_id>/afwijzen/", payments.refuse, name="refuse_payment"),
    path("betalingen/<slug:public_id>/betaald/", payments.record_paid, name="record_paid"),
]
