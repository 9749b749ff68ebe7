"""Deciding: rounds, what stands in them, who may vote, the urn, and the result."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smederij.agreements.models import Agreement
from smederij.base.fields import MoneyField
from smederij.gatherings.models import Gathering
from smederij.initiatives.models import Initiative
from smederij.people.models import Actor
from smederij.pots.models import Pot
from smederij.rounds.models_hall import Box, Closing, HandOut, PaperBack, PapersIn, Reading, Table
from smederij.rounds.models_kiosk import Kiosk
from smederij.rounds.models_published import About, Complaint, Head
from smederij.rounds.models_stage import Shows, Stage
from smederij.rounds.models_without_vote import Objection, PaperList, Settling, Signature, SteppingBack
from smederij.rounds.models_year import SEASONS, Acceptance, Season, Year

__all__ = [
    "SEASONS",
    "About",
    "Acceptance",
    "Box",
    "Closing",
    "Complaint",
    "HandOut",
    "Head",
    "Kiosk",
    "Objection",
    "PaperBack",
    "PaperList",
    "PapersIn",
    "Reading",
    "Season",
    "Settling",
    "Shows",
    "Signature",
    "Stage",
    "SteppingBack",
    "Table",
    "Year",
]


class Phase(models.TextChoices):
    COLLECT = "collect", _("ideas come in")
    CHECK = "check", _("looking whether it can be done")
    NOMINATE = "nominate", _("choosing what stands on the ballot")
    PRESENT = "present", _("telling one another")
    VOTE = "vote", _("voting")
    COUNT = "count", _("counting")
    RESULT = "result", _("result")
    DO = "do", _("doing")


class Origin(models.TextChoices):
    OWN = "own", _("held here")
    IMPORT = "import", _("read from an election file")
    HISTORY = "history", _("from published totals")


class BallotType(models.TextChoices):
    ONE = "one", _("choose one idea")
    APPROVE = "approve", _("choose ideas")
    BUDGET = "budget", _("choose what fits the pot")
    POINTS = "points", _("divide points")


class Round(models.Model):
    """One decision over (a part of) a pot. The primary key is its public number.

    Phases are half-open: a phase begins at its moment and lasts until the next begins; an empty
    moment skips the phase. `phase` is moved by the clock only. Casting looks at the moments too,
    so a late clock lets nobody vote late.
    `most_choices`: ideas one may choose, or points one may divide; nobody asks it where the pot is
    the limit. `most_per_idea`: points on one idea.
    `voters`: about how many took part, where only that was published. `shaken_on`: the last night the urn
    was shaken. `key` makes planning twice one round.
    `settling_at`: since when it goes without a vote; None when people vote.
    `pepper_sha256`: by which the key of the letters is known again.
    """

    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField(max_length=120)
    budget = MoneyField()
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.OWN)
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.COLLECT)
    collect_at = models.DateTimeField()
    check_at = models.DateTimeField(null=True, blank=True)
    nominate_at = models.DateTimeField(null=True, blank=True)
    present_at = models.DateTimeField(null=True, blank=True)
    vote_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    gathering = models.ForeignKey(
        Gathering, on_delete=models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    ballot_type = models.CharField(max_length=10, choices=BallotType, default=BallotType.APPROVE)
    most_choices = models.PositiveSmallIntegerField(default=3)
    most_per_idea = models.PositiveSmallIntegerField(default=1)
    skip_misfit = models.BooleanField(default=False)
    partial_last = models.BooleanField(default=True)
    cap = MoneyField(null=True, blank=True)
    threshold = models.PositiveIntegerField(default=1)
    seed = models.CharField(max_length=64)
    objection_days = models.PositiveSmallIntegerField(default=14)
    planned_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    settling_at = models.DateTimeField(null=True, blank=True)
    shaken_on = models.DateField(null=True, blank=True)
    voters = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    pepper_sha256 = models.CharField(max_length=64, blank=True)
    pepper_destroyed_at = models.DateTimeField(null=True, blank=True)

    key = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001  empty is no key
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    called_off_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-closes_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(called_off_at=None) | (Q(called_off_by__isnull=False) & ~Q(called_off_reason="")),
                name="called_off_by_someone_with_a_reason",
            ),
            models.CheckConstraint(condition=Q(budget__gt=0), name="round_has_money"),
            models.CheckConstraint(
                condition=Q(collect_at__lte=F("vote_at")) & Q(vote_at__lt=F("closes_at")),
                name="round_in_order",
            ),
            models.CheckConstraint(
                condition=Q(most_choices__gte=1, most_per_idea__gte=1), name="ballot_has_room"
            ),
            models.CheckConstraint(
                condition=~Q(origin="own") | Q(planned_by__isnull=False), name="own_round_planned_by_someone"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("round", args=[self.pk])


class Citation(models.Model):
    """The agreement from which a rule was copied onto a round when it was planned."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="citations")
    rule = models.CharField(max_length=20)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "rule"], name="one_citation_per_rule")]

    def __str__(self) -> str:
        return f"{self.rule} {self.agreement_id}"


class Entry(models.Model):
    """An idea in a round. Text and amount freeze when it is nominated.

    `number` is its number on the ballot, drawn by lot. `published_score` is what a historical
    round published: votes ("332") or a share ("23.8%").
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="entries")
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    asked = MoneyField()
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    entered_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    nominated_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    nominated_at = models.DateTimeField(null=True, blank=True)
    published_score = models.CharField(max_length=20, blank=True)
    project_id = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(asked__gt=0), name="entry_asks_something"),
            models.UniqueConstraint(fields=["round", "initiative"], name="idea_once_in_a_round"),
            models.UniqueConstraint(fields=["round", "number"], name="ballot_number_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Ruling(models.Model):
    """A person decided on an entry that an agreement about people concerns. Never changed, never taken away.

    `applied`: the idea waits this round, and `called_by` told its people so by phone. Otherwise an exception,
    with its reason, that ends with this round. `why` the agreement concerned it, as was noticed then.
    A ruling that `replaces` another takes its place.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="rulings")
    rule = models.CharField(max_length=20)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=700)
    applied = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True)
    called_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "rule"], condition=Q(replaces=None), name="one_first_ruling"
            ),
            models.CheckConstraint(
                condition=Q(applied=True, called_by__isnull=False) | (Q(applied=False) & ~Q(reason="")),
                name="waits_after_a_call_or_is_excepted_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.applied}"


class Aspect(models.TextChoices):
    SAFETY = "safety", _("safety")
    LAW = "law", _("law")


class Look(models.Model):
    """Looking along: staff look at safety and law only. An obstacle has an owner and a next step."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="looks")
    aspect = models.CharField(max_length=10, choices=Aspect)
    free = models.BooleanField()
    reason = models.CharField(max_length=400, blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    due = models.DateField(null=True, blank=True)
    looked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    looked_at = models.DateTimeField()
    solved_at = models.DateTimeField(null=True, blank=True)
    solved_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    solution = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(solved_at=None, solved_by=None, solution="")
                | (Q(free=False, solved_by__isnull=False) & ~Q(solution="")),
                name="solved_by_someone",
            ),
            models.UniqueConstraint(fields=["entry", "aspect"], name="one_look_per_aspect"),
            models.CheckConstraint(
                condition=Q(free=True) | (~Q(reason="") & ~Q(next_step="") & Q(owner__isnull=False)),
                name="a_no_has_reason_owner_next_step",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.aspect} {self.free}"

    @property
    def stands(self) -> bool:
        """Whether it is an obstacle that nobody solved yet."""
        return not self.free and self.solved_at is None


class RollEntry(models.Model):
    """Someone who may vote in this round: from the address or member list, never self-declared.

    Name and address go when the key of the codes goes; the number stays, so that sums hold.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="roll")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=160, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    town = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="roll_number_once")]

    def __str__(self) -> str:
        return str(self.number)


class LetterBatch(models.Model):
    """Letters made in one go. The codes themselves are kept nowhere.

    `printed`: the digest of the dates and ideas that stand in them. `revoked_at`: when they were taken back.
    `at_table`: one slip with a code, given to someone at the table in the hall.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="batches")
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    printed = models.CharField(max_length=64)
    at_table = models.BooleanField(default=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.round_id}/{self.pk}"


class Issue(models.Model):
    """A credential was made for someone on the roll."""

    roll = models.ForeignKey(RollEntry, on_delete=models.PROTECT, related_name="issues")
    batch = models.ForeignKey(LetterBatch, on_delete=models.PROTECT, related_name="issues")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class Revocation(models.Model):
    """A credential that had not been used was taken back."""

    roll = models.ForeignKey(RollEntry, on_delete=models.PROTECT, related_name="revocations")
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class Credential(models.Model):
    """The right to vote once, by the keyed hash of its code. Voting tears it up. Table by sql/."""

    mac = models.BinaryField(primary_key=True, max_length=32)
    round = models.ForeignKey(Round, on_delete=models.DO_NOTHING, related_name="+")
    roll = models.OneToOneField(RollEntry, on_delete=models.DO_NOTHING, related_name="credential")

    class Meta:
        managed = False
        db_table = "rounds_credential"

    def __str__(self) -> str:
        return "credential"


class Ballot(models.Model):
    """A paper in the urn: no voter, no time, no channel, no address. Table by sql/."""

    id = models.BinaryField(primary_key=True, max_length=16)
    round_id = models.BigIntegerField()
    body = models.TextField()
    salt = models.BinaryField(max_length=16)

    class Meta:
        managed = False
        db_table = "rounds_ballot"

    def __str__(self) -> str:
        return "ballot"


class CodeFailure(models.Model):
    """A code that was wrong, by network (unreadable), for an hour: guessing is slowed, voting never is."""

    prefix = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.prefix


class Result(models.Model):
    """What the count gave: method, options, engine, seed, digest of the input, every step. Immutable.

    `ballots` and `blank` are None where only totals were published. `issued`, `revoked` and `left` are the
    count sheet of the letters as it was when the round closed; None for a round without letters.
    """

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="result")
    ballots = models.PositiveIntegerField(null=True)
    blank = models.PositiveIntegerField(null=True)
    issued = models.PositiveIntegerField(null=True)
    revoked = models.PositiveIntegerField(null=True)
    left = models.PositiveIntegerField(null=True)
    urn_root = models.CharField(max_length=64, blank=True)
    outcome = models.JSONField()
    input_sha256 = models.CharField(max_length=64)
    outcome_sha256 = models.CharField(max_length=64)
    engine = models.CharField(max_length=40)
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"result of {self.round_id}"
