"""Telling: first-class, told by people."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from smederij.base.ids import public_id
from smederij.base.models import Picture
from smederij.initiatives.models import Initiative
from smederij.people.models import Actor
from smederij.places.models import Area


class Stories(models.QuerySet["Story"]):
    def told(self) -> "Stories":
        """What everybody may read."""
        return self.filter(withdrawn_at=None)


class Story(models.Model):
    """How it went, told by someone or written down by someone for them; of an initiative, or of an area.

    `picture` is the first one and shows on cards; more stand in `pictures`. `voice` is a file in the vault.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="stories")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, null=True, related_name="stories")
    title = models.CharField(max_length=140)
    text = models.TextField(max_length=20000, blank=True)
    voice = models.CharField(max_length=40, blank=True)
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    teller = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="stories")
    written_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = Stories.as_manager()

    class Meta:
        ordering = ["-told_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & (~Q(text="") | ~Q(voice="")), name="story_says_something"
            ),
            models.UniqueConstraint(
                fields=["area", "title"],
                condition=Q(withdrawn_at=None, initiative=None),
                name="a_title_of_an_area_is_told_once",
            ),
            models.UniqueConstraint(
                fields=["initiative", "title"], condition=Q(withdrawn_at=None), name="a_title_is_told_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("story", args=[self.public_id])

    @property
    def caption(self) -> str:
        """The first picture has no words under it: the story itself is there."""
        return ""

    @property
    def all_pictures(self) -> "list[Story | StoryPicture]":
        """The first one and the others, each with `picture` and `caption`."""
        first: list[Story | StoryPicture] = [self] if self.picture else []
        return first + list(self.pictures.all())


class StoryPicture(models.Model):
    """One more picture of a story, with the teller's words under it."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="pictures")
    picture = models.OneToOneField(Picture, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.caption
