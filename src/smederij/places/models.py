"""Where: areas, as residents themselves count their place."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smederij.places.rules import HIGHEST, Range


class AreaKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    DISTRICT = "district", _("District")
    NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood")
    VILLAGE = "village", _("Village")


SPOKEN = {
    AreaKind.MUNICIPALITY: _("the municipality"),
    AreaKind.DISTRICT: _("the district"),
    AreaKind.NEIGHBOURHOOD: _("the neighbourhood"),
    AreaKind.VILLAGE: _("the village"),
}


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

    @property
    def spoken(self) -> str:
        """What people call it in a sentence: "the village"."""
        return str(SPOKEN[AreaKind(self.kind)])

    def lineage(self) -> list["Area"]:
        """This area and all it lies in, nearest first. Areas nest at most a few deep."""
        line, area = [], self
        while True:
            line.append(area)
            if area.parent is None:
                return line
            area = area.parent


class FormerSlug(models.Model):
    """A name an area had in addresses before; it still leads there."""

    slug = models.SlugField(max_length=60, unique=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug


class Boundary(models.Model):
    """Where an area ends: a GeoJSON Polygon or MultiPolygon in degrees (WGS 84).

    Apart from the area, which is asked for everywhere and must stay light.
    """

    area = models.OneToOneField(Area, on_delete=models.PROTECT, related_name="boundary")
    geometry = models.JSONField()

    def __str__(self) -> str:
        return str(self.area_id)


class Side(models.TextChoices):
    BOTH = "", _("both sides")
    ODD = "odd", _("odd")
    EVEN = "even", _("even")


class Postcodes(models.Model):
    """Addresses that belong to an area; see rules.Range. The smallest range an address lies in wins."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="postcodes")
    first = models.CharField(max_length=6)
    last = models.CharField(max_length=6)
    from_number = models.PositiveIntegerField(default=1)
    to_number = models.PositiveIntegerField(default=HIGHEST)
    side = models.CharField(max_length=4, choices=Side, blank=True, default=Side.BOTH)

    class Meta:
        ordering = ["first", "last", "from_number"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="postcodes_in_order"),
            models.CheckConstraint(
                condition=Q(from_number__gte=1, to_number__gte=F("from_number"), to_number__lte=HIGHEST),
                name="house_numbers_in_order",
            ),
            models.UniqueConstraint(
                fields=["first", "last", "from_number", "to_number", "side"],
                name="addresses_belong_to_one_area",
            ),
        ]

    def __str__(self) -> str:
        return str(self.range)

    @property
    def range(self) -> Range:
        return Range(self.first, self.last, self.from_number, self.to_number, self.side)
