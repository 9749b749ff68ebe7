"""What followers of an area, and of an idea in a round, want to know: voting opens, and the result."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from smederij.base.templatetags.words import moment
from smederij.people.actions import tell
from smederij.rounds.heads import written
from smederij.rounds.models import Head, Round


def tell_opening(round: Round, *, now: datetime) -> None:
    """Whoever follows the area hears that voting has begun. In the transaction that opened it."""
    words = _("%(area)s votes about %(budget)s. You can vote until %(when)s, with the code from your letter.")
    about = {"area": round.pot.area, "budget": round.budget, "when": moment(round.closes_at)}
    tell(round.pot.area, sentence=words % about, url=round.get_absolute_url(), by=None, now=now)


def tell_result(round: Round, *, now: datetime) -> None:
    """Whoever follows the area hears that the result is there."""
    words = _("The result of “%(title)s” in %(area)s is there.") % {
        "title": round.title,
        "area": round.pot.area,
    }
    tell(round.pot.area, sentence=words, url=reverse("result", args=[round.pk]), by=None, now=now)


def tell_seal(round: Round, head: Head, *, now: datetime) -> None:
    """Whoever follows the round itself gets each seal over the urn, to keep."""
    words = _(
        "The urn of “%(title)s” was sealed with %(n)s votes in it. Keep this seal, and nobody can change "
        "them unseen: %(seal)s"
    ) % {"title": round.title, "n": head.says["ballots"], "seal": written(head.head)}
    tell(round, sentence=words, url=reverse("look_over", args=[round.pk]), by=None, now=now)
