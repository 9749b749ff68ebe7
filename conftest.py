"""What every test may ask for; explained in tests/README.md."""

from datetime import date, datetime
from typing import Any

import hypothesis
import pytest

from smederij.base import clock

pytest_plugins = [
    "tests.support.databases",
    "tests.support.site",
    "tests.support.browser",
    "tests.support.village",
]

# A busy machine is no failure; a failure can be played again from what it prints.
hypothesis.settings.register_profile("house", deadline=None, print_blob=True)
hypothesis.settings.load_profile("house")


@pytest.fixture
def now() -> datetime:
    """A Thursday noon in the village: 13 March 2025."""
    return clock.at(date(2025, 3, 13), hour=12)


@pytest.fixture
def cast(request: pytest.FixtureRequest, now: datetime) -> Any:
    """The people of smederij.people.testing, known and wearing their hats since `now`."""
    from smederij.people.testing import make_cast

    request.getfixturevalue("fresh_db" if "fresh_db" in request.fixturenames else "db")
    return make_cast(now)
