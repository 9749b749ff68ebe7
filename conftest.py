"""What every test may ask for; explained in tests/README.md."""

from datetime import datetime
from typing import TYPE_CHECKING

import hypothesis
import pytest
from tests.support.scenes import NOW, scene

from smederij.base import clock

if TYPE_CHECKING:
    from smederij.people.testing import Cast

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
    return NOW


@scene
def cast(now: datetime) -> "Cast":
    """The people of smederij.people.testing, known and wearing their hats since `now`."""
    from smederij.people.testing import make_cast

    return make_cast(now)


@scene
def example() -> list[str]:
    """The four areas of the example that are told at length, today; gives codes to vote with in De Weide."""
    from smederij.cli.example.load import load

    return load(now=clock.now(), say=lambda _words: None)
