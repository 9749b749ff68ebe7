"""What whoever looks a vote over needs: seals over the urn, and what went wrong with votes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from smederij.people.models import Actor


class Head(models.Model):
    """A seal over what lay in the urn at one moment; it names the seal before it. Never changed.

    `says` is what is sealed, as `smederij_tally.published` reads it; `head` its digest, in hexadecimal.
    `covers`: the ids of the ballots that no earlier head covered, sixteen bytes each, in order.
    """

    round = models.ForeignKey("rounds.Round", on_delete=models.PROTECT, related_name="heads")
    number = models.PositiveIntegerField()
    says = models.JSONField()
    head = models.CharField(max_length=64)
    covers = models.BinaryField(default=b"")
    at = models.DateTimeField()

    class Meta:
        ordering = ["round", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="heads_follow_one_another")]

    def __str__(self) -> str:
        return self.head


class About(models.TextChoices):
    CODE_USED = "code_used", _("the code was used already, and not by them")
    NO_LETTER = "no_letter", _("no letter came")
    PRESSED = "pressed", _("somebody told them what to vote, or looked on")
    OTHER = "other", _("something else")


class Complaint(models.Model):
    """Something went wrong with somebody's vote, in plain words and without a name. How many is public.

    Whoever tells it does so by phone or at the table; `by` writes it down; somebody says how it was solved.
    """

    round = models.ForeignKey("rounds.Round", on_delete=models.PROTECT, related_name="complaints")
    about = models.CharField(max_length=10, choices=About)
    words = models.CharField(max_length=600)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=600, blank=True)
    answered_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="a_complaint_says_what"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="a_complaint_is_answered_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.words
