"""Finding ideas by what they say. Who had them is no way to find them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from smederij.base.search import Hit, matching
from smederij.initiatives.models import Initiative


def search(words: str, most: int) -> Iterable[Hit]:
    """Ideas that everybody may see, the newest first. One query."""
    shown = Initiative.objects.shown().select_related("area")
    for one in matching(shown, words, "title", "text")[:most]:
        yield Hit(_("idea"), one.title, one.get_absolute_url(), one.text, one.area.name)
