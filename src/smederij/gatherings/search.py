"""Finding gatherings by their title, their place and what they are for."""

from collections.abc import Iterable

from smederij.base.search import Hit, matching
from smederij.base.templatetags.words import moment
from smederij.gatherings.models import Gathering


def search(words: str, most: int) -> Iterable[Hit]:
    """Gatherings that were not called off, the latest first. One query."""
    held = Gathering.objects.filter(called_off_at=None).select_related("area").order_by("-starts_at")
    for one in matching(held, words, "title", "place", "text")[:most]:
        when = f"{moment(one.starts_at)}, {one.place}"
        yield Hit(str(one.get_kind_display()), one.title, one.get_absolute_url(), when, one.area.name)
