"""One cast for all tests: a municipality, two areas, and the people in them, made by real actions."""

from dataclasses import dataclass
from datetime import datetime

from django.test import Client

from smederij.base import clock
from smederij.people import actions
from smederij.people.models import Actor, ActorKind, HatKind
from smederij.people.sessions import CAME_IN
from smederij.places.actions import NewArea, add
from smederij.places.models import Area, AreaKind


@dataclass(frozen=True)
class Cast:
    """Amina proposes, Bram next door votes, Chen keeps the pot, Dalia lives elsewhere, Els is area worker.

    Finn does the municipality's finance, Noor works there, Ada is administrator; the Library is an
    organisation. Everybody can sign in.
    """

    root: Area
    area: Area
    other_area: Area
    amina: Actor
    bram: Actor
    chen: Actor
    dalia: Actor
    els: Actor
    finn: Actor
    noor: Actor
    ada: Actor
    library: Actor

    @property
    def people(self) -> dict[str, Actor]:
        """Everybody by their name in tests; `nobody` is not signed in and not here."""
        names = ("amina", "bram", "chen", "dalia", "els", "finn", "noor", "ada", "library")
        return {name: getattr(self, name) for name in names}


def make_cast(now: datetime) -> Cast:
    """Bring everybody on stage."""
    root, area, other_area = _places(now)
    resident, group, keeper = HatKind.RESIDENT, HatKind.GROUP, HatKind.KEEPER
    return Cast(
        root=root,
        area=area,
        other_area=other_area,
        amina=_person("Amina", "06 1000 0001", hats=[(resident, area)], now=now),
        bram=_person("Bram", "", hats=[(resident, area)], now=now),
        chen=_person("Chen", "06 1000 0003", hats=[(resident, area), (group, area), (keeper, area)], now=now),
        dalia=_person("Dalia", "06 1000 0004", hats=[(resident, other_area)], now=now),
        els=_person("Els", "06 1000 0005", hats=[(HatKind.AREA_WORKER, area)], now=now),
        finn=_person("Finn", "", hats=[(HatKind.FINANCE, root)], now=now),
        noor=_person("Noor", "", hats=[(HatKind.STAFF, root)], now=now),
        ada=_person("Ada", "", hats=[(HatKind.ADMIN, root)], now=now),
        library=_person("Library", "", hats=[], now=now, kind=ActorKind.ORGANISATION),
    )


def _places(now: datetime) -> tuple[Area, Area, Area]:
    root = add(NewArea("smeedrecht", "Smeedrecht", AreaKind.MUNICIPALITY), within=None, by_id=None, now=now)
    krakeel = NewArea(
        "krakeel", "Krakeel", AreaKind.NEIGHBOURHOOD, residents=2000, motto="Samen maken we het."
    )
    weide = NewArea("de-weide", "De Weide", AreaKind.VILLAGE, residents=800)
    area = add(krakeel, within=root, by_id=None, now=now)
    return root, area, add(weide, within=root, by_id=None, now=now)


def _person(
    name: str, phone: str, *, hats: list[tuple[HatKind, Area]], now: datetime, kind: str = ActorKind.PERSON
) -> Actor:
    email = f"{name.lower()}@example.org"
    actor = actions.meet(name, phone=phone, email=email, kind=kind, now=now)
    for hat, area in hats:
        actions.give_hat(hat, to=actor, area=area, by=None, now=now)
    actions.open_login(email, now=now)
    return actor


def sign_in(client: Client, actor: Actor) -> None:
    """Let this test client act for somebody, who came in just now."""
    client.force_login(actor.logins.get())
    session = client.session
    session[CAME_IN] = clock.now().timestamp()
    session.save()
