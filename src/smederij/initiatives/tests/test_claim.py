"""Whose idea it is: what somebody left without signing in, or was written down for them, becomes theirs."""

from datetime import datetime

from smederij.base.models import Picture
from smederij.initiatives import actions
from smederij.initiatives.actions import Draft, Help, Reach
from smederij.initiatives.models import Initiative, Offer
from smederij.people import actions as people
from smederij.people.testing import Cast


def test_written_down_at_the_door_and_claimed_later(cast: Cast, picture: Picture, now: datetime) -> None:
    reach = Reach("bram", email=cast.bram.email.upper())
    draft = Draft("Een bank", picture=picture)
    idea = actions.post(draft, area=cast.area, by=cast.els, reach=reach, now=now)
    people.follow(idea, by=idea.starter, now=now)
    actions.stand_behind(idea, by=idea.starter, named=True, now=now)
    people.open_login(cast.bram.email, now=now)
    idea = Initiative.objects.get()
    assert (idea.starter, idea.entered_by, idea.carriers.get().actor) == (cast.bram, cast.els, cast.bram)
    assert (idea.picture.owner_id if idea.picture else 0, idea.supports.get().actor) == (
        cast.bram.pk,
        cast.bram,
    )
    assert people.export(cast.bram)["initiatives"]["ideas"][0]["title"] == "Een bank"


def test_by_a_number_they_showed_to_be_theirs(cast: Cast, idea: Initiative, now: datetime) -> None:
    """Help offered and an idea shared with the same number, under the same name: one person."""
    fatima = Reach("Fatima", phone="06 9999 0001")
    actions.offer(Help(), initiative=idea, by=None, reach=fatima, now=now)
    hers = actions.post(Draft("Een oven"), area=cast.area, by=None, reach=fatima, now=now)
    login = people.open_login("+31699990001", now=now)
    [one] = login.actors.all()
    hers.refresh_from_db()
    assert hers.starter == Offer.objects.get().giver == one
