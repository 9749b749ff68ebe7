"""Tablets in the hall on which people vote with their code."""

from django.db import models


class Kiosk(models.Model):
    """A tablet that stands in the hall for one round. It may do nothing that any other phone may not.

    It forgets between two voters: `turn` goes up each time the first page is shown, and a form of an earlier
    turn leads back to that page. `pair`: what the tablet showed when it was coupled. Who votes on it is known
    nowhere.
    """

    round = models.ForeignKey("rounds.Round", on_delete=models.PROTECT, related_name="kiosks")
    pair = models.CharField(max_length=13, unique=True)
    turn = models.PositiveIntegerField(default=0)
    paired_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"kiosk {self.pk}"
