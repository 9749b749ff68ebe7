"""What an initiative looks for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from smederij.initiatives.models.ideas import Initiative


class NeedKind(models.TextChoices):
    """In the order in which it is asked."""

    HANDS = "hands", _("hands")
    THINGS = "things", _("things")
    PLACE = "place", _("a place")
    MIND = "mind", _("someone who thinks along")
    MONEY = "money", _("money")


class Need(models.Model):
    """Something an initiative looks for, in words."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="needs")
    kind = models.CharField(max_length=10, choices=NeedKind)
    words = models.CharField(max_length=140)
    met_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.words
