"""What sprang from what."""

from django.db import models
from django.db.models import F, Q

from smederij.initiatives.models.ideas import Initiative
from smederij.people.models import Actor


class Origin(models.Model):
    """An initiative sprang from another; several may be its source, and nothing springs from itself."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="origins")
    source = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="offspring")
    said_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=F("initiative")), name="nothing_springs_from_itself"),
            models.UniqueConstraint(fields=["initiative", "source"], name="sprang_from_it_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} > {self.initiative}"
