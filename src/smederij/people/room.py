"""What the room of people declares to the house."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smederij.base import clock
from smederij.base.rooms import Asks, Room, Waiting
from smederij.people import queries, sending
from smederij.people.models import Actor, CallBack, Follow, Hat, Knock, Login, Notice, Vouch
from smederij.people.sessions import close_sessions
from smederij.places.models import Area

SHOWN_IN_FOOTER = 4
KEEP_ANSWERED = timedelta(days=30)
KEEP_NOTICES = timedelta(days=90)
KEEP_OPEN = timedelta(days=180)


def export_me(actor_id: int) -> Mapping[str, Any]:
    """Name, address, hats, logins, and the calls someone asked for."""
    actor = Actor.objects.select_related("vouched_by").get(pk=actor_id)
    hats = Hat.objects.filter(actor=actor).select_related("area").order_by("pk")
    asked = CallBack.objects.filter(asked_by=actor).select_related("area").order_by("pk")
    return {
        "public_id": actor.public_id,
        "kind": actor.kind,
        "name": actor.name,
        "full_name": actor.full_name,
        "phone": actor.phone,
        "email": actor.email,
        "where": actor.where,
        "known_since": actor.known_since,
        "logins": queries.ways_of(actor),
        "hats": [
            {"hat": hat.kind, "area": hat.area.slug, "since": hat.since, "until": hat.until} for hat in hats
        ],
        "asked_to_be_called": [
            {
                "area": one.area.slug,
                "name": one.name,
                "phone": one.phone,
                "about": one.about,
                "at": one.asked_at,
            }
            for one in asked
        ],
        "came_in_on_the_word_of": actor.vouched_by.name if actor.vouched_by else None,
        "let_others_in": list(actor.vouches.order_by("pk").values_list("at", flat=True)),
        "follows": list(_of(Follow, actor_id).values("subject_kind", "subject_id", "since")),
        "notices": list(_of(Notice, actor_id).values("sentence", "url", "at", "sent_at")),
    }


def _of(table: type[Follow] | type[Notice], actor_id: int) -> QuerySet[Any]:
    return table._default_manager.filter(actor_id=actor_id).order_by("pk")


def forget_me(actor_id: int, now: datetime) -> None:
    """A nameless row stays, so that sums hold; hats end, questions and ways in go."""
    actor = Actor.objects.get(pk=actor_id)
    Hat.objects.filter(actor=actor, since__gte=now).delete()
    Hat.objects.worn(now=now).filter(actor=actor).update(until=now)
    CallBack.objects.filter(asked_by=actor).delete()
    Follow.objects.filter(actor=actor).delete()
    Vouch.objects.filter(by=actor, used_at=None).delete()
    Notice.objects.filter(Q(actor=actor) | Q(by=actor)).delete()
    logins = list(actor.logins.all())
    actor.logins.clear()
    for login in logins:
        if not login.actors.exists():
            close_sessions(login)
            login.delete()
    actor.name = actor.full_name = actor.phone = actor.email = actor.where = ""
    actor.face, actor.forgotten_at = 0, actor.forgotten_at or now
    actor.save()


def waiting_for(actor_id: int, now: datetime) -> Iterable[Waiting]:
    """People who asked to be called."""
    actor = Actor.objects.filter(pk=actor_id).first()
    for asked in queries.open_callbacks(actor, now=now) if actor else []:
        words = {"name": asked.name, "phone": asked.phone, "area": asked.area.name}
        yield Waiting(
            sentence=_("%(name)s from %(area)s asks to be called: %(phone)s") % words,
            url=reverse("callback", args=[asked.public_id]),
            since=asked.asked_at,
            asks=Asks.CALL,
            late=asked.due <= now,
        )


def tick(now: datetime) -> int:
    """Bring notices; sweep answered questions, old notices, networks, sessions, and logins never used."""
    swept = [
        CallBack.objects.filter(called_at__lt=now - KEEP_ANSWERED).delete()[0],
        CallBack.objects.filter(asked_at__lt=now - KEEP_OPEN).delete()[0],
        Vouch.objects.filter(used_at=None, until__lt=now - timedelta(days=1)).delete()[0],
        Notice.objects.filter(at__lt=now - KEEP_NOTICES).delete()[0],
        Knock.objects.filter(at__lt=now - timedelta(days=1)).delete()[0],
        Session.objects.filter(expire_date__lt=now).delete()[0],
        Login.objects.filter(last_login=None, actors=None, asked_at__lt=now - timedelta(days=1)).delete()[0],
    ]
    return sum(swept) + sending.send_notices(now)


def shell(request: HttpRequest) -> dict[str, Any]:
    """The way in, for who is not in yet."""
    values: dict[str, Any] = {"demo_url": reverse("demo") if settings.DEMO else ""}
    if getattr(request, "actor", None) is None:
        values["login_url"] = reverse("account_login")
    return values


def contact(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Whom to call, about the area of this page; and 'Bel mij'."""
    area = _area_of(context)
    people = queries.contacts(area, now=clock.now()) if area else []
    return render_to_string(
        "people/slots/contact.html",
        {
            "people": people[:SHOWN_IN_FOOTER],
            "area": area,
            "help_name": settings.HELP_NAME,
            "help_phone": settings.HELP_PHONE,
        },
    )


def _area_of(context: Mapping[str, Any]) -> Area | None:
    """The area a page is about, or else the municipality; None before there is one."""
    for candidate in (context.get("area"), getattr(context.get("page"), "area", None)):
        if isinstance(candidate, Area):
            return candidate
    return Area.objects.filter(parent=None).first()


def ribbon(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """In the example municipality: who you are now."""
    if not settings.DEMO:
        return ""
    return render_to_string("people/slots/ribbon.html", {"actor": getattr(request, "actor", None)})


def header(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """A place for how much waits for whoever is in; asked when the page stands, so that none is slower."""
    if getattr(request, "actor", None) is None:
        return ""
    return render_to_string("people/slots/header.html", {})


def colophon(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """The way out, for who is in."""
    if getattr(request, "actor", None) is None:
        return ""
    return render_to_string("people/slots/colophon.html", {}, request=request)


ERRANDS = {
    "my_page": gettext_lazy("What waits for you and what you follow is on your page. So first: who are you?"),
    "vouch": gettext_lazy("You let somebody in on your word. So first: who are you?"),
}
ROOM = Room(
    name="people",
    errands=ERRANDS,
    export_me=export_me,
    forget_me=forget_me,
    waiting_for=waiting_for,
    tick=tick,
    shell=shell,
    slots={"contact": contact, "header": header, "ribbon": ribbon, "colophon": colophon},
)
