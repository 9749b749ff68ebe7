"""Finding stories by what is told in them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from smederij.base.search import Hit, matching
from smederij.stories.models import Story


def search(words: str, most: int) -> Iterable[Hit]:
    """Stories that everybody may read, the newest first. One query."""
    told = Story.objects.told().select_related("area")
    for one in matching(told, words, "title", "text")[:most]:
        yield Hit(_("story"), one.title, one.get_absolute_url(), one.text, one.area.name)
