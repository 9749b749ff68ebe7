"""What the browser tests share: letters that nobody voted with yet."""

import json
from collections.abc import Callable

import pytest

from tests.support.village import Village


@pytest.fixture(scope="session")
def letters(village: Village) -> list[str]:
    """The unused letter codes of De Weide, where people vote now; who takes one, takes it out."""
    codes: list[str] = json.loads((village.data / "demo-codes.json").read_text())
    return codes


@pytest.fixture
def glance(letters: list[str]) -> str:
    """A letter to look with and not to vote: looking uses nothing up, so all tests share this one."""
    return letters[0]


@pytest.fixture
def letter(letters: list[str]) -> Callable[[], str]:
    """A letter to vote with: `letter()` is a code of one's own."""
    return letters.pop
