"""An initiative to tell about, and a photo."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from smederij.base import pictures
from smederij.base.models import Picture
from smederij.initiatives.actions import Draft, post
from smederij.initiatives.models import Initiative
from smederij.people.testing import Cast
from smederij.stories.actions import tell
from smederij.stories.models import Story

TITLE, TEXT = "Het podium stond", "Om vier uur lag er niets.\n\nOm zes uur stond er een podium."


@pytest.fixture
def idea(cast: Cast, now: datetime) -> Initiative:
    """Amina's idea, shown to all."""
    return post(Draft("Een podium"), area=cast.area, by=cast.amina, reach=None, now=now)


@pytest.fixture
def story(cast: Cast, idea: Initiative, now: datetime) -> Story:
    """Amina told how it went."""
    return tell(idea, title=TITLE, text=TEXT, picture=None, by=cast.amina, now=now)


def jpeg() -> SimpleUploadedFile:
    """A photo as a phone sends it."""
    data = BytesIO()
    Image.new("RGB", (40, 30), "#3d6a35").save(data, "JPEG")
    return SimpleUploadedFile("podium.jpg", data.getvalue(), content_type="image/jpeg")


@pytest.fixture
def picture(db: Any, now: datetime) -> Picture:
    """A photo that was kept."""
    return pictures.keep(BytesIO(jpeg().read()), alt="Het podium", owner_id=None, now=now)
