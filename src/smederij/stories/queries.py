"""What pages ask about stories."""

from smederij.initiatives.models import Initiative
from smederij.places.models import Area
from smederij.stories.models import Stories, Story


def told_in(area: Area) -> Stories:
    """The stories of an area, newest first, with teller and pictures."""
    return _with_people(Story.objects.told().filter(area=area))


def told_of(initiative: Initiative) -> Stories:
    """How an initiative went, newest first."""
    return _with_people(Story.objects.told().filter(initiative=initiative))


def _with_people(stories: Stories) -> Stories:
    return stories.select_related("teller", "picture", "initiative__picture")
