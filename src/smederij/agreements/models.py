"""The commons: rules an area set for itself."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from smederij.base.templatetags.words import day
from smederij.gatherings.models import Gathering
from smederij.people.models import Actor
from smederij.places.models import Area


class RuleKind(models.TextChoices):
    """Agreements that a machine can apply; their parameters are read by rules.py."""

    NONE = "", _("only words")
    BALLOT = "ballot", _("how we vote")
    PARTIAL = "partial", _("the last one gets what is left")
    CAP = "cap", _("the most an idea can get")
    SILENCE = "silence", _("no answer is a yes")
    REPORT = "report", _("when an idea is told")
    SIT_OUT = "sit_out", _("whoever won waits a while")
    IDEAS = "ideas", _("with how many ideas you take part")
    NOMINATION = "nomination", _("how an idea gets on the ballot")
    VOTES = "votes", _("how many votes an idea needs")
    TIE = "tie", _("when two ideas have as many votes")
    AGE = "age", _("from what age you vote")
    OBJECTION = "objection", _("how long one can object")
    DISPUTE = "dispute", _("who decides when we disagree")
    SETTLE = "settle", _("without a vote when all fits")
    LEFTOVERS = "leftovers", _("what happens with what is left")


class Agreements(models.QuerySet["Agreement"]):
    def in_force(self, *, now: datetime) -> "Agreements":
        """What holds at this moment."""
        return self.filter(Q(until=None) | Q(until__gt=now), since__lte=now)


class Agreement(models.Model):
    """A text in residents' words, where and when it was agreed, and at most one rule for the machine.

    Never reworded: other words or parameters are a next version, and the `former` one stays as it was.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="agreements")
    text = models.CharField(max_length=400)
    agreed_on = models.DateField()
    agreed_where = models.CharField(max_length=160)
    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, null=True, related_name="agreements")
    rule = models.CharField(max_length=20, choices=RuleKind, blank=True, default=RuleKind.NONE)
    parameters = models.JSONField(default=dict, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    former = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="later")
    adopted_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    objects = Agreements.as_manager()

    class Meta:
        ordering = ["-agreed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="agreement_ends_later"
            ),
            models.UniqueConstraint(
                fields=["area", "rule"],
                condition=Q(until=None) & ~Q(rule=""),
                name="one_rule_of_a_kind_in_force",
            ),
            models.CheckConstraint(
                condition=Q(version=1, former=None) | Q(version__gt=1, former__isnull=False),
                name="a_next_version_has_a_former_one",
            ),
            models.UniqueConstraint(
                fields=["area", "text"], condition=Q(until=None), name="an_agreement_is_made_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("agreement", args=[self.area.slug, self.pk])

    @property
    def because(self) -> str:
        """The agreement as the reason for something: because on that day, there, you agreed this."""
        words = {"when": day(self.agreed_on), "where": self.agreed_where, "text": self.text}
        return gettext("Because on %(when)s you agreed (%(where)s): “%(text)s”") % words

    @property
    def cited(self) -> str:
        """The agreement with where and when it was made, in a line."""
        words = {"when": day(self.agreed_on), "where": self.agreed_where, "text": self.text}
        return gettext("“%(text)s” (%(where)s, %(when)s)") % words
