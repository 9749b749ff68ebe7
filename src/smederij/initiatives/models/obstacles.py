"""What an initiative runs into, and who works on it."""

from django.db import models
from django.db.models import F, Q

from smederij.base.ids import public_id
from smederij.initiatives.models.ideas import Initiative
from smederij.people.models import Actor


class Obstacle(models.Model):
    """Something in the way: words, an owner, a next step and a date. Solved with how.

    Raised by somebody from outside it is a no: then `told_by` called whoever carries the initiative first.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="obstacles")
    words = models.CharField(max_length=300)
    owner = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="obstacles")
    step = models.CharField(max_length=300)
    due = models.DateTimeField()
    raised_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    told_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)
    solved_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    solved_how = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 -- unique

    class Meta:
        ordering = ["raised_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words="") & ~Q(step=""), name="obstacle_has_a_next_step"),
            models.CheckConstraint(condition=Q(due__gt=F("raised_at")), name="obstacle_is_due_later"),
            models.CheckConstraint(
                condition=Q(told_at=None, told_by=None) | Q(told_at__isnull=False, told_by__isnull=False),
                name="obstacle_told_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(solved_at=None, solved_by=None, solved_how="")
                | Q(solved_at__isnull=False, solved_by__isnull=False) & ~Q(solved_how=""),
                name="obstacle_solved_by_someone_and_how",
            ),
        ]

    def __str__(self) -> str:
        return self.words
