"""Deciding without a vote: signatures, lists on paper, objections, and the two who settle it."""

from django.db import models
from django.db.models import F, Q

from smederij.agreements.models import Agreement
from smederij.base.fields import MoneyField
from smederij.people.models import Actor


class Settling(models.Model):
    """A round that goes without a vote, by the agreement it cites. Until `until` one can sign and object.

    Then two different people settle it: `first_by` says yes, `second_by` makes it so.
    """

    round = models.OneToOneField("rounds.Round", on_delete=models.PROTECT, related_name="settling")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    signatures = models.PositiveSmallIntegerField()
    until = models.DateTimeField()
    begun_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    first_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    first_at = models.DateTimeField(null=True)
    second_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("begun_at")), name="settling_takes_time"),
            models.CheckConstraint(condition=Q(signatures__gte=1), name="settling_needs_signatures"),
            models.CheckConstraint(
                condition=Q(second_by=None) | (Q(first_by__isnull=False) & ~Q(first_by=F("second_by"))),
                name="two_people_settle",
            ),
        ]

    def __str__(self) -> str:
        return f"settling {self.round_id}"


class Signature(models.Model):
    """A neighbour supports an idea with a signature on the screen, once."""

    entry = models.ForeignKey("rounds.Entry", on_delete=models.PROTECT, related_name="signatures")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "actor"], name="signed_once")]

    def __str__(self) -> str:
        return str(self.pk)


class PaperList(models.Model):
    """How many signatures somebody counted on a list on paper. It counts when two people say the same."""

    entry = models.ForeignKey("rounds.Entry", on_delete=models.PROTECT, related_name="paper_lists")
    number = models.PositiveSmallIntegerField()
    count = models.PositiveSmallIntegerField()
    counted_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["entry", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number", "counted_by"], name="counted_once_by_one")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.count}"


class Objection(models.Model):
    """Somebody objects to an idea, with a reason. Name and phone are for the group, and go with the names.

    Answered in the open by somebody with a name; until then, and while `stands`, nothing is settled.
    """

    entry = models.ForeignKey("rounds.Entry", on_delete=models.PROTECT, related_name="objections")
    key = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=600)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=600, blank=True)
    answered_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    stands = models.BooleanField(default=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="objection_has_a_reason"),
            models.CheckConstraint(
                condition=Q(stands=True, answer="", answered_by=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="objection_answered_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:40]


class SteppingBack(models.Model):
    """Before the vote somebody grants another something: their idea goes off the ballot, or asks less.

    Exact and never changed. `named`: they agree to be thanked by name. `written_by` heard it when it was not
    they who wrote it down.
    """

    entry = models.ForeignKey("rounds.Entry", on_delete=models.PROTECT, related_name="steps_back")
    in_favour_of = models.ForeignKey(
        "rounds.Entry", on_delete=models.PROTECT, null=True, related_name="favours"
    )
    before = MoneyField()
    after = MoneyField()
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    named = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(after__gte=0) & Q(after__lt=F("before")), name="stepping_back_gives_something"
            ),
            models.CheckConstraint(
                condition=Q(in_favour_of=None) | ~Q(in_favour_of=F("entry")), name="in_favour_of_another"
            ),
            models.UniqueConstraint(fields=["entry", "before"], name="stepped_back_once_from_an_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.before} {self.after}"

    @property
    def whole(self) -> bool:
        """Whether the idea went off the ballot."""
        return not self.after
