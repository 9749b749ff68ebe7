"""An idea, which becomes an initiative when people start doing it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from smederij.base.fields import MoneyField
from smederij.base.ids import public_id
from smederij.base.models import Picture
from smederij.people.models import Actor
from smederij.places.models import Area


class Initiatives(models.QuerySet["Initiative"]):
    def shown(self) -> "Initiatives":
        """What everybody may see: a person stands behind it, and it was not taken back."""
        return self.filter(confirmed_at__isnull=False, withdrawn_at=None)

    def carried_by(self, actor: Actor) -> "Initiatives":
        """What someone carries at this moment."""
        return self.filter(carriers__actor=actor, carriers__until=None)

    def unconfirmed(self) -> "Initiatives":
        """Ideas whose starter still has to be called."""
        return self.filter(confirmed_at=None, withdrawn_at=None)


class Initiative(models.Model):
    """One sentence is enough to begin. Shown to all once someone confirmed that a person stands behind it.

    It begins, and ends finished or stopped, when its carriers say so; it needs no money and no round.

    `scene` names the drawing shown while there is no photo. `asked` is one amount, never its lines.
    `key` comes from the form it was typed in, so that sending twice makes one idea.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="initiatives")
    title = models.CharField(max_length=140)
    text = models.TextField(max_length=4000, blank=True)
    asked = MoneyField(null=True, blank=True)
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    scene = models.CharField(max_length=30)
    starter = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="initiatives")
    entered_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    posted_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_why = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 -- unique

    objects = Initiatives.as_manager()

    class Meta:
        ordering = ["-posted_at"]
        constraints = [
            models.CheckConstraint(condition=Q(asked=None) | Q(asked__gt=0), name="asked_is_something"),
            models.CheckConstraint(condition=~Q(title=""), name="idea_has_a_sentence"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="idea_confirmed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(begun_at__isnull=False, stopped_at=None),
                name="what_is_finished_was_begun",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None, stopped_why="")
                | Q(stopped_at__isnull=False) & ~Q(stopped_why=""),
                name="what_stopped_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("initiative", args=[self.public_id])
