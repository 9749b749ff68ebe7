"""What pages and other rooms ask about people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from smederij.people.models import TO_CALL, Actor, Hat, Login
from smederij.places.models import Area

ACTING_AS = "acting_as"


@dataclass(frozen=True, slots=True)
class Contact:
    """Someone people can call: what stands on pages, and no more."""

    name: str
    role: str
    phone: str
    where: str
    face: str


def actor_of(request: HttpRequest) -> Actor | None:
    """The person behind the login of this request. Asks nothing when there is no session cookie."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    login = request.user
    if not isinstance(login, Login):
        return None
    actors = actors_of(login)
    chosen = request.session.get(ACTING_AS)
    return next((actor for actor in actors if actor.pk == chosen), actors[0] if actors else None)


def actors_of(login: Login) -> list[Actor]:
    """All whom this login may act for: those who ever wore a hat first, then the longest known."""
    wore = Hat.objects.filter(actor=OuterRef("pk"))
    known = login.actors.filter(forgotten_at=None)
    return list(known.annotate(wore=Exists(wore)).order_by("-wore", "pk"))


def contacts(area: Area, *, now: datetime) -> list[Contact]:
    """Whom to call about an area: nearest area first, area worker before keeper before group."""
    lineage = [place.pk for place in area.lineage()]
    worn = Hat.objects.worn(now=now).filter(area__in=lineage, kind__in=TO_CALL).select_related("actor")
    reachable = worn.exclude(actor__phone="").filter(actor__forgotten_at=None)
    order = list(TO_CALL)
    return _contacts(
        sorted(reachable, key=lambda hat: (lineage.index(hat.area_id), order.index(hat.kind), hat.pk))  # type: ignore[arg-type]
    )


def _contacts(hats: Iterable[Hat]) -> list[Contact]:
    """One contact a person, in the role that comes first."""
    first: dict[int, Hat] = {}
    for hat in hats:
        first.setdefault(hat.actor_id, hat)
    return [
        Contact(
            name=hat.actor.name,
            role=str(hat.get_kind_display()),
            phone=hat.actor.phone,
            where=hat.actor.where,
            face=hat.actor.seed,
        )
        for hat in first.values()
    ]
