"""What pages and other rooms ask about people."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from smederij.base import phones, rooms
from smederij.base.rooms import Waiting
from smederij.base.templatetags.words import and_list
from smederij.people.models import (
    TO_CALL,
    Actor,
    ActorKind,
    CallBack,
    Follow,
    Hat,
    HatKind,
    Login,
    Notice,
    thing,
)
from smederij.places.models import Area

ACTING_AS = "acting_as"
TOLD_ALSO = (HatKind.STEERING, HatKind.FUNDER, HatKind.FINANCE, HatKind.STAFF, HatKind.COUNCIL)


@dataclass(frozen=True, slots=True)
class Contact:
    """Someone people can call: what stands on pages, and no more."""

    name: str
    role: str
    phone: str
    where: str
    face: str


@dataclass(frozen=True, slots=True)
class Declared(Contact):
    """Someone with a hat in an area, and which other hats they wear that residents should know of."""

    also: str

    @property
    def roles(self) -> str:
        """All of it in one breath."""
        words = {"role": self.role, "also": self.also}
        return _("%(role)s, and also %(also)s") % words if self.also else self.role


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


def known_by(reach: str) -> Actor | None:
    """Who signs in with this address or number, or was given a hat under it; the longest known first."""
    here = Actor.objects.filter(forgotten_at=None)
    if "@" in reach:
        proven = Q(logins__email__iexact=reach) | Q(hats__isnull=False)
        return here.filter(proven, email__iexact=reach).order_by("pk").first()
    entered = here.filter(logins__phone=reach).order_by("pk").first()
    given = [actor for actor in unproven(reach) if actor.vouched_by_id is None and actor.hats.exists()]
    return entered or next(iter(given), None)


def unproven(number: str) -> list[Actor]:
    """Who wrote down this number (E.164) and never showed any address or number to be theirs."""
    proven = Login.objects.filter(actors=OuterRef("pk")).exclude(email=None, phone=None)
    alike = Actor.objects.filter(~Exists(proven), phone__regex=phones.pattern(number), forgotten_at=None)
    return [actor for actor in alike.order_by("pk") if phones.e164(actor.phone) == number]


def same_person(actor_id: int) -> set[int]:
    """Whoever one of this person's logins acts for, and who turned out to be them; themselves too."""
    alike = Q(logins__actors=actor_id) | Q(became=actor_id) | Q(became__logins__actors=actor_id)
    return {actor_id, *Actor.objects.filter(alike).values_list("pk", flat=True)}


def logins_by(reach: str) -> QuerySet[Login]:
    """The one login a code sent there opens, when there is one."""
    return Login.objects.filter(**({"email__iexact": reach} if "@" in reach else {"phone": reach}))


def comes_in_by(reach: str, *, but: Actor) -> Actor | None:
    """Somebody else who comes in by this address or number."""
    login = logins_by(reach).first()
    return next((one for one in actors_of(login) if one != but), None) if login else None


def ways_of(actor: Actor) -> list[str]:
    """Every address and number by which somebody comes in."""
    return [way for login in actor.logins.order_by("pk") for way in login.ways]


def persons_of(login: Login) -> list[Actor]:
    """The persons for whom a login acts; groups and organisations left out."""
    return [one for one in actors_of(login) if one.kind == ActorKind.PERSON]


def people_of(login: Login) -> list[Actor]:
    """The persons with a name for whom this login acts: more than one where people share a number."""
    return [one for one in persons_of(login) if one.name]


def plain_name(name: str) -> str:
    """A name without capitals, accents and doubled spaces, to see whether two are the same."""
    letters = unicodedata.normalize("NFKD", " ".join(name.split()).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def has_shown_who(actor: Actor) -> bool:
    """Whether they came in by an address or number of their own, and not only on somebody's word."""
    return actor.logins.exclude(email=None, phone=None).exists()


def contacts(area: Area, *, now: datetime) -> list[Contact]:
    """Whom to call about an area: nearest area first, area worker before keeper before group."""
    lineage = [place.pk for place in area.lineage()]
    worn = Hat.objects.worn(now=now).filter(area__in=lineage, kind__in=TO_CALL).select_related("actor")
    reachable = worn.exclude(actor__phone="").filter(actor__forgotten_at=None)
    order = list(TO_CALL)
    return _contacts(
        sorted(reachable, key=lambda hat: (lineage.index(hat.area_id), order.index(hat.kind), hat.pk))  # type: ignore[arg-type]
    )


def wearers(area: Area, *kinds: HatKind, but: Actor, now: datetime) -> list[Contact]:
    """Who else wears one of these hats here, nearest area first; a number only of whom one can call."""
    lineage, order = [place.pk for place in area.lineage()], list(kinds)
    worn = Hat.objects.worn(now=now).filter(area__in=lineage, kind__in=kinds, actor__forgotten_at=None)
    others = worn.exclude(actor__in=same_person(but.pk)).select_related("actor")
    found = sorted(
        others.order_by("pk"), key=lambda hat: (lineage.index(hat.area_id), order.index(HatKind(hat.kind)))
    )
    callable_ = {hat.actor_id for hat in found if hat.kind in TO_CALL}
    people = zip(dict.fromkeys(hat.actor_id for hat in found), _contacts(found), strict=True)
    return [one if pk in callable_ else replace(one, phone="", where="") for pk, one in people]


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


def declared(area: Area, *, now: datetime) -> list[Declared]:
    """Who carries an area's forge: everyone, in the order of contacts, with or without a number. One query.

    `also`: what they are besides, for the municipality or as a council member, wherever that is.
    """
    lineage = [place.pk for place in area.lineage()]
    worn, order = Hat.objects.worn(now=now), list(TO_CALL)
    here = worn.filter(area__in=lineage, kind__in=TO_CALL).values("actor")
    kinds = worn.filter(actor__in=here, actor__forgotten_at=None, kind__in=(*TO_CALL, *TOLD_ALSO))
    hats: dict[int, list[Hat]] = {}
    for hat in kinds.select_related("actor").order_by("pk"):
        hats.setdefault(hat.actor_id, []).append(hat)
    found = []
    for all_hats in hats.values():
        local = [hat for hat in all_hats if hat.area_id in lineage and hat.kind in TO_CALL]
        local.sort(key=lambda hat: (lineage.index(hat.area_id), order.index(HatKind(hat.kind)), hat.pk))
        place = (lineage.index(local[0].area_id), order.index(HatKind(local[0].kind)), local[0].pk)
        found.append((place, _declared(local, all_hats)))
    return [one for _place, one in sorted(found, key=lambda pair: pair[0])]


def _declared(local: list[Hat], all_hats: list[Hat]) -> Declared:
    roles = dict.fromkeys(str(hat.get_kind_display()) for hat in local)
    also = dict.fromkeys(str(hat.get_kind_display()) for hat in all_hats if hat.kind in TOLD_ALSO)
    who = local[0].actor
    return Declared(
        name=who.name,
        role=and_list(list(roles)),
        phone=who.phone,
        where=who.where,
        face=who.seed,
        also=and_list(list(also)),
    )


def open_callbacks(actor: Actor, *, now: datetime) -> list[CallBack]:
    """Who waits to be called by this person, longest waiting first.

    The people of the area itself see it at once. Those of the areas around it, and administrators, see
    it when two working days have passed, or at once when nobody can be called in the area itself.
    """
    called = (*TO_CALL, HatKind.ADMIN)
    mine = list(Hat.objects.worn(now=now).filter(actor=actor, kind__in=called).values_list("area_id", "kind"))
    if not mine:
        return []
    near = {area for area, kind in mine if kind in TO_CALL}
    around = {area for area, _kind in mine}
    manned = set(Hat.objects.worn(now=now).filter(kind__in=TO_CALL).values_list("area_id", flat=True))
    waiting = CallBack.objects.filter(called_at=None).select_related("area__parent__parent__parent")
    return [
        asked
        for asked in waiting.order_by("asked_at", "pk")
        if asked.area_id in near
        or (
            (asked.due <= now or asked.area_id not in manned)
            and around & {place.pk for place in asked.area.lineage()}
        )
    ]


def worn_in(area: Area, *, now: datetime) -> list[Hat]:
    """The hats people wear in this very area, by kind and then by name."""
    order = list(HatKind)
    hats = Hat.objects.worn(now=now).filter(area=area).select_related("actor", "given_by", "area")
    return sorted(hats, key=lambda hat: (order.index(HatKind(hat.kind)), hat.actor.name.lower(), hat.pk))


KINDS_TO_CALL_FIRST = [*TO_CALL, *(kind for kind in HatKind if kind not in TO_CALL)]


@dataclass(frozen=True, slots=True)
class Worn:
    """One hat, as it is declared: what, since when, until when, given by whom, and in which wider area."""

    role: str
    since: datetime
    until: datetime | None
    given_by: str
    around: str


@dataclass(frozen=True, slots=True)
class WhoHere:
    """Somebody who does something in an area, all their hats together; a number only of who can be called."""

    name: str
    phone: str
    where: str
    face: str
    here: bool
    hats: tuple[Worn, ...]

    @property
    def roles(self) -> list[str]:
        return list(dict.fromkeys(hat.role for hat in self.hats))


def who_does_what(area: Area, *, now: datetime) -> list[WhoHere]:
    """Everybody with a hat in this area or those around it, residents left out: own people first."""
    lineage = [place.pk for place in area.lineage()]
    worn = Hat.objects.worn(now=now).filter(area__in=lineage, actor__forgotten_at=None)
    by_actor: dict[int, list[Hat]] = {}
    for hat in worn.exclude(kind=HatKind.RESIDENT).select_related("actor", "given_by", "area"):
        by_actor.setdefault(hat.actor_id, []).append(hat)

    def rank(hat: Hat) -> tuple[bool, int, int]:
        return (
            hat.area_id != area.pk,
            KINDS_TO_CALL_FIRST.index(HatKind(hat.kind)),
            lineage.index(hat.area_id),
        )

    people = [sorted(hats, key=rank) for hats in by_actor.values()]
    people.sort(key=lambda hats: (*rank(hats[0]), hats[0].actor.name.lower(), hats[0].pk))
    return [_who(hats, area) for hats in people]


def _who(hats: list[Hat], area: Area) -> WhoHere:
    actor = hats[0].actor
    to_call = any(hat.kind in TO_CALL for hat in hats)
    declared = tuple(
        Worn(
            role=str(hat.get_kind_display()),
            since=hat.since,
            until=hat.until,
            given_by=str(hat.given_by) if hat.given_by else "",
            around="" if hat.area_id == area.pk else hat.area.name,
        )
        for hat in hats
    )
    return WhoHere(
        name=str(actor),
        phone=actor.phone if to_call else "",
        where=actor.where if to_call else "",
        face=actor.seed,
        here=hats[0].area_id == area.pk,
        hats=declared,
    )


def worn_by(actor: Actor, *, now: datetime) -> list[Hat]:
    """The hats someone wears, by area."""
    return list(
        Hat.objects.worn(now=now).filter(actor=actor).select_related("area").order_by("area__name", "pk")
    )


def follows(actor: Actor | None, subject: Model) -> bool:
    """Does this person want to hear of this?"""
    if actor is None:
        return False
    kind, pk = thing(subject)
    return Follow.objects.filter(actor=actor, subject_kind=kind, subject_id=pk).exists()


def follows_of(actor: Actor) -> QuerySet[Follow]:
    """What someone follows, what they began with last first."""
    return Follow.objects.filter(actor=actor).order_by("-since", "-pk")


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """What was told to someone, newest first."""
    return Notice.objects.filter(actor=actor).order_by("-at", "-pk")


def waiting_for(actor: Actor, *, now: datetime) -> list[Waiting]:
    """What waits for somebody in every room: what is late first, then what waits longest."""
    found = [one for room in rooms.every() if room.waiting_for for one in room.waiting_for(actor.pk, now)]
    return sorted(found, key=lambda one: (not one.late, one.since))
