"""Who offers to help, with what, and what became of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from smederij.base.ids import public_id
from smederij.initiatives.models.ideas import Initiative
from smederij.initiatives.models.needs import Need
from smederij.people.models import Actor


class OfferState(models.TextChoices):
    OFFERED = "offered", _("offered")
    AGREED = "agreed", _("agreed")
    DECLINED = "declined", _("not this time")
    TAKEN_BACK = "taken_back", _("taken back")


class Offers(models.QuerySet["Offer"]):
    def waiting(self) -> "Offers":
        """Nobody called yet."""
        return self.filter(state=OfferState.OFFERED, initiative__withdrawn_at=None)


class Offer(models.Model):
    """Somebody can help: with one need, or in general. Waits until one of the carriers called and answered.

    `about` is what the need said at that moment. `may_name`: the giver may be thanked by first name.
    The giver's number is seen by the carriers and the area's people only.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="offers")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, blank=True, related_name="offers")
    about = models.CharField(max_length=140, blank=True)
    giver = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="offers")
    words = models.CharField(max_length=300, blank=True)
    may_name = models.BooleanField(default=False)
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=OfferState, default=OfferState.OFFERED)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 -- unique

    objects = Offers.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=OfferState.OFFERED, answered_at=None, answered_by=None)
                | (
                    Q(answered_at__isnull=False, answered_by__isnull=False)
                    & Q(state__in=[OfferState.AGREED, OfferState.DECLINED, OfferState.TAKEN_BACK])
                ),
                name="help_answered_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver}: {self.about or self.words or self.initiative}"
