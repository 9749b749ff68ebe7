"""What others ask about places."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from smederij.base.refusals import refuse
from smederij.places.models import Area, AreaKind


def _with_lineage() -> QuerySet[Area]:
    """Areas with all they lie in already at hand: nobody walks up the tree query by query."""
    return Area.objects.select_related("parent__parent__parent")


def root() -> Area:
    """The municipality. Refusal 404 while none has been added yet."""
    area = Area.objects.filter(parent=None).first()
    return area or refuse(_("No municipality has been added here yet."), status=404)


def area(slug: str) -> Area:
    """The area with this name in the address. Refusal 404 when there is none."""
    found = _with_lineage().filter(slug=slug).first()
    return found or refuse(_("We don't know this place. Perhaps its name changed."), status=404)


def areas() -> list[Area]:
    """All districts, neighbourhoods and villages, by name; the municipality itself left out."""
    return list(_with_lineage().exclude(kind=AreaKind.MUNICIPALITY))
