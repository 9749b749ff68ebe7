"""Ideas and photos for these tests."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from smederij.base import pictures
from smederij.base.models import Picture
from smederij.initiatives.actions import Draft, Reach, post
from smederij.initiatives.models import Initiative
from smederij.people.testing import Cast

Post = Callable[..., Initiative]


@pytest.fixture
def idea(cast: Cast, now: datetime) -> Initiative:
    """Amina's idea, shown to all."""
    return post(Draft("Een bank aan de vaart"), area=cast.area, by=cast.amina, reach=None, now=now)


@pytest.fixture
def waiting(cast: Cast, now: datetime) -> Initiative:
    """An idea of someone who still has to be called."""
    reach = Reach("Fatima", phone="06 1000 0099")
    return post(Draft("Samen eten op woensdag"), area=cast.area, by=None, reach=reach, now=now)


def jpeg(*, name: str = "bank.jpg", size: tuple[int, int] = (40, 30)) -> SimpleUploadedFile:
    """A photo as a phone sends it."""
    data = BytesIO()
    Image.new("RGB", size, "#b93c0b").save(data, "JPEG")
    return SimpleUploadedFile(name, data.getvalue(), content_type="image/jpeg")


@pytest.fixture
def picture(db: Any, now: datetime) -> Picture:
    """A photo that was kept."""
    return pictures.keep(BytesIO(jpeg().read()), alt="Een bank", owner_id=None, now=now)
