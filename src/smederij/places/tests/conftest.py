"""What the tests of this room share."""

from collections.abc import Callable
from typing import Any

import pytest

Square = Callable[..., dict[str, Any]]


@pytest.fixture
def square() -> Square:
    """A GeoJSON square with its south-west corner there."""

    def make(lon: float = 6.0, lat: float = 52.0, side: float = 0.1) -> dict[str, Any]:
        corners = [(0, 0), (side, 0), (side, side), (0, side), (0, 0)]
        return {"type": "Polygon", "coordinates": [[[lon + x, lat + y] for x, y in corners]]}

    return make
