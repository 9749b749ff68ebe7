"""What an initiative looks for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from smederij.initiatives.models.ideas import Initiative


class NeedKind(models.TextChoices):
    """In the order in which it is asked."""

    HANDS = "hands", _("hands")
    THINGS = "things", _("things")
    PLACE = "place", _("a place")
    MIND = "mind", _("someone who thinks along")
    MONEY = "money", _("money")


class Needs(models.QuerySet["Need"]):
    def open(self) -> "Needs":
        """Still looked for."""
        return self.filter(met_at=None)


class Need(models.Model):
    """Something an initiative looks for, in words. Asked until it is met, by an agreed offer or otherwise."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="needs")
    kind = models.CharField(max_length=10, choices=NeedKind)
    words = models.CharField(max_length=140)
    met_at = models.DateTimeField(null=True, blank=True)
    met_with = models.ForeignKey(
        "initiatives.Offer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = Needs.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(met_with=None) | Q(met_at__isnull=False), name="what_is_met_with_is_met"
            ),
        ]

    def __str__(self) -> str:
        return self.words
