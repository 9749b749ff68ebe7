"""Finding agreements by their words."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from smederij.agreements.models import Agreement
from smederij.base import clock
from smederij.base.search import Hit, matching


def search(words: str, most: int) -> Iterable[Hit]:
    """Agreements in force, the latest first. One query."""
    held = Agreement.objects.in_force(now=clock.now()).select_related("area")
    for one in matching(held, words, "text", "agreed_where")[:most]:
        url = reverse("agreements", args=[one.area.slug])
        yield Hit(_("agreement"), one.text, url, one.agreed_where, one.area.name)
