"""Rounds that people can vote in, made once."""

from datetime import datetime

from tests.support.scenes import scene

from smederij.people.testing import Cast
from smederij.rounds.testing import OpenRound, opened


@scene
def open_for_2(cast: Cast, now: datetime) -> OpenRound:
    return opened(cast, voters=2, now=now)


@scene
def open_for_3(cast: Cast, now: datetime) -> OpenRound:
    return opened(cast, voters=3, now=now)


@scene
def open_for_10(cast: Cast, now: datetime) -> OpenRound:
    return opened(cast, voters=10, now=now)
