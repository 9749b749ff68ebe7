"""The event log, and pictures."""

from django.db import models


class Event(models.Model):
    """Something happened: ids and kinds only, no names, no free text, never the source of state."""

    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_kind} {self.subject_id}"


class Picture(models.Model):
    """A picture, re-encoded by us: no location, no original, a random name, some widths."""

    name = models.CharField(max_length=40, unique=True)
    alt = models.CharField(max_length=300, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    owner_id = models.BigIntegerField(null=True, db_index=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
