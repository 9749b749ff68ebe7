"""When people meet."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smederij.base.ids import public_id
from smederij.people.models import Actor
from smederij.places.models import Area

STAYS_LISTED = timedelta(hours=4)


class GatheringKind(models.TextChoices):
    PRESENTATION = "presentation", _("presentation evening")
    TALK = "talk", _("village talk")
    OTHER = "other", _("gathering")


class Gatherings(models.QuerySet["Gathering"]):
    def coming(self, *, now: datetime) -> "Gatherings":
        """Those one can still go to: today's stay until the evening is over."""
        return self.filter(starts_at__gte=now - STAYS_LISTED, called_off_at=None)


class Gathering(models.Model):
    """A meeting people can come to: when, where, what for. Called off or moved, its page says so.

    `moved_from` is the moment before the last of its `moves`. Afterwards: how many came, and in a few words
    what was said.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="gatherings")
    kind = models.CharField(max_length=20, choices=GatheringKind, default=GatheringKind.PRESENTATION)
    title = models.CharField(max_length=140)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=160)
    text = models.TextField(max_length=2000, blank=True)
    called_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    called_off_at = models.DateTimeField(null=True, blank=True)
    moved_from = models.DateTimeField(null=True, blank=True)
    moves = models.PositiveSmallIntegerField(default=0)
    attended = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.TextField(max_length=2000, blank=True)
    minuted_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")

    objects = Gatherings.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes="") | Q(minuted_by__isnull=False), name="minutes_by_someone"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="gathering_ends_later"
            ),
            models.UniqueConstraint(
                fields=["area", "starts_at", "title"],
                condition=Q(called_off_at=None),
                name="a_gathering_is_called_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("gathering", args=[self.public_id])

    def is_over(self, *, now: datetime) -> bool:
        """Whether everybody has gone home."""
        return (self.ends_at or self.starts_at + STAYS_LISTED) < now
