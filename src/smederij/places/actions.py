"""Adding areas to the municipality, renaming them, and saying where they end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base.events import record
from smederij.base.refusals import refuse
from smederij.places import rules
from smederij.places.models import Area, AreaKind, Boundary, FormerSlug, Postcodes
from smederij.places.rules import Range
from smederij.places.shapes import Geometry, read_geometry

__all__ = [
    "NewArea",
    "Range",
    "add",
    "rename",
    "set_all_postcodes",
    "set_boundaries",
    "set_boundary",
    "set_postcodes",
]


@dataclass(frozen=True, slots=True)
class NewArea:
    """An area that is about to be added; the slug is its name in addresses."""

    slug: str
    name: str
    kind: AreaKind
    residents: int | None = None
    motto: str = ""


@transaction.atomic
def add(new: NewArea, *, within: Area | None, by_id: int | None, now: datetime) -> Area:
    """Add an area; without `within` it is the municipality, of which there is one.

    Refuses a slug that is taken, a second municipality, and a municipality inside another area.
    """
    if (within is None) != (new.kind == AreaKind.MUNICIPALITY):
        refuse(_("A municipality lies in nothing, and everything else lies in the municipality."))
    if within is None and Area.objects.filter(parent=None).exists():
        refuse(_("There is a municipality here already, and there can be only one."))
    _insist_free(new.slug)
    area = Area.objects.create(
        slug=new.slug, name=new.name, kind=new.kind, parent=within, residents=new.residents, motto=new.motto
    )
    record("area.added", at=now, actor_id=by_id, subject=area)
    return area


def _insist_free(slug: str, *, of: Area | None = None) -> None:
    """Refuse an address that leads to another area, now or from before."""
    known = Area.objects.filter(slug=slug)
    former = FormerSlug.objects.filter(slug=slug)
    if of is not None:
        known, former = known.exclude(pk=of.pk), former.exclude(area=of)
    if known.exists() or former.exists():
        refuse(_("There is already a place with the address %(slug)s.") % {"slug": slug})


@transaction.atomic
def rename(area: Area, *, slug: str, name: str, by_id: int | None, now: datetime) -> Area:
    """Give an area another name; addresses with the old one go on leading there."""
    area = Area.objects.select_for_update().get(pk=area.pk)
    _insist_free(slug, of=area)
    if area.slug != slug:
        FormerSlug.objects.filter(slug=slug).delete()
        FormerSlug.objects.create(slug=area.slug, area=area)
    area.slug, area.name = slug, name
    area.save(update_fields=["slug", "name"])
    record("area.renamed", at=now, actor_id=by_id, subject=area)
    return area


@transaction.atomic
def set_boundary(area: Area, *, geometry: Geometry | None, by_id: int | None, now: datetime) -> None:
    """Say where an area ends: a GeoJSON Polygon or MultiPolygon in degrees; None: nobody knows any more."""
    _lock_places()
    Boundary.objects.filter(area=area).delete()
    if geometry is not None:
        Boundary.objects.create(area=area, geometry=read_geometry(geometry))
    record("area.bounded", at=now, actor_id=by_id, subject=area)


@transaction.atomic
def set_boundaries(geometries: Mapping[Area, Geometry], *, by_id: int | None, now: datetime) -> None:
    """Several at once: all, or none."""
    for area, geometry in geometries.items():
        set_boundary(area, geometry=geometry, by_id=by_id, now=now)


@transaction.atomic
def set_postcodes(area: Area, *, ranges: Sequence[Range], by_id: int | None, now: datetime) -> None:
    """The addresses of one area, instead of those it had. Refuses what contradicts those of another."""
    _lock_places()
    others = Postcodes.objects.exclude(area=area).select_related("area")
    mine = [(area, one) for one in ranges]
    _insist_clear([*mine, *((row.area, row.range) for row in others)])
    Postcodes.objects.filter(area=area).delete()
    _keep(mine)
    record("area.postcodes", at=now, actor_id=by_id, subject=area)


@transaction.atomic
def set_all_postcodes(owned: Sequence[tuple[Area, Range]], *, by_id: int | None, now: datetime) -> None:
    """The addresses of the whole municipality, instead of all there were."""
    _lock_places()
    _insist_clear(owned)
    Postcodes.objects.all().delete()
    _keep(owned)
    record("area.postcodes", at=now, actor_id=by_id)


def _lock_places() -> None:
    """One at a time, so that two who set postcodes at once can't contradict each other unseen."""
    list(Area.objects.select_for_update().filter(parent=None))


def _insist_clear(owned: Iterable[tuple[Area, Range]]) -> None:
    owned = list(owned)
    for area, range in owned:
        if not range.is_fit:
            refuse(_("%(area)s: %(range)s holds no address.") % {"area": area.name, "range": range})
    clash = next(rules.contradictions(owned), None)
    if clash is not None:
        (area, range), (other, other_range) = clash
        words = {"area": area.name, "range": range, "other": other.name, "other_range": other_range}
        refuse(
            _("%(area)s (%(range)s) and %(other)s (%(other_range)s) both claim the same addresses.") % words
        )


def _keep(owned: Iterable[tuple[Area, Range]]) -> None:
    """A range that an area names twice is kept once."""
    rows = [
        Postcodes(
            area=area,
            first=range.first,
            last=range.last,
            from_number=range.from_number,
            to_number=range.to_number,
            side=range.side,
        )
        for area, range in dict.fromkeys(owned)
    ]
    Postcodes.objects.bulk_create(rows)
