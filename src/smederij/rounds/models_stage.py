"""What the big screen in the hall shows now."""

from django.db import models
from django.db.models import Q


class Shows(models.TextChoices):
    """One thing at a time: welcome, one idea, voting, one turn of the count, all that will come."""

    WELCOME = "welcome"
    IDEA = "idea"
    VOTE = "vote"
    TURN = "turn"
    END = "end"


class Stage(models.Model):
    """The big screen of an evening. It holds nothing that counts: without it the evening goes on.

    `number`: the primary key of the idea, or which turn of the count (from 1), else 0. `version` goes up with
    each change, so that two people who tap at once move it once. `rings_at`: when the time to tell is over.
    """

    round = models.OneToOneField("rounds.Round", on_delete=models.PROTECT, related_name="stage")
    shows = models.CharField(max_length=10, choices=Shows, default=Shows.WELCOME)
    number = models.PositiveBigIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    rings_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(shows__in=Shows.values), name="stage_shows_something"),
            models.CheckConstraint(
                condition=Q(rings_at=None, minutes=0) | Q(rings_at__isnull=False, minutes__gte=1),
                name="stage_rings_after_minutes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shows} {self.number}"
