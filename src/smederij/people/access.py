"""Who may do what, and in which hat."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from smederij.base import clock
from smederij.base.refusals import Allowed, Answer, Refused, insist, refuse
from smederij.base.templatetags.look import spoken_phone
from smederij.people import kept, queries, sessions
from smederij.people.kept import Kept
from smederij.people.models import TO_CALL, Actor, ActorKind, CallBack, Hat, HatKind, Login
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.places.models import Area

P = ParamSpec("P")
GIVERS = frozenset({HatKind.AREA_WORKER, HatKind.ADMIN})
GIVEN_BY_AREA_WORKER = frozenset({HatKind.GROUP, HatKind.KEEPER, HatKind.COUNTER, HatKind.RESIDENT})


def hats(actor: Actor | None, area: Area, *, now: datetime) -> frozenset[str]:
    """The hats someone wears in an area now, those of the areas around it included."""
    if actor is None or actor.forgotten_at is not None:
        return frozenset()
    places = [place.pk for place in area.lineage()]
    worn = Hat.objects.worn(now=now).filter(actor=actor, area__in=places)
    return frozenset(worn.values_list("kind", flat=True))


def wherever(actor: Actor | None, *kinds: str, now: datetime) -> frozenset[int]:
    """The numbers of all areas in which someone wears any of these hats, those inside included.

    Two questions whatever their number: for lists that would ask `wears` of every row.
    """
    if actor is None or actor.forgotten_at is not None:
        return frozenset()
    worn = Hat.objects.worn(now=now).filter(actor=actor, kind__in=kinds)
    inside = set(worn.values_list("area_id", flat=True))
    if not inside:
        return frozenset()
    parents = dict(Area.objects.values_list("pk", "parent_id"))
    return frozenset(pk for pk in parents if inside & set(_around(pk, parents)))


def _around(pk: int | None, parents: Mapping[int, int | None]) -> Iterator[int]:
    while pk is not None:
        yield pk
        pk = parents[pk]


def wears(actor: Actor | None, *kinds: str, area: Area, now: datetime) -> Answer:
    """Allowed in any of these hats; otherwise a reason that names whom to call."""
    if hats(actor, area, now=now) & frozenset(kinds):
        return Allowed()
    return Refused(_reason(actor, kinds, area=area, now=now))


def _reason(actor: Actor | None, kinds: tuple[str, ...], *, area: Area, now: datetime) -> str:
    roles = _("%(first)s or %(last)s")
    names = [str(HatKind(kind).label) for kind in kinds]
    role = names[-1] if len(names) == 1 else roles % {"first": ", ".join(names[:-1]), "last": names[-1]}
    words = {"role": role, "area": area.name}
    parts = [_("In %(area)s only this person can do this: %(role)s.") % words]
    if actor is None:
        parts.append(_("Is that you? Sign in first."))
    if people := queries.contacts(area, now=now):
        call = {"name": people[0].name, "phone": spoken_phone(people[0].phone)}
        parts.append(_("Questions? Call %(name)s: %(phone)s.") % call)
    return " ".join(parts)


def signed_in(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
) -> Callable[Concatenate[ActingRequest, P], HttpResponseBase]:
    """For known people only: others go to the sign-in page and come back, and lose nothing they typed."""

    @wraps(view)
    def guarded(request: ActingRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.actor is not None:
            return view(request, *args, **kwargs)  # type: ignore[arg-type]
        if request.method == "POST":
            return _sign_in_again(request)
        response: HttpResponse = redirect_to_login(request.get_full_path())
        return response

    return guarded


@dataclass(frozen=True)
class SignInAgainPage:
    """What was typed, whether it could be kept, and where to sign in."""

    kept: Kept
    is_kept: bool
    url: str
    long_ago: bool


def fresh(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
) -> Callable[Concatenate[ActingRequest, P], HttpResponseBase]:
    """Like `signed_in`; and who moves money or gives tasks came in on this device within half a day.

    Looking needs no more than being signed in. Who came in longer ago signs in once more, and then sends
    what was typed.
    """

    @signed_in
    @wraps(view)
    def guarded(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method in {"GET", "HEAD"} or sessions.is_fresh(request, now=clock.now()):
            return view(request, *args, **kwargs)
        logout(request)
        request.actor = None  # type: ignore[assignment]
        return _sign_in_again(request, long_ago=True)

    return guarded


def _sign_in_again(request: HttpRequest, *, long_ago: bool = False) -> HttpResponse:
    """What was typed waits in the session until they are back; only its key stands in the address."""
    typed = kept.read(request, now=clock.now())
    key = kept.keep(request, typed)
    url = redirect_to_login(reverse("go_on", args=[key]) if key else typed.path).url
    page = SignInAgainPage(typed, is_kept=bool(key), url=url, long_ago=long_ago)
    return render(request, "people/sign_in_again.html", {"page": page}, status=403)


def may_give(actor: Actor | None, kind: str, *, area: Area, now: datetime) -> Answer:
    """Administrators give every hat; area workers those of their own area's people."""
    if kind in GIVEN_BY_AREA_WORKER:
        return wears(actor, HatKind.AREA_WORKER, HatKind.ADMIN, area=area, now=now)
    return wears(actor, HatKind.ADMIN, area=area, now=now)


def gives(actor: Actor | None, *, area: Area, now: datetime) -> list[str]:
    """The kinds of hats someone may give in an area, in the order of HatKind."""
    worn = hats(actor, area, now=now)
    if HatKind.ADMIN in worn:
        return list(HatKind)
    return [kind for kind in HatKind if kind in GIVEN_BY_AREA_WORKER and HatKind.AREA_WORKER in worn]


VOUCHERS = (HatKind.GROUP, HatKind.AREA_WORKER)


def may_vouch(actor: Actor | None, area: Area, *, now: datetime) -> Answer:
    """Who is of the group or works in the area knows people there, and lets them in on their word."""
    return wears(actor, *VOUCHERS, area=area, now=now)


def may_see_people(actor: Actor | None, area: Area, *, now: datetime) -> Answer:
    """The page on which hats are given and taken."""
    return wears(actor, HatKind.AREA_WORKER, HatKind.ADMIN, area=area, now=now)


def may_return(actor: Actor | None, callback: CallBack, *, now: datetime) -> Answer:
    """Whoever can be called about an area, and administrators. To others the question does not exist."""
    allowed = wears(actor, *TO_CALL, HatKind.ADMIN, area=callback.area, now=now)
    return allowed or Refused(allowed.reason if isinstance(allowed, Refused) else "", hidden=True)


def callback(public_id: str, *, actor: Actor | None, now: datetime) -> CallBack:
    """The question to be called, for those who may call. Refusal 404 otherwise."""
    asked = (
        CallBack.objects.select_related("area__parent__parent__parent").filter(public_id=public_id).first()
    )
    if asked is None:
        refuse(_("There is nobody here who asked to be called."), status=404)
    insist(may_return(actor, asked, now=now))
    return asked


def may_take(actor: Actor, hat: Hat, *, now: datetime) -> Answer:
    """Anyone may take off their own hat; otherwise who may give it, may take it."""
    if hat.actor_id == actor.pk:
        return Allowed()
    return may_give(actor, hat.kind, area=hat.area, now=now)


def did_tasks(*actors: Actor) -> list[int]:
    """Which of these ever did something here for others, and were more than a resident."""
    tasks = Hat.objects.filter(actor__in=actors).exclude(kind=HatKind.RESIDENT)
    return list(tasks.values_list("actor_id", flat=True).distinct())


def may_join(login: Login, one: Actor, other: Actor) -> Answer:
    """Two persons are one when the same way in, and no other, opens both.

    So nobody comes to act for somebody else by a number that was only typed. Two who both had tasks stay two:
    what takes two people may have been done by them.
    """
    both = [one, other]
    if one.pk == other.pk or any(who.kind != ActorKind.PERSON or who.forgotten_at for who in both):
        return Refused(_("These are not two persons."))
    mine = set(login.actors.filter(pk__in=[one.pk, other.pk]).values_list("pk", flat=True))
    if len(mine) != len(both):
        return Refused(_("This person is not you."), hidden=True)
    if Login.objects.filter(actors__in=both).exclude(pk=login.pk).exists():
        return Refused(
            _("One of the two also comes in another way. Add that number or address to your own first.")
        )
    if len(did_tasks(one, other)) > 1:
        return Refused(_("Both have tasks here, or had them. Call us, and we will look at it together."))
    return Allowed()


def may_forget(actor: Actor, other: Actor, *, now: datetime) -> Answer:
    """Everyone may ask it for themselves; an administrator does it for who asks by letter or phone."""
    if actor.pk == other.pk:
        return Allowed()
    if Hat.objects.worn(now=now).filter(actor=actor, kind=HatKind.ADMIN, area__parent=None).exists():
        return Allowed()
    return Refused(_("Only they themselves can ask this, or an administrator for them."), hidden=True)
