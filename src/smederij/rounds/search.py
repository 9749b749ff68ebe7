"""Finding rounds by their title and their place."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from smederij.base.search import Hit, matching
from smederij.rounds.models import Origin, Round


def search(words: str, most: int) -> Iterable[Hit]:
    """Rounds that were not called off, the latest first. One query."""
    held = Round.objects.filter(called_off_at=None).select_related("pot__area")
    for one in matching(held, words, "title", "pot__area__name")[:most]:
        phase = one.get_phase_display() if one.origin == Origin.OWN else one.get_origin_display()
        yield Hit(_("round"), one.title, one.get_absolute_url(), str(phase), one.pot.area.name)
