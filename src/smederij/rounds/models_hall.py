"""The hall: a table where people get a code or a paper, and the papers that come out of the box."""

from django.db import models
from django.db.models import F, Q

from smederij.people.models import Actor

MOST_IN_BUNDLE = 50


class Table(models.Model):
    """The table in the hall. Two different people open it together; then it stands until voting ends.

    `first_by` says yes, `second_by` makes it so. From then on the count waits for two people.
    """

    round = models.OneToOneField("rounds.Round", on_delete=models.PROTECT, related_name="table")
    first_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    second_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(second_by=None, second_at=None)
                | (Q(second_at__isnull=False) & ~Q(first_by=F("second_by"))),
                name="two_people_open_the_table",
            )
        ]

    def __str__(self) -> str:
        return f"table {self.round_id}"

    @property
    def is_open(self) -> bool:
        """Whether both have said so."""
        return self.second_by_id is not None


class HandOut(models.Model):
    """A ballot on paper was given to someone at the table. Nothing of what they choose is ever known here."""

    roll = models.ForeignKey("rounds.RollEntry", on_delete=models.PROTECT, related_name="hand_outs")
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class PaperBack(models.Model):
    """A ballot on paper came back to the table, not put in the box: its right is free again."""

    hand_out = models.OneToOneField(HandOut, on_delete=models.PROTECT, related_name="back")
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class Box(models.Model):
    """How many papers lay in the box, counted before any was read. Two people say the same number."""

    round = models.OneToOneField("rounds.Round", on_delete=models.PROTECT, related_name="box")
    papers = models.PositiveIntegerField()
    counted_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    counted_at = models.DateTimeField()
    second_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(second_by=None, second_at=None)
                | (Q(second_at__isnull=False) & ~Q(counted_by=F("second_by"))),
                name="two_people_count_the_box",
            )
        ]

    def __str__(self) -> str:
        return f"{self.papers}"

    @property
    def is_sure(self) -> bool:
        """Whether two people counted the same."""
        return self.second_by_id is not None

    def bundles(self) -> list[range]:
        """The numbers of the papers in each bundle of at most fifty: 1 to 50, 51 to 100, ..."""
        last, step = self.papers, MOST_IN_BUNDLE
        return [range(first, min(first + step, last + 1)) for first in range(1, last + 1, step)]


class Reading(models.Model):
    """What one person read on one paper of the box. Two read each paper; where they differ a third decides.

    `number`: written on the paper after the box was opened, so it tells nothing of who filled it in.
    `body`: what is marked, as a ballot lies in the urn, "" when it can't be read. Goes when the key goes.
    """

    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="readings")
    number = models.PositiveIntegerField()
    body = models.CharField(max_length=2000, blank=True)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    third = models.BooleanField(default=False)

    class Meta:
        ordering = ["number", "third", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="papers_count_from_one"),
            models.UniqueConstraint(fields=["box", "number", "by"], name="paper_read_once_by_one"),
            models.UniqueConstraint(
                fields=["box", "number"], condition=Q(third=True), name="one_third_reading"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Closing(models.Model):
    """Two people close a round that had a table: `first_by` says all adds up, `second_by` makes it so."""

    round = models.OneToOneField("rounds.Round", on_delete=models.PROTECT, related_name="closing")
    first_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    second_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(second_by=None, second_at=None)
                | (Q(second_at__isnull=False) & ~Q(first_by=F("second_by"))),
                name="two_people_close_the_round",
            )
        ]

    def __str__(self) -> str:
        return f"closing {self.round_id}"

    @property
    def is_done(self) -> bool:
        """Whether both have said so."""
        return self.second_by_id is not None


class PapersIn(models.Model):
    """The papers of the box went into the urn, at the closing: how many of each kind. Never changed.

    `explanation`: why the box holds another number than was handed out, in the words of who closed.
    """

    round = models.OneToOneField("rounds.Round", on_delete=models.PROTECT, related_name="papers_in")
    valid = models.PositiveIntegerField()
    blank = models.PositiveIntegerField()
    invalid = models.PositiveIntegerField()
    explanation = models.CharField(max_length=600, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.valid} {self.blank} {self.invalid}"
