"""Who carries an initiative, and who was asked or offers to."""

from django.db import models
from django.db.models import F, Q

from smederij.base.ids import public_id
from smederij.initiatives.models.ideas import Initiative
from smederij.people.models import Actor


class Carriers(models.QuerySet["Carrier"]):
    def now(self) -> "Carriers":
        """Who carries it at this moment."""
        return self.filter(until=None)


class Carrier(models.Model):
    """Someone who carries an initiative and said yes to it; the starter is the first.

    `reachable`: their number may stand on the page. Others are reached through the area's people.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="carriers")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="carries")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    reachable = models.BooleanField(default=False)

    objects = Carriers.as_manager()

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="carrying_ends_later"
            ),
            models.UniqueConstraint(
                fields=["initiative", "actor"], condition=Q(until=None), name="one_carries_it_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.actor)


class CarrierInvite(models.Model):
    """A carrier asks somebody along, by a link they send themselves. Good for one yes."""

    public_id = models.CharField(max_length=24, unique=True, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="invites")
    name = models.CharField(max_length=80)
    asked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, dropped_at=None),
                name="invite_accepted_by_someone",
            )
        ]

    def __str__(self) -> str:
        return self.name


class CarrierOffer(models.Model):
    """Somebody offers to carry it. Whoever carries it, or one of the area's people, says yes or no."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="carrier_offers")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    agreed = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, agreed=False)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="offer_answered_by_someone",
            ),
            models.UniqueConstraint(
                fields=["initiative", "actor"], condition=Q(answered_at=None), name="one_open_carrier_offer"
            ),
        ]

    def __str__(self) -> str:
        return str(self.actor)
