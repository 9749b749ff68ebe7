"""Help someone offered: what comes along, what goes, and whom to call."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from smederij.base.rooms import Waiting
from smederij.initiatives import queries
from smederij.initiatives.models import Initiative, Need, Offer, OfferState

KEEP_UNUSED = timedelta(days=30)


def export_me(actor_id: int) -> Mapping[str, Any]:
    """All help someone offered, and what became of it."""
    made = Offer.objects.filter(giver_id=actor_id).select_related("initiative")
    return {"help_offered": [_told(one) for one in made]}


def _told(one: Offer) -> dict[str, Any]:
    return {
        "idea": one.initiative.public_id,
        "about": one.about,
        "words": one.words,
        "may_name": one.may_name,
        "at": one.at.isoformat(),
        "state": one.state,
        "answered_at": one.answered_at.isoformat() if one.answered_at else None,
    }


def forget_me(actor_id: int, now: datetime) -> None:
    """What was agreed stays, wordless and nameless: a need was met with it. The rest goes.

    Needs of ideas that go altogether let go of their offers first.
    """
    made = Offer.objects.filter(giver_id=actor_id)
    made.exclude(state=OfferState.AGREED).delete()
    made.update(words="", may_name=False)
    for one in Initiative.objects.filter(starter_id=actor_id, withdrawn_at__isnull=False):
        Need.objects.filter(initiative=one).update(met_at=None, met_with=None)
        Offer.objects.filter(initiative=one).update(need=None)


def waiting_for(actor_id: int, now: datetime) -> Iterable[Waiting]:
    """For the starter and the area's people: who wants to help and waits for a call."""
    for one in queries.to_answer(actor_id, now=now):
        words = {"name": one.giver, "idea": one.initiative.title, "what": one.about}
        sentence = _("Call %(name)s, who can help “%(idea)s” with: %(what)s")
        if not one.about:
            sentence = _("Call %(name)s, who wants to join in with “%(idea)s”")
        yield Waiting(
            sentence=sentence % words,
            url=reverse("offer", args=[one.public_id]),
            since=one.at,
            area=one.initiative.area.name,
        )


def tick(now: datetime) -> int:
    """What was declined or taken back is nobody's business after a month."""
    old = Offer.objects.filter(
        state__in=[OfferState.DECLINED, OfferState.TAKEN_BACK], answered_at__lt=now - KEEP_UNUSED
    )
    return old.delete()[0]
