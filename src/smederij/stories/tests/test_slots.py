"""The page of a grant stops asking how it went once that was told."""

from datetime import datetime, timedelta

from django.test import Client
from tests.support.markup import faults

from smederij.base.money import euros
from smederij.initiatives.models import Initiative
from smederij.people.testing import Cast, sign_in
from smederij.pots import actions as pots
from smederij.pots.testing import funded_pot
from smederij.stories.actions import Telling, tell_of
from smederij.stories.tests.conftest import TEXT, TITLE

ASKS = "hoort de buurt graag hoe het ging"


def test_a_told_grant_leads_to_its_story(cast: Cast, idea: Initiative, now: datetime) -> None:
    awards = [pots.Award(idea, euros(5))]
    pot = funded_pot(cast, euros(100), now=now)
    [grant] = pots.award(pot, awards, key_prefix="round-1", report_weeks=26, by=None, now=now)
    amina = Client()
    sign_in(amina, cast.amina)
    assert ASKS in amina.get(grant.get_absolute_url()).content.decode()
    story = tell_of(idea, telling=Telling(TITLE, TEXT), by=cast.amina, now=now + timedelta(days=1))
    page = amina.get(grant.get_absolute_url()).content.decode()
    assert faults(page) == []
    assert ASKS not in page
    assert story.get_absolute_url() in page
