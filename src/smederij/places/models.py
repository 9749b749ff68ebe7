"""Where: areas, as residents themselves count their place."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class AreaKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    DISTRICT = "district", _("District")
    NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood")
    VILLAGE = "village", _("Village")


class Area(models.Model):
    """A municipality, district, neighbourhood or village; areas nest in one root, the municipality."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=AreaKind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    residents = models.PositiveIntegerField(null=True, blank=True)
    motto = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(models.Value(1), condition=Q(parent=None), name="one_root_area"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="area_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("area", args=[self.slug])

    def lineage(self) -> list["Area"]:
        """This area and all it lies in, nearest first. Areas nest at most a few deep."""
        line, area = [], self
        while True:
            line.append(area)
            if area.parent is None:
                return line
            area = area.parent
