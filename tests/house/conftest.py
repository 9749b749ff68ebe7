"""The ground before the doors, and the site behind them; explained in doors/README.md."""

import logging
from collections.abc import Iterator
from datetime import datetime

import pytest

from smederij.base import clock
from smederij.people.testing import Cast
from tests.house.doors.ground import Ground, lay
from tests.house.doors.knocking import Street, whole_site
from tests.support.scenes import scene


@scene
def ground(cast: Cast, now: datetime) -> Ground:
    return lay(cast, now)


@pytest.fixture
def street(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> Iterator[Street]:
    """The site at the moment of the ground, without a line in the log for every no."""
    monkeypatch.setattr(clock, "now", lambda: ground.now)
    logging.disable(logging.CRITICAL)
    with whole_site(monkeypatch) as site:
        yield site
    logging.disable(logging.NOTSET)
