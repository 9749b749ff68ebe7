"""The till: a pot, a grant, and the people who handle it."""

from datetime import datetime

import pytest

from smederij.people.testing import Cast
from smederij.pots.testing import Till, make_till


@pytest.fixture
def till(cast: Cast, now: datetime) -> Till:
    return make_till(cast, now=now)
