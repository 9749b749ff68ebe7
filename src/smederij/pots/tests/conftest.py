"""The till: a pot, a grant, and the people who handle it."""

from datetime import datetime

from tests.support.scenes import scene

from smederij.people.testing import Cast
from smederij.pots.testing import Till, make_till


@scene
def till(cast: Cast, now: datetime) -> Till:
    return make_till(cast, now=now)
