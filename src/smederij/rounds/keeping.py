"""Why an idea can't be taken back while people decide over it."""

from django.utils.translation import gettext as _

from smederij.base import clock
from smederij.people.queries import contacts
from smederij.places.models import Area
from smederij.rounds.models import Entry, Origin, Phase


def keeps(initiative_id: int) -> str:
    """A sentence while people vote on the idea or their votes are counted; otherwise ""."""
    voted_on = Entry.objects.filter(
        initiative=initiative_id,
        number__isnull=False,
        round__phase__in=[Phase.VOTE, Phase.COUNT],
        round__origin=Origin.OWN,
    )
    entry = voted_on.select_related("round__pot__area").first()
    if entry is None:
        return ""
    told = _("People are voting on this idea now. You can take it back once the votes are counted.")
    return " ".join([told, *knows_more(entry.round.pot.area)])


def knows_more(area: Area) -> list[str]:
    """Whom to call about a round in this area, in one sentence; nothing when nobody can be called."""
    called = contacts(area, now=clock.now())[:1]
    words = _("%(name)s knows more: %(phone)s.")
    return [words % {"name": one.name, "phone": one.phone} for one in called]
