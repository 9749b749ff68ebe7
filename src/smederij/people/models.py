"""Who: actors, their logins, the hats they wear, and the calls they asked for."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from smederij.base import clock
from smederij.base.ids import public_id
from smederij.places.models import Area


class ActorKind(models.TextChoices):
    PERSON = "person", _("Person")
    GROUP = "group", _("Group")
    ORGANISATION = "organisation", _("Organisation")


class Actor(models.Model):
    """A person, group or organisation. Forgetting leaves a nameless row, so that sums still hold.

    `became`: this turned out to be somebody we knew already, who has all of it now; what can't be changed
    afterwards (the event log) still points here.
    `name` is how others see them ("Els"). Phone, e-mail and full name are private, unless a hat
    makes someone a person to call.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    kind = models.CharField(max_length=20, choices=ActorKind, default=ActorKind.PERSON)
    name = models.CharField(max_length=80, blank=True)
    full_name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    where = models.CharField(max_length=160, blank=True)
    face = models.PositiveSmallIntegerField(default=0)
    known_since = models.DateTimeField()
    vouched_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    forgotten_at = models.DateTimeField(null=True, blank=True)
    became = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="been")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(became=None) | (Q(forgotten_at__isnull=False) & ~Q(became=F("pk"))),
                name="who_became_another_left",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at=None) | Q(name="", full_name="", phone="", email="", where=""),
                name="forgotten_is_nameless",
            ),
        ]
        indexes = [models.Index(Lower("email"), name="actor_by_email")]

    def __str__(self) -> str:
        if self.became is not None:
            return str(self.became)
        return self.name or str(_("someone"))

    @property
    def seed(self) -> str:
        """What their drawn face grows from: always the same, and telling nothing."""
        return f"face-{self.face}" if self.face else self.public_id


class Logins(BaseUserManager["Login"]):
    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> "Login":
        """A login without a password: people come in by a code."""
        login = self.model(email=self.normalize_email(email) or None, **fields)
        login.set_unusable_password()
        login.save(using=self._db)
        return login


class Login(AbstractBaseUser):
    """A way in. It may act for several actors; rights come from their hats, never from the login.

    Made when somebody asks for a code, by e-mail or text message; one that was never used is swept away
    after a day. Whoever is in can add the other of the two. With neither it came from somebody who vouched.
    `phone` is written as E.164.
    """

    email = models.EmailField(unique=True, null=True, blank=True)
    phone = models.CharField(max_length=16, unique=True, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    asked_at = models.DateTimeField(default=clock.now)
    actors = models.ManyToManyField(Actor, related_name="logins", blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Logins()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_login_per_email"),
            models.CheckConstraint(
                condition=Q(phone=None) | Q(phone__regex=r"^\+[1-9][0-9]{7,14}$"), name="phone_is_e164"
            ),
            models.CheckConstraint(condition=~Q(email=""), name="no_empty_address"),
        ]

    def __str__(self) -> str:
        return self.reach or f"#{self.pk}"

    @property
    def reach(self) -> str:
        """The address or the number a code goes to; nothing for who came in on somebody's word."""
        return self.email or self.phone or ""

    @property
    def ways(self) -> list[str]:
        """Everything a code for this login can go to."""
        return [way for way in (self.email, self.phone) if way]


class HatKind(models.TextChoices):
    RESIDENT = "resident", _("resident")
    GROUP = "group", _("member of the forge group")
    KEEPER = "keeper", _("keeper of the pot")
    AREA_WORKER = "area_worker", _("area worker")
    COUNTER = "counter", _("counter of votes")
    STEERING = "steering", _("member of the steering group")
    FUNDER = "funder", _("funder")
    FINANCE = "finance", _("finance")
    STAFF = "staff", _("municipal staff")
    COUNCIL = "council", _("council member")
    ADMIN = "admin", _("administrator")


SENTENCE = 400
TO_CALL = (HatKind.AREA_WORKER, HatKind.KEEPER, HatKind.GROUP)


class Hats(models.QuerySet["Hat"]):
    def worn(self, *, now: datetime) -> "Hats":
        """Hats in force at this moment."""
        return self.filter(Q(until=None) | Q(until__gt=now), since__lte=now)


class Hat(models.Model):
    """What someone is in an area and the areas inside it, from and until, and who gave it."""

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="hats")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="hats")
    kind = models.CharField(max_length=20, choices=HatKind)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")

    objects = Hats.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="hat_ends_later"),
            models.UniqueConstraint(
                fields=["actor", "area", "kind"], condition=Q(until=None), name="one_open_hat_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor}: {self.get_kind_display()} {self.area}"


class CallBack(models.Model):
    """'Bel mij': someone asked to be called; after two working days it shows higher up."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="callbacks")
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=20)
    about = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    due = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True)
    called_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(called_at=None, called_by=None)
                | Q(called_at__isnull=False, called_by__isnull=False),
                name="called_by_someone",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.asked_at:%Y-%m-%d}"


class Knock(models.Model):
    """Somebody unknown sent us something: counted by network (a keyed hash), for a day at most."""

    network = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["network", "at"], name="knock_by_network")]

    def __str__(self) -> str:
        return f"{self.at:%H:%M}"


def thing(subject: models.Model) -> tuple[str, int]:
    """What names any row of any room, without knowing that room: its kind and its number."""
    return subject._meta.label_lower, subject.pk


class Follow(models.Model):
    """Somebody wants to hear of one thing: an idea, a round, an area. Nothing else is sent to them."""

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="follows")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "actor"], name="followed_once_by_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor}: {self.subject_kind} {self.subject_id}"


class Notice(models.Model):
    """One sentence for one follower. `tried_at` is when it was last given to be sent, `sent_at` when it went.

    It can be read under "Berichten" before and after; the clock throws it away after a season.
    """

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="notices")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    sentence = models.CharField(max_length=SENTENCE)
    url = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(sentence=""), name="notice_says_something"),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(tried_at__isnull=False), name="what_was_sent_was_tried"
            ),
        ]
        indexes = [
            models.Index(fields=["actor", "at"], name="notice_by_actor"),
            models.Index(fields=["actor"], condition=Q(sent_at=None), name="notice_to_send"),
        ]

    def __str__(self) -> str:
        return self.sentence


class Vouch(models.Model):
    """Somebody of an area knows who stands before them: a link of a quarter of an hour, good for one sign-in.

    Only a keyed hash of its code is kept. The name waits here until it is used, and then moves to the actor.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="vouches")
    name = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    code_hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    until = models.DateTimeField()
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="vouched_in")
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at=None, actor=None)
                | Q(used_at__isnull=False, actor__isnull=False, name="", phone=""),
                name="used_vouch_is_somebody",
            ),
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="vouch_ends_later"),
        ]
        indexes = [models.Index(fields=["by", "at"], name="vouch_by_whom")]

    def __str__(self) -> str:
        return f"{self.by} {self.at:%Y-%m-%d %H:%M}"
