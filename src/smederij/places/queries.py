"""What others ask about places."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from smederij.base.refusals import Moved, refuse
from smederij.base.search import Hit, matching
from smederij.places import rules, shapes
from smederij.places.models import Area, AreaKind, Boundary, FormerSlug, Postcodes


def _with_lineage() -> QuerySet[Area]:
    """Areas with all they lie in already at hand: nobody walks up the tree query by query."""
    return Area.objects.select_related("parent__parent__parent")


def root() -> Area:
    """The municipality. Refusal 404 while none has been added yet."""
    area = Area.objects.filter(parent=None).first()
    return area or refuse(_("No municipality has been added here yet."), status=404)


def area(slug: str) -> Area:
    """The area with this name in the address. Moved when it has another name now; Refusal 404 otherwise."""
    found = _with_lineage().filter(slug=slug).first()
    return found or _elsewhere(slug)


def _elsewhere(slug: str) -> Area:
    """Nothing is found here: say where it went, or that we don't know."""
    former = FormerSlug.objects.select_related("area").filter(slug=slug).first()
    if former is not None:
        reason = _("This place is called %(area)s now.") % {"area": former.area.name}
        raise Moved(reason, old=slug, new=former.area.slug)
    refuse(_("We don't know this place. Perhaps its name changed."), status=404)


def areas() -> list[Area]:
    """All districts, neighbourhoods and villages, by name; the municipality itself left out."""
    return list(_with_lineage().exclude(kind=AreaKind.MUNICIPALITY))


def lineages() -> dict[int, list[int]]:
    """By area: its number and those of all it lies in, nearest first. One query for all areas together."""
    parents = dict(Area.objects.order_by().values_list("pk", "parent_id"))
    lines = {pk: [pk] for pk in parents}
    for line in lines.values():
        while (parent := parents[line[-1]]) is not None:
            line.append(parent)
    return lines


def area_at(postcode: str, *, number: int | None) -> Area | None:
    """The area in which an address lies, when exactly one has it; the smallest range wins. One query."""
    found = areas_at(postcode, number=number)
    return found[0] if len(found) == 1 else None


def areas_at(postcode: str, *, number: int | None) -> list[Area]:
    """Whose address it is; without a number: all areas that have a part of this postcode. One query.

    `postcode` as people write it; what is none finds nothing.
    """
    tidy = rules.read_postcode(postcode)
    if tidy is None:
        return []
    known = Postcodes.objects.filter(first__lte=tidy, last__gte=tidy)
    rows = known.select_related("area__parent__parent__parent")
    return rules.nearest([(row.area, row.range) for row in rows], postcode=tidy, number=number)


def areas_with(digits: str) -> list[Area]:
    """The areas that have a part of the postcodes that begin with these four digits, by name. One query."""
    if not (len(digits) == 4 and digits.isascii() and digits.isdecimal()):
        return []
    held = Postcodes.objects.filter(first__lte=f"{digits}ZZ", last__gte=f"{digits}AA")
    return list(_with_lineage().filter(pk__in=held.values("area")))


def first_postcodes(slugs: Iterable[str]) -> dict[str, str]:
    """By name of the area: a postcode that lies in it. One query."""
    rows = (
        Postcodes.objects.filter(area__slug__in=slugs).select_related("area").order_by("area__name", "-first")
    )
    return {row.area.name: f"{row.first[:4]} {row.first[4:]}" for row in rows}


@dataclass(frozen=True)
class Outline:
    """An area as it stands on the picture of all areas; `wide`: from its west to its east."""

    area: Area
    path: str
    x: int
    y: int
    wide: int


@dataclass(frozen=True)
class Outlines:
    """The picture of all areas that have a boundary, in one box."""

    width: int
    height: int
    shapes: list[Outline]


def outlines() -> Outlines | None:
    """The boundaries as one still picture, what lies inside others last; None when none is known."""
    rows = [row for row in _boundaries() if row.area.parent_id is not None]
    picture = shapes.draw([row.geometry for row in rows])
    if picture is None:
        return None
    drawn = [
        Outline(row.area, one.path, one.x, one.y, one.wide)
        for row, one in zip(rows, picture.shapes, strict=True)
    ]
    depth = {row.area_id: len(row.area.lineage()) for row in rows}
    drawn.sort(key=lambda one: depth[one.area.pk])
    return Outlines(picture.width, picture.height, drawn)


def boundaries() -> list[tuple[Area, shapes.Geometry]]:
    """Every area that has a boundary, the municipality too, with that boundary. One query."""
    return [(row.area, row.geometry) for row in _boundaries()]


def _boundaries() -> QuerySet[Boundary]:
    return Boundary.objects.select_related("area__parent__parent__parent").order_by("area__name")


def search(words: str, most: int) -> Iterable[Hit]:
    """Areas by their name, one they had before left out."""
    for one in matching(Area.objects.select_related("parent"), words, "name", "motto")[:most]:
        within = one.parent.name if one.parent else ""
        yield Hit(str(one.get_kind_display()), one.name, one.get_absolute_url(), one.motto, within)
