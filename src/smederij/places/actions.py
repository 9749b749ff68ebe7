"""Adding areas to the municipality."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base.events import record
from smederij.base.refusals import refuse
from smederij.places.models import Area, AreaKind


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
    if Area.objects.filter(slug=new.slug).exists():
        refuse(_("There is already a place with the address %(slug)s.") % {"slug": new.slug})
    area = Area.objects.create(
        slug=new.slug, name=new.name, kind=new.kind, parent=within, residents=new.residents, motto=new.motto
    )
    record("area.added", at=now, actor_id=by_id, subject=area)
    return area
