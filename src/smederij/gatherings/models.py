"""When people meet."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smederij.base.ids import public_id
from smederij.people.models import Actor
from smederij.places.models import Area


class GatheringKind(models.TextChoices):
    PRESENTATION = "presentation", _("presentation evening")
    TALK = "talk", _("village talk")
    OTHER = "other", _("gathering")


class Gathering(models.Model):
    """A meeting people can come to: when, where, what for."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="gatherings")
    kind = models.CharField(max_length=20, choices=GatheringKind, default=GatheringKind.PRESENTATION)
    title = models.CharField(max_length=140)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=160)
    text = models.TextField(max_length=2000, blank=True)
    called_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    attended = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("gathering", args=[self.public_id])
