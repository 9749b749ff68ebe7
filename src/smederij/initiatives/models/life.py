"""What happens around an initiative: updates, remarks and support."""

from django.db import models
from django.db.models import Q

from smederij.base.ids import public_id
from smederij.base.models import Picture
from smederij.initiatives.models.ideas import Initiative
from smederij.people.models import Actor


class Update(models.Model):
    """What happened, in a few sentences, perhaps with a photo. `written_by` took it down for the teller."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="updates")
    text = models.CharField(max_length=1000)
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    teller = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 -- unique

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["initiative", "at"], name="update_of_initiative")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="update_says_something")]

    def __str__(self) -> str:
        return self.text


class Remarks(models.QuerySet["Remark"]):
    def shown(self) -> "Remarks":
        """What everybody may read."""
        return self.filter(confirmed_at__isnull=False, hidden_at=None, withdrawn_at=None)

    def unconfirmed(self) -> "Remarks":
        """What waits until one of the area's people called its writer."""
        return self.filter(confirmed_at=None, hidden_at=None, withdrawn_at=None)


class Remark(models.Model):
    """What a neighbour says of it. Hidden with a reason that its writer reads."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="remarks")
    text = models.CharField(max_length=600)
    writer = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="remarks")
    at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    hidden_why = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 -- unique

    objects = Remarks.as_manager()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["initiative", "at"], name="remark_on_initiative")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="remark_says_something"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="remark_confirmed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_by=None, hidden_why="")
                | Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_why=""),
                name="remark_hidden_by_someone_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Support(models.Model):
    """Someone stands behind it. `named`: their first name may be read. Taken back, the row is gone."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="supports")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    named = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "actor"], name="one_stands_behind_it_once")
        ]

    def __str__(self) -> str:
        return str(self.actor)
