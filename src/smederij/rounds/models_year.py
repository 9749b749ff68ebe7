"""The year of all areas: a suggestion of dates, and which area made a round of it."""

from datetime import time

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from smederij.people.models import Actor
from smederij.places.models import Area

SEASONS = 4


class Year(models.Model):
    """How the rounds of a year could run, as a suggestion to all areas. Nothing happens by itself.

    Days are counted from an area's evening: ideas come in from `ideas_days` before it, staff look along from
    `look_days` before, voting begins `vote_after` later and lasts `vote_days`. At most `a_night` areas
    meet on one evening.
    """

    year = models.PositiveSmallIntegerField(unique=True)
    evening = models.TimeField(default=time(19, 30))
    ideas_days = models.PositiveSmallIntegerField(default=42)
    look_days = models.PositiveSmallIntegerField(default=14)
    vote_after = models.PositiveSmallIntegerField(default=1)
    vote_days = models.PositiveSmallIntegerField(default=10)
    a_night = models.PositiveSmallIntegerField(default=2)
    written_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ideas_days__gte=models.F("look_days"), look_days__gte=1, vote_after__gte=1)
                & Q(vote_days__gte=1, a_night__gte=1),
                name="year_has_room",
            )
        ]

    def __str__(self) -> str:
        return str(self.year)


class Season(models.Model):
    """One of the four rounds of a year: its name and the first evening on which an area meets."""

    of = models.ForeignKey(Year, on_delete=models.PROTECT, related_name="seasons")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=100)
    first_evening = models.DateField()

    class Meta:
        ordering = ["of__year", "place"]
        constraints = [
            models.UniqueConstraint(fields=["of", "place"], name="season_once_a_year"),
            models.CheckConstraint(condition=Q(place__gte=1, place__lte=SEASONS), name="four_seasons"),
        ]

    def __str__(self) -> str:
        return self.title


class Acceptance(models.Model):
    """An area made a round of a suggestion, as it was or changed. Once: unless that round was called off."""

    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="acceptances")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    round = models.OneToOneField("rounds.Round", on_delete=models.PROTECT, related_name="acceptance")

    class Meta:
        verbose_name = _("accepted suggestion")
        constraints = [models.UniqueConstraint(fields=["season", "area"], name="suggestion_accepted_once")]

    def __str__(self) -> str:
        return f"{self.season_id} {self.area_id}"
