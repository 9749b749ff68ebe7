"""Every place where a row points at somebody says what is left of it when they are forgotten."""

import pytest
from django.apps import apps

from smederij.people import actions
from smederij.people.models import Actor
from smederij.people.testing import Cast

GOES = "the row goes"
EMPTY = "the row stays and what they wrote in it goes"
BOOKS = "stays, nameless: the books, and who decided what, are kept"
SHOWN = "stays, nameless: others build on it"

LEFT = {
    "agreements.Agreement.adopted_by": BOOKS,
    "gatherings.Gathering.called_by": SHOWN,
    "gatherings.Gathering.minuted_by": SHOWN,
    "initiatives.Carrier.actor": SHOWN,
    "initiatives.CarrierInvite.accepted_by": EMPTY,
    "initiatives.CarrierInvite.asked_by": EMPTY,
    "initiatives.CarrierOffer.actor": EMPTY,
    "initiatives.CarrierOffer.answered_by": BOOKS,
    "initiatives.Initiative.confirmed_by": BOOKS,
    "initiatives.Initiative.entered_by": BOOKS,
    "initiatives.Initiative.starter": SHOWN,
    "initiatives.Obstacle.owner": SHOWN,
    "initiatives.Obstacle.raised_by": SHOWN,
    "initiatives.Obstacle.solved_by": SHOWN,
    "initiatives.Obstacle.told_by": BOOKS,
    "initiatives.Offer.answered_by": BOOKS,
    "initiatives.Offer.giver": EMPTY,
    "initiatives.Origin.said_by": SHOWN,
    "initiatives.Remark.confirmed_by": BOOKS,
    "initiatives.Remark.hidden_by": BOOKS,
    "initiatives.Remark.writer": EMPTY,
    "initiatives.Support.actor": GOES,
    "initiatives.Update.teller": SHOWN,
    "initiatives.Update.written_by": BOOKS,
    "people.Actor.became": BOOKS,
    "people.Actor.vouched_by": BOOKS,
    "people.CallBack.asked_by": GOES,
    "people.CallBack.called_by": BOOKS,
    "people.Follow.actor": GOES,
    "people.Hat.actor": BOOKS,
    "people.Hat.given_by": BOOKS,
    "people.Login.actors": GOES,
    "people.Notice.actor": GOES,
    "people.Notice.by": GOES,
    "people.Vouch.actor": BOOKS,
    "people.Vouch.by": BOOKS,
    "pots.Account.funder": BOOKS,
    "pots.Grant.declined_by": BOOKS,
    "pots.Grant.held_by": BOOKS,
    "pots.Payment.decided_by": BOOKS,
    "pots.Payment.funder": BOOKS,
    "pots.Payment.ordered_by": BOOKS,
    "pots.Receipt.handed_by": BOOKS,
    "pots.SetAside.opened_by": BOOKS,
    "rounds.Box.counted_by": BOOKS,
    "rounds.Box.second_by": BOOKS,
    "rounds.Closing.first_by": BOOKS,
    "rounds.Closing.second_by": BOOKS,
    "rounds.Complaint.answered_by": BOOKS,
    "rounds.Complaint.by": BOOKS,
    "rounds.Entry.entered_by": BOOKS,
    "rounds.Entry.nominated_by": BOOKS,
    "rounds.HandOut.by": BOOKS,
    "rounds.LetterBatch.made_by": BOOKS,
    "rounds.Look.looked_by": BOOKS,
    "rounds.Look.owner": BOOKS,
    "rounds.Look.solved_by": BOOKS,
    "rounds.Objection.answered_by": BOOKS,
    "rounds.Objection.by": EMPTY,
    "rounds.PaperBack.by": BOOKS,
    "rounds.PaperList.counted_by": BOOKS,
    "rounds.Reading.by": BOOKS,
    "rounds.Revocation.by": BOOKS,
    "rounds.Round.called_off_by": BOOKS,
    "rounds.Round.planned_by": BOOKS,
    "rounds.Ruling.by": BOOKS,
    "rounds.Ruling.called_by": BOOKS,
    "rounds.Settling.begun_by": BOOKS,
    "rounds.Settling.first_by": BOOKS,
    "rounds.Settling.second_by": BOOKS,
    "rounds.Signature.actor": BOOKS,
    "rounds.SteppingBack.by": BOOKS,
    "rounds.SteppingBack.written_by": BOOKS,
    "rounds.Table.first_by": BOOKS,
    "rounds.Table.second_by": BOOKS,
    "rounds.Year.written_by": BOOKS,
    "stories.Story.teller": EMPTY,
    "stories.Story.written_by": BOOKS,
}
NEVER = {"rounds.Ballot", "rounds.Credential", "rounds.RollEntry"}  # the roll and the urn know nobody here


def pointing() -> set[str]:
    """Every field of every table of ours that holds an actor."""
    return {
        f"{table._meta.label}.{field.name}"
        for table in apps.get_models()
        if table.__module__.startswith("smederij.")
        for field in (*table._meta.fields, *table._meta.many_to_many)
        if field.related_model is Actor
    }


def test_every_place_says_what_is_left() -> None:
    assert pointing() == set(LEFT), "say in LEFT what is left, and see to it in forget_me"


def test_nobody_is_tied_to_a_vote() -> None:
    assert not {place for place in pointing() if place.rpartition(".")[0] in NEVER}


def test_what_is_left_has_no_name_and_no_way_in(cast: Cast, now: object) -> None:
    actions.forget(cast.bram, by=cast.bram, now=now)  # type: ignore[arg-type]
    left = Actor.objects.get(pk=cast.bram.pk)
    assert not any((left.name, left.full_name, left.phone, left.email, left.where, left.logins.exists()))


@pytest.mark.parametrize("place", sorted(place for place, kept in LEFT.items() if kept == GOES))
def test_rows_that_go_hold_nothing_else(cast: Cast, place: str) -> None:
    label, _dot, name = place.rpartition(".")
    actions.follow(cast.area, by=cast.bram, now=cast.bram.known_since)
    actions.tell(cast.area, sentence="x", by=None, now=cast.bram.known_since)
    actions.ask_call(cast.area, name="B", phone="06", about="x", by=cast.bram, now=cast.bram.known_since)
    actions.forget(cast.bram, by=cast.bram, now=cast.bram.known_since)
    assert not apps.get_model(label)._default_manager.filter(**{name: cast.bram}).exists()
