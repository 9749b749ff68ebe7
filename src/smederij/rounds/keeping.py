"""Why an idea can't be taken back while people decide over it."""

from django.utils.translation import gettext as _

from smederij.base import clock
from smederij.people.queries import contacts
from smederij.places.models import Area
from smederij.rounds.models import Entry, Origin, Phase
from smederij.rounds.rules import BEFORE_VOTE
from smederij.rounds.winnings import not_granted, won


def keeps(initiative_id: int) -> str:
    """A sentence while people vote on the idea or their votes are counted; otherwise ""."""
    voted_on = Entry.objects.filter(
        initiative=initiative_id,
        number__isnull=False,
        round__phase__in=[Phase.VOTE, Phase.COUNT],
        round__origin=Origin.OWN,
    )
    entry = voted_on.select_related("round__pot__area").first()
    if entry is None and _signed_for(initiative_id):
        return _("People sign for this idea now. You can take it back once that is over.")
    if entry is None:
        return _waits_for_money(initiative_id)
    told = _("People are voting on this idea now. You can take it back once the votes are counted.")
    return " ".join([told, *knows_more(entry.round.pot.area)])


def _signed_for(initiative_id: int) -> bool:
    """Whether people sign for it, in a round without a vote."""
    mine = Entry.objects.filter(initiative=initiative_id, nominated_at__isnull=False)
    return mine.filter(
        round__settling_at__isnull=False, round__phase__in=BEFORE_VOTE, round__called_off_at=None
    ).exists()


def _waits_for_money(initiative_id: int) -> str:
    """A winner whose money is not reserved yet stays as well."""
    mine = Entry.objects.filter(initiative=initiative_id, round__phase=Phase.RESULT, round__origin=Origin.OWN)
    for entry in mine.select_related("round__result"):
        result = entry.round.result
        if not_granted(result) and any(one.initiative.pk == initiative_id for one in won(result)):
            return _("This idea won. It stays until the money for it is there.")
    return ""


def knows_more(area: Area) -> list[str]:
    """Whom to call about a round in this area, in one sentence; nothing when nobody can be called."""
    called = contacts(area, now=clock.now())[:1]
    words = _("%(name)s knows more: %(phone)s.")
    return [words % {"name": one.name, "phone": one.phone} for one in called]
